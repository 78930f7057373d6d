package org.wonsi.node.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.wonsi.node.platform.LanAddress;
import org.wonsi.node.platform.LanAddresses;

/**
 * The checks of whether the room's phones reach this machine, as far as it can tell by itself: its addresses, its firewall, and whether other
 * devices have answered it.
 *
 * <p>Whether the Wi-Fi keeps its guests apart (client isolation) shows only when one of them tries. So what can't be known here is said with how
 * to try it.
 */
final class RoomNetworkCheck {
    private static final int MOST_BYTES = 64 << 10;
    private static final int SECONDS = 5;
    private static final String ISOLATED =
            "if none opens, the Wi-Fi keeps its guests apart: use another one, a router of your own, or a phone's"
                    + " hotspot";

    private final String system;
    private final Function<List<String>, Optional<String>> run;
    private final Function<String, Optional<String>> read;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * A check of a system.
     *
     * @param system the operating system's name in lower case
     * @param run what a command prints; empty if there is no such command, or it fails
     * @param read a file's text; empty if there is none
     */
    RoomNetworkCheck(
            String system, Function<List<String>, Optional<String>> run, Function<String, Optional<String>> read) {
        this.system = system;
        this.run = run;
        this.read = read;
    }

    /** Looks at this machine. */
    static List<Finding> here(String system) {
        return new RoomNetworkCheck(system, RoomNetworkCheck::output, RoomNetworkCheck::text).of(LanAddresses.all());
    }

    List<Finding> of(List<LanAddress> addresses) {
        List<LanAddress> reached =
                addresses.stream().filter(a -> a.place().mayBeReached()).toList();
        if (reached.isEmpty()) {
            findings.add(Finding.note(
                    "no network: the seminar works on this machine, but nobody can join",
                    "connect to the room's Wi-Fi for --lan"));
            return List.copyOf(findings);
        }
        LanAddress first = reached.get(0);
        findings.add(
                first.place() == LanAddress.Place.LAN
                        ? Finding.good("with --lan phones are sent to " + described(first))
                        : Finding.note(
                                "with --lan phones are sent to " + described(first),
                                "connect to the room's Wi-Fi if they can't open it"));
        addresses.stream().skip(1).forEach(other -> findings.add(Finding.good("another address: " + described(other))));
        firewall();
        neighbours(first.networkInterface());
        return List.copyOf(findings);
    }

    private static String described(LanAddress address) {
        return address.text() + " on " + address.networkInterface() + " ("
                + address.place().words() + ")";
    }

    // ------------------------------------------------------------------------------------------- the firewall

    private void firewall() {
        Optional<String> remedy = system.contains("win") ? windows() : system.contains("mac") ? mac() : linux();
        findings.add(remedy.map(what -> Finding.note("a firewall is on", what))
                .orElseGet(() -> Finding.good("no firewall that is known here is on")));
    }

    private Optional<String> windows() {
        return run.apply(List.of("netsh", "advfirewall", "show", "currentprofile", "state"))
                .filter(text -> text.matches("(?s).*\\bON\\b.*"))
                .map(text -> "when Windows asks whether Java may be reached, allow it for private networks, and let the"
                        + " room's Wi-Fi be a private one");
    }

    private Optional<String> mac() {
        return run.apply(List.of("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate"))
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("enabled"))
                .map(text -> "allow incoming connections for java, in System Settings under Network, Firewall");
    }

    private Optional<String> linux() {
        return read.apply("/etc/ufw/ufw.conf")
                .filter(text -> text.lines().anyMatch(line -> line.strip().equalsIgnoreCase("ENABLED=yes")))
                .map(text -> "let phones and nodes in: sudo ufw allow 8001:8003/tcp; sudo ufw allow 9001:9003/tcp")
                .or(() -> run.apply(List.of("firewall-cmd", "--state"))
                        .filter(text -> text.strip().equals("running"))
                        .map(text -> "let phones and nodes in until the next start: sudo firewall-cmd"
                                + " --add-port=8001-8003/tcp --add-port=9001-9003/tcp"));
    }

    // ------------------------------------------------------------------------------------------- other devices

    /** On Linux the kernel's list of neighbours tells whether any device but the router has answered. */
    private void neighbours(String networkInterface) {
        Optional<String> table = read.apply("/proc/net/arp");
        if (table.isEmpty()) {
            findings.add(Finding.note("whether phones reach this machine shows when one opens the page", ISOLATED));
            return;
        }
        List<String> gateways = read.apply("/proc/net/route")
                .map(text -> gateways(text, networkInterface))
                .orElse(List.of());
        List<String> others = table.get()
                .lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length >= 6
                        && fields[2].equals("0x2")
                        && fields[5].equals(networkInterface)
                        && !gateways.contains(fields[0]))
                .map(fields -> fields[0])
                .toList();
        findings.add(
                others.isEmpty()
                        ? Finding.note(
                                "no device but the router has answered on " + networkInterface
                                        + " yet; open the page with two phones",
                                ISOLATED)
                        : Finding.good("other devices answer on " + networkInterface + ": " + others.size()));
    }

    /** Addresses of routers in the kernel's table, which has them in hex, last byte first. */
    private static List<String> gateways(String table, String networkInterface) {
        return table.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 2
                        && fields[0].equals(networkInterface)
                        && fields[2].matches("[0-9A-Fa-f]{8}")
                        && !fields[2].equals("00000000"))
                .map(fields -> Long.parseLong(fields[2], 16))
                .map(bits -> (bits & 0xff) + "." + (bits >> 8 & 0xff) + "." + (bits >> 16 & 0xff) + "." + (bits >> 24))
                .toList();
    }

    // ------------------------------------------------------------------------------------------- the system

    private static Optional<String> output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (InputStream in = process.getInputStream()) {
                String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                        ? Optional.of(text)
                        : Optional.empty();
            } finally {
                process.destroy();
            }
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> text(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException none) {
            // It isn't there, or not for everybody's eyes: then nothing is known of it.
            return Optional.empty();
        }
    }
}
