package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with the two jars alone, each in a process of its own, as a user runs them. */
class TwoJarsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where block rewards go that nobody is to spend: a regtest address of no known key. */
    private static final String NOBODY = "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8";

    @TempDir
    private Path home;

    @Test
    @DisplayName(
            "a wallet is paid, pays a second one, and both see it: claimed, proven, and after a kill -9 of the node")
    void pay() throws IOException {
        Files.writeString(home.resolve("password"), "correct horse\n");
        try (RunningNode node = RunningNode.start(home, "Seoul")) {
            String alice = wallet(node, "alice", "create").path("address").asText();
            String bob = wallet(node, "bob", "create").path("address").asText();
            node.mine(1, alice);
            assertThat(balance(node, "alice")).isEqualTo("0 proven, 0 claimed, 5000000000 immature");
            node.mine(100, NOBODY);
            assertThat(balance(node, "alice")).isEqualTo("5000000000 proven, 0 claimed, 0 immature");

            JsonNode sent = wallet(node, "alice", "send", bob, "12.5", "--fee-rate", "2", "--yes");
            assertThat(node.get("/api/mempool/txids").get(0).asText())
                    .isEqualTo(sent.path("txid").asText());
            assertThat(balance(node, "bob")).isEqualTo("0 proven, 1250000000 claimed, 0 immature");

            node.mine(1, NOBODY);
            assertThat(balance(node, "bob")).isEqualTo("1250000000 proven, 0 claimed, 0 immature");
            String tip = node.tip();
            node.program().kill();

            try (RunningNode again = RunningNode.start(home, "Seoul")) {
                assertThat(again.tip()).isEqualTo(tip);
                assertThat(again.height()).isEqualTo(102);
                assertThat(balance(again, "bob")).isEqualTo("1250000000 proven, 0 claimed, 0 immature");
                assertThat(again.program().stop()).as(again.program().output()).isZero();
            }
        }
    }

    @Test
    @DisplayName(
            "the command line's classes aren't older than Java 6 in either jar, so that an archive of classes takes them")
    void archivable() throws IOException {
        for (Path jar : List.of(Program.NODE_JAR, Program.WALLET_JAR)) {
            List<Integer> versions = new ArrayList<>();
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (entry.getName().startsWith("picocli/")
                            && entry.getName().endsWith(".class")) {
                        try (DataInputStream bytes = new DataInputStream(zip.getInputStream(entry))) {
                            // Magic number and minor version; then the major one: 50 is Java 6.
                            bytes.skipNBytes(6);
                            versions.add(bytes.readUnsignedShort());
                        }
                    }
                }
            }
            assertThat(versions)
                    .as(jar.toString())
                    .hasSizeGreaterThan(200)
                    .allSatisfy(version -> assertThat(version).isGreaterThanOrEqualTo(50));
        }
    }

    @Test
    @DisplayName("three nodes: a stopped one catches up, and after a cut both sides end on the chain with more work")
    void catchUpAndHeal() {
        try (RunningNode seoul = RunningNode.start(home, "Seoul");
                RunningNode busan = RunningNode.start(home, "Busan", "--connect", seoul.p2p())) {
            String tip;
            try (RunningNode jeju = RunningNode.start(home, "Jeju", "--connect", busan.p2p())) {
                seoul.mine(3, NOBODY);
                RunningNode.await("Jeju is at Seoul's tip", () -> jeju.tip().equals(seoul.tip()));
                assertThat(jeju.program().stop()).isZero();
            }
            seoul.mine(2, NOBODY);
            try (RunningNode jeju = RunningNode.start(home, "Jeju", "--connect", busan.p2p())) {
                RunningNode.await("Jeju has caught up", () -> jeju.tip().equals(seoul.tip()));
                assertThat(jeju.height()).isEqualTo(5);
            }

            // Apart: Busan alone for a while, each mining on its own.
            busan.program().kill();
            try (RunningNode alone = RunningNode.start(home, "Busan")) {
                alone.mine(2, NOBODY);
                seoul.mine(3, NOBODY);
                assertThat(alone.tip()).isNotEqualTo(seoul.tip());
                tip = seoul.tip();
                alone.post("/node/peers", "{\"address\":\"" + seoul.p2p() + "\"}");
                RunningNode.await(
                        "Busan adopts the heavier chain", () -> alone.tip().equals(tip));
                assertThat(seoul.tip()).isEqualTo(tip);
                assertThat(alone.height()).isEqualTo(8);
            }
        }
    }

    @Test
    @DisplayName("a wrong password, an unreachable node and too little money are each said clearly, with exit code 1")
    void walletErrors() throws IOException {
        Files.writeString(home.resolve("password"), "correct horse\n");
        Files.writeString(home.resolve("wrong"), "battery staple\n");
        try (RunningNode node = RunningNode.start(home, "Seoul")) {
            String alice = wallet(node, "alice", "create").path("address").asText();
            assertThat(walletText(1, node.url(), "wrong", "alice", "sign-message", alice, "I am Alice"))
                    .contains("password is wrong");
            assertThat(walletText(1, "http://127.0.0.1:9", "password", "alice", "balance"))
                    .contains("http://127.0.0.1:9");
            assertThat(walletText(1, node.url(), "password", "alice", "send", alice, "1"))
                    .contains("1.00000000");
        }
    }

    @Test
    @DisplayName("both jars answer --version and --help, and a wrong option ends with exit code 2")
    void versions() {
        for (Path jar : List.of(Program.NODE_JAR, Program.WALLET_JAR)) {
            assertThat(Program.run(0, home, jar, "--version")).contains("0.1.0");
            assertThat(Program.run(0, home, jar, "--help")).contains("Usage: wonsi");
            assertThat(Program.run(2, home, jar, "--no-such-option")).contains("--no-such-option");
        }
    }

    private JsonNode wallet(RunningNode node, String name, String... command) throws IOException {
        List<String> args = arguments(node.url(), "password", name, command);
        args.add("--json");
        return JSON.readTree(Program.run(0, home, Program.WALLET_JAR, args.toArray(String[]::new)));
    }

    private String walletText(int exitCode, String url, String password, String name, String... command) {
        return Program.run(
                exitCode,
                home,
                Program.WALLET_JAR,
                arguments(url, password, name, command).toArray(String[]::new));
    }

    private List<String> arguments(String url, String password, String name, String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--network", "regtest", "--node", url, "--wallet", name, "--lang", "en"));
        args.addAll(List.of("--password-file", home.resolve(password).toString()));
        return args;
    }

    private String balance(RunningNode node, String name) throws IOException {
        JsonNode balance = wallet(node, name, "balance");
        return balance.path("proven").asLong() + " proven, "
                + balance.path("claimed").asLong() + " claimed, "
                + balance.path("immature").asLong() + " immature";
    }
}
