package org.wonsi.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computers of their own on one cable, made of Linux network namespaces; this machine's own network isn't touched.
 *
 * <pre>
 *   host 1: 10.77.0.1     host 2: 10.77.0.2     ...     a namespace each, loopback and eth0
 *          |                     |
 *   ---- bridge ------------------------------------     a namespace with nothing else in it
 * </pre>
 */
final class NamespaceNetwork implements AutoCloseable {
    private static final String PREFIX = "wonsi" + ProcessHandle.current().pid() + "-";
    private static final String CABLE = PREFIX + "cable";

    private final List<Computer> computers = new ArrayList<>();
    private final Thread cleaner = new Thread(this::remove, "namespaces");

    /** One host: a namespace's name and its address on the cable. */
    record Computer(String namespace, String address) implements Host {
        @Override
        public List<String> command(List<String> command) {
            List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
            there.addAll(command);
            return there;
        }

        @Override
        public String read(Path file) throws IOException {
            return HERE.read(file);
        }

        @Override
        public Answer request(String method, String url, Map<String, String> headers, String body) {
            List<String> curl =
                    new ArrayList<>(List.of("curl", "-sS", "-m", "60", "-X", method, "-w", "\n%{http_code}"));
            headers.forEach((name, value) -> curl.addAll(List.of("-H", name + ": " + value)));
            if (!body.isEmpty()) {
                curl.addAll(List.of("--data-binary", "@-"));
            }
            curl.add(url);
            Shell.Result result = Shell.run(command(curl), body);
            String output = result.output();
            int line = output.lastIndexOf('\n');
            if (result.exitCode() != 0 || line < 0) {
                throw new AssertionError(url + " from " + namespace + ": " + output);
            }
            return new Answer(Integer.parseInt(output.substring(line + 1)), output.substring(0, line));
        }

        /** Loses everything to and from another address without a word, as a pulled cable does. */
        void cutFrom(Computer other) {
            nft("add table ip cut");
            nft("add chain ip cut in { type filter hook input priority 0; }");
            nft("add chain ip cut out { type filter hook output priority 0; }");
            nft("add rule ip cut in ip saddr " + other.address + " drop");
            nft("add rule ip cut out ip daddr " + other.address + " drop");
        }

        /** Loses nothing any more. */
        void mend() {
            nft("delete table ip cut");
        }

        private void nft(String rule) {
            Shell.check("ip", "netns", "exec", namespace, "nft", rule);
        }
    }

    private NamespaceNetwork() {}

    /** Why there can be no such network here, if so. */
    static Optional<String> missing() {
        for (String program : List.of("ip", "tc", "nft", "curl")) {
            if (!Shell.has(program)) {
                return Optional.of("there is no program '" + program + "'");
            }
        }
        String name = PREFIX + "probe";
        Shell.Result made = Shell.run(List.of("ip", "netns", "add", name), "");
        if (made.exitCode() != 0) {
            return Optional.of(
                    "network namespaces need privileges: " + made.output().strip());
        }
        try {
            Shell.check("ip", "netns", "exec", name, "nft", "add table ip probe");
            Shell.check(slow(name, "lo"));
            return Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of("this kernel has no firewall rules or traffic shaping: " + e.getMessage());
        } finally {
            Shell.check("ip", "netns", "delete", name);
        }
    }

    private static String[] slow(String namespace, String device) {
        String shape = "root tbf rate 1mbit burst 32kbit latency 400ms";
        return ("tc -n " + namespace + " qdisc add dev " + device + " " + shape).split(" ");
    }

    /** Lets the host receive a million bits a second at most, as over a poor radio link. */
    void slowDown(int number) {
        Shell.check(slow(CABLE, "port" + number));
    }

    /** Lets the host receive as fast as it can again. */
    void speedUp(int number) {
        Shell.check("tc", "-n", CABLE, "qdisc", "delete", "dev", "port" + number, "root");
    }

    /** A cable with so many hosts. */
    static NamespaceNetwork of(int hosts) {
        NamespaceNetwork network = new NamespaceNetwork();
        Runtime.getRuntime().addShutdownHook(network.cleaner);
        try {
            network.lay(hosts);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return network;
    }

    private void lay(int hosts) {
        ip("netns", "add", CABLE);
        ip("-n", CABLE, "link", "add", "cable", "type", "bridge");
        ip("-n", CABLE, "link", "set", "cable", "up");
        for (int i = 1; i <= hosts; i++) {
            Computer computer = new Computer(PREFIX + i, "10.77.0." + i);
            ip("netns", "add", computer.namespace());
            computers.add(computer);
            ip(
                    "-n",
                    CABLE,
                    "link",
                    "add",
                    "port" + i,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "eth0",
                    "netns",
                    computer.namespace());
            ip("-n", CABLE, "link", "set", "port" + i, "master", "cable", "up");
            ip("-n", computer.namespace(), "address", "add", computer.address() + "/24", "dev", "eth0");
            ip("-n", computer.namespace(), "link", "set", "lo", "up");
            ip("-n", computer.namespace(), "link", "set", "eth0", "up");
        }
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Shell.check(command.toArray(String[]::new));
    }

    /** A host, counted from 1. */
    Computer host(int number) {
        return computers.get(number - 1);
    }

    private void remove() {
        for (Computer computer : computers) {
            Shell.run(List.of("ip", "netns", "delete", computer.namespace()), "");
        }
        Shell.run(List.of("ip", "netns", "delete", CABLE), "");
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        remove();
    }
}
