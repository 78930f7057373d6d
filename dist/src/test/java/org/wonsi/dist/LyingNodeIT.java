package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each lie of the lying node told to the wallet, with the jars as a user runs them. */
@DisplayName("A wallet that asks a lying node neither signs, pays, proves nor moves its addresses by the lie")
@Tag("long")
class LyingNodeIT {
    private static final Pattern URL = Pattern.compile("lies at +(http://127\\.0\\.0\\.1:[0-9]+)");

    /** A regtest address of no known key. */
    private static final String NOBODY = "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8";

    private static final long TWO_REWARDS = 10_000_000_000L;

    @TempDir
    static Path home;

    private static RunningNode node;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(home.resolve("password"), "correct horse\n");
        node = RunningNode.start(home, "Seoul");
        for (String name : List.of("amount", "fee", "inputs", "history", "hide", "tip", "proof")) {
            node.mine(2, wallet(node.url(), name, "create").path("address").asText());
        }
        node.mine(100, NOBODY);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** Runs a test against a liar that stands before the node, and stops it as Ctrl-C does. */
    private static void lying(String lie, Consumer<String> test) {
        try (Program liar = Program.start(
                home, Program.NODE_JAR, "lying-node", "--lie", lie, "--node", node.url(), "--http", "127.0.0.1:0")) {
            test.accept(liar.await(URL).group(1));
            assertThat(liar.output()).contains(lie + "  GET /api/");
            assertThat(liar.stop()).as(liar.output()).isZero();
        }
    }

    private static List<String> arguments(String url, String name, String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--network", "regtest", "--node", url, "--wallet", name, "--lang", "en"));
        args.addAll(List.of("--password-file", home.resolve("password").toString()));
        return args;
    }

    private static JsonNode wallet(String url, String name, String... command) {
        List<String> args = arguments(url, name, command);
        args.add("--json");
        String output = Program.run(0, home, Program.WALLET_JAR, args.toArray(String[]::new));
        return RunningNode.parse(output.substring(output.indexOf('{')));
    }

    /** What a command says that ends with this code. */
    private static String text(int exitCode, String url, String name, String... command) {
        return Program.run(
                exitCode,
                home,
                Program.WALLET_JAR,
                arguments(url, name, command).toArray(String[]::new));
    }

    private static JsonNode esplora(String url, String path) {
        return RunningNode.parse(
                Host.HERE.request("GET", url + "/api" + path, Map.of(), "").body());
    }

    private static List<String> mempool() {
        List<String> txids = new ArrayList<>();
        node.get("/api/mempool/txids").forEach(txid -> txids.add(txid.asText()));
        return txids;
    }

    private static List<String> inputs(String txid) {
        List<String> inputs = new ArrayList<>();
        node.get("/api/tx/" + txid)
                .path("vin")
                .forEach(in -> inputs.add(
                        in.path("txid").asText() + ":" + in.path("vout").asText()));
        return inputs;
    }

    @Test
    @DisplayName(
            "amount: coins said to be worth a tenth count in full, a payment's fee is its rate, and the lie is named")
    void amount() {
        lying("amount", liar -> {
            assertThat(text(0, liar, "amount", "balance"))
                    .contains(
                            "node " + liar + " said things that aren't so, and they were not believed (2 of this kind)")
                    .contains(" is worth 5.00000000; by the transaction's bytes it is worth 50.00000000");
            assertThat(wallet(liar, "amount", "balance").path("proven").asLong())
                    .isEqualTo(TWO_REWARDS);
            String txid = wallet(liar, "amount", "send", NOBODY, "1", "--fee-rate", "2", "--yes")
                    .path("txid")
                    .asText();
            // One input, two outputs: 226 bytes at most.
            assertThat(node.get("/api/tx/" + txid).path("fee").asLong()).isEqualTo(452);
        });
    }

    @Test
    @DisplayName("fee: a rate of 100,000 satoshis a byte that a node names isn't paid, and the lie is named")
    void fee() {
        lying("fee", liar -> {
            assertThat(text(0, liar, "fee", "send", NOBODY, "1", "--target", "1", "--yes"))
                    .contains("suggests 100000 sat/byte; no more than 100 are paid on a node's word")
                    .contains("fee 0.00022600");
        });
    }

