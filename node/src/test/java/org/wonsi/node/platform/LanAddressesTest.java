package org.wonsi.node.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.platform.LanAddress.Place;
import org.wonsi.node.platform.LanAddresses.Card;

@DisplayName("The address for the room's phones")
class LanAddressesTest {
    private static Card card(String name, boolean up, boolean pointToPoint, String... addresses) {
        List<InetAddress> list = new ArrayList<>();
        try {
            for (String address : addresses) {
                list.add(InetAddress.getByName(address));
            }
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
        return new Card(name, up, name.equals("lo"), pointToPoint, list);
    }

    private static Card card(String name, String... addresses) {
        return card(name, true, false, addresses);
    }

    private static List<String> order(Card... cards) {
        return LanAddresses.inOrder(List.of(cards)).stream()
                .map(address -> address.networkInterface() + " " + address.text() + " " + address.place())
                .toList();
    }

    private static List<String> reached(Card... cards) {
        return LanAddresses.inOrder(List.of(cards)).stream()
                .filter(address -> address.place().mayBeReached())
                .map(LanAddress::text)
                .toList();
    }

    @Test
    @DisplayName("is the Wi-Fi's, before a cable's, a VPN's, a container bridge's, a made-up one and IPv6")
    void laptop() {
        assertThat(order(
                        card("lo", "127.0.0.1", "::1"),
                        card("docker0", "172.17.0.1"),
                        card("tun0", true, true, "10.8.0.2"),
                        card("eth0", "10.0.0.7"),
                        card("eth1", "169.254.3.4"),
                        card("wlp2s0", "fe80::1%0", "192.168.0.12")))
                .containsExactly(
                        "wlp2s0 192.168.0.12 LAN",
                        "eth0 10.0.0.7 LAN",
                        "tun0 10.8.0.2 TUNNEL",
                        "eth1 169.254.3.4 LINK_LOCAL_BESIDE",
                        "docker0 172.17.0.1 BRIDGE",
                        "wlp2s0 fe80:0:0:0:0:0:0:1 IPV6");
    }

    @Test
    @DisplayName("is none of a card that is down, of loopback, a bridge or IPv6 alone")
    void none() {
        assertThat(reached()).isEmpty();
        assertThat(reached(
                        card("lo", "127.0.0.1"),
                        card("wlan0", false, false, "192.168.0.12"),
                        card("virbr0", "192.168.122.1"),
                        card("eth0", "2001:db8::7")))
                .isEmpty();
    }

    @Test
    @DisplayName("is the made-up one where no router gives any, and the VPN's only where nothing else is")
    void last() {
        assertThat(reached(card("eth0", "169.254.3.4"), card("wg0", "10.64.0.2")))
                .containsExactly("169.254.3.4", "10.64.0.2");
        assertThat(reached(card("utun4", "100.101.102.103"))).containsExactly("100.101.102.103");
        assertThat(order(card("utun4", "100.101.102.103"))).containsExactly("utun4 100.101.102.103 TUNNEL");
    }

    @Test
    @DisplayName("tells the ends of 100.64.0.0/10 and of the private ranges from the internet's addresses")
    void ranges() {
        assertThat(order(
                        card("eth0", "100.63.255.255"),
                        card("eth1", "100.64.0.0"),
                        card("eth2", "100.127.255.255"),
                        card("eth3", "100.128.0.0"),
                        card("eth4", "172.15.255.255"),
                        card("eth5", "172.16.0.0"),
                        card("eth6", "172.31.255.255"),
                        card("eth7", "172.32.0.0")))
                .containsExactly(
                        "eth5 172.16.0.0 LAN",
                        "eth6 172.31.255.255 LAN",
                        "eth0 100.63.255.255 PUBLIC",
                        "eth3 100.128.0.0 PUBLIC",
                        "eth4 172.15.255.255 PUBLIC",
                        "eth7 172.32.0.0 PUBLIC",
                        "eth1 100.64.0.0 SHARED",
                        "eth2 100.127.255.255 SHARED");
    }

    @Test
    @DisplayName("is said with what it is")
    void words() {
        for (Place place : Place.values()) {
            assertThat(place.words()).isNotBlank();
        }
        assertThat(LanAddresses.all())
                .allSatisfy(address -> assertThat(address.text()).doesNotContain("%"));
    }
}
