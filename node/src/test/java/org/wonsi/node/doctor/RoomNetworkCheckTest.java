package org.wonsi.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.platform.LanAddress;
import org.wonsi.node.platform.LanAddress.Place;

@DisplayName("The doctor's look at the room's network")
class RoomNetworkCheckTest {
    private static final LanAddress WIFI = new LanAddress("192.168.0.12", "wlan0", Place.LAN);
    private static final LanAddress TUNNEL = new LanAddress("10.8.0.2", "tun0", Place.TUNNEL);

    /** wlan0's router is 192.168.0.1; eth0's is 10.0.0.1. */
    private static final String ROUTES = """
        Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask
        wlan0	00000000	0100A8C0	0003	0	0	600	00000000
        wlan0	0000A8C0	00000000	0001	0	0	600	00FFFFFF
        eth0	00000000	0100000A	0003	0	0	100	00000000
        """;

    private static final String NEIGHBOURS = """
        IP address       HW type     Flags       HW address            Mask     Device
        192.168.0.1      0x1         0x2         02:00:00:00:00:01     *        wlan0
        192.168.0.77     0x1         0x0         00:00:00:00:00:00     *        wlan0
        10.0.0.9         0x1         0x2         02:00:00:00:00:09     *        eth0
        """;

    private static List<Finding> linux(
            Map<String, String> files, Map<String, String> commands, LanAddress... addresses) {
        return new RoomNetworkCheck(
                        "linux",
                        command -> Optional.ofNullable(commands.get(String.join(" ", command))),
                        file -> Optional.ofNullable(files.get(file)))
                .of(List.of(addresses));
    }

    private static String all(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(f -> text.append(f.kind()).append(' ').append(f.what()).append('\n'));
        return text.toString();
    }

    @Test
    @DisplayName("says that nobody can join where no address is reached")
    void none() {
        assertThat(linux(Map.of(), Map.of(), new LanAddress("172.17.0.1", "docker0", Place.BRIDGE)))
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.NOTE);
    }

    @Test
    @DisplayName("names the address that phones are sent to, the others, and what each is")
    void addresses() {
        assertThat(all(linux(Map.of(), Map.of(), WIFI, TUNNEL)))
                .contains(
                        "GOOD with --lan phones are sent to 192.168.0.12 on wlan0 (a private address of a network card")
                .contains("GOOD another address: 10.8.0.2 on tun0 (a VPN's tunnel; the room isn't in it)");
        assertThat(all(linux(Map.of(), Map.of(), TUNNEL)))
                .contains("NOTE with --lan phones are sent to 10.8.0.2 on tun0");
    }

    @Test
    @DisplayName("finds a firewall that is on, by each system's own words, and says what to do")
    void firewall() {
        assertThat(all(linux(Map.of("/etc/ufw/ufw.conf", "# x\nENABLED=yes\n"), Map.of(), WIFI)))
                .contains("NOTE a firewall is on; let phones and nodes in: sudo ufw allow 8001:8003/tcp");
        assertThat(all(linux(Map.of("/etc/ufw/ufw.conf", "ENABLED=no\n"), Map.of(), WIFI)))
                .contains("GOOD no firewall that is known here is on");
        assertThat(all(linux(Map.of(), Map.of("firewall-cmd --state", "running\n"), WIFI)))
                .contains("sudo firewall-cmd --add-port=8001-8003/tcp");
        assertThat(all(linux(Map.of(), Map.of("firewall-cmd --state", "not running\n"), WIFI)))
                .contains("GOOD no firewall");
        assertThat(all(on("windows 11", "netsh advfirewall show currentprofile state", "State      ON\r\nOk.")))
                .contains("NOTE a firewall is on; when Windows asks");
        assertThat(all(on("windows 11", "netsh advfirewall show currentprofile state", "State      OFF\r\nOk.")))
                .contains("GOOD no firewall");
        String mac = "/usr/libexec/ApplicationFirewall/socketfilterfw --getglobalstate";
        assertThat(all(on("mac os x", mac, "Firewall is enabled. (State = 1)")))
                .contains("NOTE a firewall is on; allow incoming");
        assertThat(all(on("mac os x", mac, "Firewall is disabled. (State = 0)")))
                .contains("GOOD no firewall");
    }

    private static List<Finding> on(String system, String command, String printed) {
        return new RoomNetworkCheck(
                        system,
                        asked -> asked.equals(List.of(command.split(" "))) ? Optional.of(printed) : Optional.empty(),
                        file -> Optional.empty())
                .of(List.of(WIFI));
    }

    @Test
    @DisplayName("counts the devices that answered on that network, and not its router or another network's")
    void neighbours() {
        Map<String, String> alone = Map.of("/proc/net/arp", NEIGHBOURS, "/proc/net/route", ROUTES);
        assertThat(all(linux(alone, Map.of(), WIFI)))
                .contains("NOTE no device but the router has answered on wlan0 yet")
                .contains("if none opens, the Wi-Fi keeps its guests apart");
        String phone = NEIGHBOURS + "192.168.0.78     0x1         0x2         02:00:00:00:00:78     *        wlan0\n";
        assertThat(all(linux(Map.of("/proc/net/arp", phone, "/proc/net/route", ROUTES), Map.of(), WIFI)))
                .contains("GOOD other devices answer on wlan0: 1");
        assertThat(all(linux(Map.of(), Map.of(), WIFI)))
                .contains("NOTE whether phones reach this machine shows when one opens the page");
    }
}