    @Test
    @DisplayName("inputs: a payment to a thief that was never made isn't bumped; a true one is, with the inputs it has")
    void inputs() {
        String own =
                wallet(node.url(), "inputs", "coins").at("/coins/0/address").asText();
        lying("inputs", liar -> {
            JsonNode theft = esplora(liar, "/address/" + own + "/txs").get(0);
            assertThat(theft.at("/vout/0/value").asLong()).isEqualTo(100_000_000_000L);
            List<String> before = mempool();
            assertThat(text(1, liar, "inputs", "bump", theft.path("txid").asText(), "--fee-rate", "10", "--yes"))
                    .contains("is no payment on its way that this wallet made and keeps");
            assertThat(mempool()).isEqualTo(before);
            assertThat(text(0, liar, "inputs", "balance")).contains("; by its bytes it spends ");
            assertThat(wallet(liar, "inputs", "balance").path("proven").asLong())
                    .isEqualTo(TWO_REWARDS);

            String payment = wallet(liar, "inputs", "send", NOBODY, "1", "--fee-rate", "2", "--yes")
                    .path("txid")
                    .asText();
            List<String> spent = inputs(payment);
            String bumped = wallet(liar, "inputs", "bump", payment, "--fee-rate", "10", "--yes")
                    .path("txid")
                    .asText();
            assertThat(inputs(bumped)).isEqualTo(spent);
            assertThat(mempool()).contains(bumped).doesNotContain(payment);
        });
    }

    @Test
    @DisplayName(
            "history: payments that never were are neither proven nor spendable, and the next address stays the same")
    void history() {
        String next = wallet(node.url(), "history", "address").path("address").asText();
        lying("history", liar -> {
            JsonNode balance = wallet(liar, "history", "balance");
            assertThat(balance.path("proven").asLong()).isEqualTo(TWO_REWARDS);
            assertThat(balance.path("total").asLong()).isEqualTo(TWO_REWARDS);
            assertThat(text(0, liar, "history", "balance"))
                    .containsOnlyOnce("Note: ")
                    .contains("said things that aren't so", "The first: its merkle branch of transaction ");
            assertThat(wallet(liar, "history", "address").path("address").asText())
                    .isEqualTo(next);
            assertThat(text(1, liar, "history", "send", NOBODY, "101", "--fee-rate", "2", "--yes"))
                    .contains("not enough money");
        });
        assertThat(wallet(node.url(), "history", "address").path("address").asText())
                .isEqualTo(next);
    }

    @Test
    @DisplayName("hide: the coins of a payment that the node took and denies aren't spent again, and that is said")
    void hide() {
        try (Program liar = Program.start(
                home, Program.NODE_JAR, "lying-node", "--lie", "hide", "--node", node.url(), "--http", "127.0.0.1:0")) {
            String url = liar.await(URL).group(1);
            JsonNode first = wallet(url, "hide", "send", NOBODY, "10", "--fee-rate", "2", "--yes");
            assertThat(liar.output())
                    .contains("hide  POST /api/tx  " + first.path("txid").asText());
            assertThat(mempool()).doesNotContain(first.path("txid").asText());
            assertThat(text(0, url, "hide", "balance"))
                    .contains("it took payment " + first.path("txid").asText() + " and doesn't show it");
            JsonNode second = wallet(url, "hide", "send", NOBODY, "45", "--fee-rate", "2", "--yes");
            assertThat(second.path("coins")).isNotEmpty().doesNotContainAnyElementsOf(first.path("coins"));
            assertThat(liar.stop()).as(liar.output()).isZero();
        }
    }

    @Test
    @DisplayName(
            "tip: headers without work are refused by the rule they break, and nothing gets a confirmation from them")
    void tip() {
        lying(
                "tip",
                liar -> assertThat(text(1, liar, "tip", "balance"))
                        .contains("breaks a rule")
                        .contains("high-hash"));
    }

    @Test
    @DisplayName("proof: a waiting payment with a false branch is only claimed, and the lie is named")
    void proof() {
        String own = wallet(node.url(), "proof", "address").path("address").asText();
        String txid = wallet(node.url(), "fee", "send", own, "1", "--fee-rate", "2", "--yes")
                .path("txid")
                .asText();
        lying("proof", liar -> {
            assertThat(esplora(liar, "/tx/" + txid + "/status")
                            .path("confirmed")
                            .asBoolean())
                    .isTrue();
            assertThat(text(1, liar, "proof", "verify-payment", txid))
                    .contains(liar)
                    .containsIgnoringCase("branch");
            JsonNode balance = wallet(liar, "proof", "balance");
            assertThat(balance.path("claimed").asLong()).isEqualTo(100_000_000L);
            assertThat(balance.path("proven").asLong()).isLessThanOrEqualTo(TWO_REWARDS);
            assertThat(text(0, liar, "proof", "balance")).contains("its merkle branch of transaction " + txid);
        });
    }
}
