package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.PortTakenException;
import org.wonsi.node.lying.Lie;
import org.wonsi.node.lying.LyingNode;
import org.wonsi.node.service.FaucetWallet.Paid;

@DisplayName("A lying node lies in one respect, says so, and passes everything else on")
class LyingNodeTest {
    private static final Script OTHER = StandardScript.payToPublicKeyHash(ByteString.ofHex("22".repeat(20)));
    private static final Script UNUSED = StandardScript.payToPublicKeyHash(ByteString.ofHex("23".repeat(20)));
    private static final int HEIGHT = 103;

    @TempDir
    static Path directory;

    private static TestNode node;
    private static HttpServer server;
    private static Client honest;
    private static Transaction confirmed;
    private static Transaction waiting;

    private final List<String> reported = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() {
        node = new TestNode(directory);
        node.mine(102);
        confirmed = pay(1_000_000);
        node.mine(1);
        waiting = pay(2_000_000);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        honest = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    private static Transaction pay(long satoshis) {
        return ((Paid) node.faucetWallet().pay(OTHER, new Amount(satoshis)).join()).transaction();
    }

    private static String address(Script script) {
        return Address.ofScript(script, ChainParams.regtest()).orElseThrow().toString();
    }

    private static String tx(Transaction tx) {
        return "/tx/" + tx.txid().toDisplay();
    }

    private void lying(Lie lie, Consumer<Client> test) {
        try (LyingNode liar = LyingNode.start(server.url(), HttpConfig.loopback(0), Set.of(lie), reported::add)) {
            test.accept(new Client(liar.url()));
        }
    }

    private static JsonNode json(Client client, String path) {
        try {
            return Json.MAPPER.readTree(text(client, path));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private static String text(Client client, String path) {
        HttpResponse<String> answer = client.get("/api" + path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Transaction raw(Client client, String txid) {
        return Transaction.decode(ByteString.ofHex(text(client, "/tx/" + txid + "/hex")));
    }

    @Test
    @DisplayName("amount: values and prevout values are a tenth, the transaction's bytes are not touched")
    void amount() {
        lying(Lie.AMOUNT, liar -> {
            JsonNode told = json(liar, tx(confirmed));
            JsonNode truth = json(honest, tx(confirmed));
            for (int i = 0; i < truth.path("vout").size(); i++) {
                assertThat(told.at("/vout/" + i + "/value").asLong())
                        .isEqualTo(truth.at("/vout/" + i + "/value").asLong() / 10);
            }
            assertThat(truth.at("/vin/0/prevout/value").asLong()).isEqualTo(5_000_000_000L);
            assertThat(told.at("/vin/0/prevout/value").asLong()).isEqualTo(500_000_000L);
            assertThat(json(liar, "/address/" + address(OTHER) + "/utxo")
                            .at("/0/value")
                            .asLong())
                    .isIn(100_000L, 200_000L);
            assertThat(text(liar, tx(confirmed) + "/hex"))
                    .isEqualTo(confirmed.encode().toHex());
            assertThat(told.path("fee")).isEqualTo(truth.path("fee"));
            assertThat(reported)
                    .hasSize(2)
                    .first()
                    .isEqualTo("amount  GET /api" + tx(confirmed) + "  3 amounts are a tenth of the true ones");
        });
    }

    @Test
    @DisplayName("fee: rates and fees are 100,000 times the true ones, amounts are true")
    void fee() {
        lying(Lie.FEE, liar -> {
            assertThat(json(honest, "/fee-estimates").path("1").asDouble()).isEqualTo(1.0);
            assertThat(json(liar, "/fee-estimates").path("1").asDouble()).isEqualTo(100_000.0);
            JsonNode truth = json(honest, tx(waiting));
            assertThat(json(liar, tx(waiting)).path("fee").asLong())
                    .isEqualTo(truth.path("fee").asLong() * 100_000);
            assertThat(json(liar, tx(waiting)).path("vout")).isEqualTo(truth.path("vout"));
            assertThat(reported)
                    .hasSize(3)
                    .first()
                    .isEqualTo("fee  GET /api/fee-estimates  28 fee rates are 100,000 times the true ones");
        });
    }

    @Test
    @DisplayName(
            "inputs: an address with coins is shown a payment of 1,000 coins that was never made, whose id is right")
    void theft() {
        String owner = address(OTHER);
        lying(Lie.INPUTS, liar -> {
            JsonNode told = json(liar, "/address/" + owner + "/txs").get(0);
            assertThat(told.at("/vout/0/value").asLong()).isEqualTo(100_000_000_000L);
            assertThat(told.at("/status/confirmed").asBoolean()).isFalse();
            assertThat(told.at("/vin/0/prevout/scriptpubkey_address").asText()).isEqualTo(owner);
            JsonNode coins = json(honest, "/address/" + owner + "/utxo");
            assertThat(coins.findValuesAsText("txid"))
                    .contains(told.at("/vin/0/txid").asText());

            String txid = told.path("txid").asText();
            Transaction bytes = raw(liar, txid);
            assertThat(bytes.txid().toDisplay()).isEqualTo(txid);
            assertThat(bytes.inputs().get(0).prevout().txid().toDisplay())
                    .isNotEqualTo(told.at("/vin/0/txid").asText());
            assertThat(json(liar, "/tx/" + txid)).isEqualTo(told);
            assertThat(honest.get("/api/tx/" + txid).statusCode()).isEqualTo(404);
            assertThat(reported).first().asString().contains("a payment of 1000.00000000 coins to a thief");
        });
    }

    @Test
    @DisplayName("inputs: a waiting transaction is said to spend another coin of its owner")
    void otherInputs() {
        lying(Lie.INPUTS, liar -> {
            JsonNode truth = json(honest, tx(waiting)).at("/vin/0");
            JsonNode told = json(liar, tx(waiting)).at("/vin/0");
            assertThat(told.path("txid")).isNotEqualTo(truth.path("txid"));
            assertThat(told.at("/prevout/scriptpubkey")).isEqualTo(truth.at("/prevout/scriptpubkey"));
            assertThat(text(liar, tx(waiting) + "/hex"))
                    .isEqualTo(waiting.encode().toHex());
            assertThat(json(liar, tx(confirmed))).isEqualTo(json(honest, tx(confirmed)));
            assertThat(reported)
                    .containsExactly("inputs  GET /api" + tx(waiting)
                            + "  1 waiting transactions spend other coins than they do");
        });
    }

    @Test
    @DisplayName(
            "history: an unused address was paid, with an id that is the hash of the bytes and a branch to elsewhere")
    void history() {
        String unused = address(UNUSED);
        lying(Lie.HISTORY, liar -> {
            JsonNode told = json(liar, "/address/" + unused + "/txs").get(0);
            assertThat(told.at("/vout/0/scriptpubkey_address").asText()).isEqualTo(unused);
            assertThat(told.at("/status/block_height").asInt()).isEqualTo(HEIGHT);
            String txid = told.path("txid").asText();
            Transaction bytes = raw(liar, txid);
            assertThat(bytes.txid().toDisplay()).isEqualTo(txid);
            assertThat(json(liar, "/address/" + unused + "/utxo").at("/0/value").asLong())
                    .isEqualTo(2_500_000_000L);
            assertThat(json(liar, "/address/" + unused)
                            .at("/chain_stats/tx_count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(proof(liar, txid).proves(bytes, tipHeader())).isFalse();
            assertThat(json(liar, "/address/" + address(OTHER) + "/txs"))
                    .isEqualTo(json(honest, "/address/" + address(OTHER) + "/txs"));
            assertThat(reported)
                    .first()
                    .isEqualTo("history  GET /api/address/" + unused
                            + "/txs  this address never received 25.00000000 coins");
        });
    }

    @Test
    @DisplayName("history: it makes up 100 addresses' histories and not one more, so that a wallet's looking ends")
    void historyEnds() {
        lying(Lie.HISTORY, liar -> {
            for (int i = 0; i < 101; i++) {
                Script script = StandardScript.payToPublicKeyHash(ByteString.ofHex("%040x".formatted(i + 1)));
                assertThat(json(liar, "/address/" + address(script) + "/txs").size())
                        .as("address %d", i)
                        .isEqualTo(i < 100 ? 1 : 0);
            }
        });
    }

    @Test
    @DisplayName(
            "hide: a transaction is accepted, reaches no mempool and is denied; what is no transaction is refused as ever")
    void hide() {
        Transaction paid = confirmed;
        lying(Lie.HIDE, liar -> {
            HttpResponse<String> answer = liar.post("/api/tx", paid.encode().toHex());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(paid.txid().toDisplay());
            assertThat(liar.get("/api" + tx(paid)).statusCode()).isEqualTo(404);
            assertThat(json(honest, "/address/" + address(OTHER) + "/txs").findValuesAsText("txid"))
                    .contains(paid.txid().toDisplay());
            assertThat(json(liar, "/address/" + address(OTHER) + "/txs").size()).isEqualTo(1);
            assertThat(liar.post("/api/tx", "00").statusCode())
                    .isEqualTo(honest.post("/api/tx", "00").statusCode())
                    .isEqualTo(400);
            assertThat(reported)
                    .hasSize(3)
                    .first()
                    .isEqualTo(
                            "hide  POST /api/tx  " + paid.txid().toDisplay() + " was accepted and is passed to nobody");
        });
    }

    @Test
    @DisplayName("tip: 100 blocks more, linked and of the right difficulty, none with work")
    void tip() {
        lying(Lie.TIP, liar -> {
            assertThat(text(liar, "/blocks/tip/height")).isEqualTo("203");
            JsonNode first = json(liar, "/blocks/112");
            assertThat(first.size()).isEqualTo(10);
            assertThat(first.get(8).path("previousblockhash").asText())
                    .isEqualTo(first.get(9).path("id").asText())
                    .isEqualTo(text(honest, "/blocks/tip/hash"));
            JsonNode top = json(liar, "/blocks").get(0);
            assertThat(top.path("id").asText()).isEqualTo(text(liar, "/blocks/tip/hash"));
            for (int height = HEIGHT + 1; height <= 203; height++) {
                String hash = text(liar, "/block-height/" + height);
                BlockHeader header = header(liar, hash);
                assertThat(header.hash().toDisplay()).isEqualTo(hash);
                assertThat(new CompactTarget(header.bits())
                                .target()
                                .orElseThrow()
                                .isMetBy(header.hash().hash()))
                        .as("height %d", height)
                        .isFalse();
            }
            assertThat(liar.get("/api/block-height/204").statusCode()).isEqualTo(404);
            assertThat(json(liar, "/blocks/" + HEIGHT)).isEqualTo(json(honest, "/blocks/" + HEIGHT));
            assertThat(reported)
                    .first()
                    .isEqualTo("tip  GET /api/blocks/tip/height  the chain ends at height 103, not 203");
        });
    }

    @Test
    @DisplayName("proof: a place past the last reaches the root and proves nothing")
    void otherPlace() {
        lying(Lie.PROOF, liar -> {
            MerkleProof told = proof(liar, confirmed.txid().toDisplay());
            assertThat(told.index()).isEqualTo(3);
            assertThat(proof(honest, confirmed.txid().toDisplay()).index()).isEqualTo(1);
            assertThat(told.root(confirmed.txid().hash())).isEqualTo(tipHeader().merkleRoot());
            assertThat(told.proves(confirmed, tipHeader())).isFalse();
            assertThat(text(liar, tx(confirmed) + "/merkleblock-proof"))
                    .isNotEqualTo(text(honest, tx(confirmed) + "/merkleblock-proof"));
        });
    }

    @Test
    @DisplayName("proof: a waiting transaction is in the newest block, by a branch that leads elsewhere")
    void proofOfWaiting() {
        lying(Lie.PROOF, liar -> {
            assertThat(json(liar, tx(waiting)).at("/status/block_height").asInt())
                    .isEqualTo(HEIGHT);
            assertThat(json(liar, tx(waiting) + "/status").path("confirmed").asBoolean())
                    .isTrue();
            assertThat(proof(liar, waiting.txid().toDisplay()).proves(waiting, tipHeader()))
                    .isFalse();
            assertThat(liar.get("/api/tx/" + "77".repeat(32) + "/merkle-proof").statusCode())
                    .isEqualTo(404);
            assertThat(reported).hasSize(3).last().asString().contains("the branch is that of the block's reward");
        });
    }

    private static MerkleProof proof(Client client, String txid) {
        JsonNode told = json(client, "/tx/" + txid + "/merkle-proof");
        List<Hash256> branch = new ArrayList<>();
        told.path("merkle").forEach(hash -> branch.add(Hash256.ofDisplay(hash.asText())));
        return new MerkleProof(told.path("pos").asInt(), branch);
    }

    private static BlockHeader tipHeader() {
        return header(honest, text(honest, "/blocks/tip/hash"));
    }

    private static BlockHeader header(Client client, String hash) {
        return BlockHeader.decode(
                ByteString.ofHex(text(client, "/block/" + hash + "/header")).reader());
    }

    @Test
    @DisplayName("the page, the node's own paths and refused requests are passed on as they are")
    void passesOn() {
        lying(Lie.AMOUNT, liar -> {
            assertThat(liar.get("/").body()).isEqualTo(honest.get("/").body());
            assertThat(liar.get("/").headers().firstValue("Content-Type"))
                    .isEqualTo(honest.get("/").headers().firstValue("Content-Type"));
            assertThat(liar.get("/node/status").body())
                    .isEqualTo(honest.get("/node/status").body());
            assertThat(liar.post("/node/mining/generate", "{}").statusCode()).isEqualTo(401);
            assertThat(text(liar, "/blocks/tip/hash")).isEqualTo(text(honest, "/blocks/tip/hash"));
            assertThat(liar.get("/api/nothing").body())
                    .isEqualTo(honest.get("/api/nothing").body());
            assertThat(liar.post("/api/tx", "00", "Origin", "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(reported).isEmpty();
        });
    }

    @Test
    @DisplayName("several lies at once are told on top of each other")
    void several() {
        try (LyingNode liar =
                LyingNode.start(server.url(), HttpConfig.loopback(0), Set.of(Lie.AMOUNT, Lie.FEE), reported::add)) {
            JsonNode told = json(new Client(liar.url()), tx(waiting));
            JsonNode truth = json(honest, tx(waiting));
            assertThat(told.path("fee").asLong()).isEqualTo(truth.path("fee").asLong() * 100_000);
            assertThat(told.at("/vout/0/value").asLong())
                    .isEqualTo(truth.at("/vout/0/value").asLong() / 10);
            assertThat(reported).hasSize(2);
        }
    }

    @Test
    @DisplayName("a node that isn't there, and one of mainnet, are refused by name")
    void refused() throws IOException {
        assertThatThrownBy(() ->
                        LyingNode.start("http://127.0.0.1:9", HttpConfig.loopback(0), Set.of(Lie.TIP), reported::add))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("http://127.0.0.1:9")
                .hasMessageContaining("doesn't answer");
        String mainnet = ChainParams.mainnet().genesis().hash().toDisplay();
        com.sun.net.httpserver.HttpServer other =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/api/block-height/0", exchange -> {
            exchange.sendResponseHeaders(200, mainnet.length());
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(mainnet.getBytes(StandardCharsets.US_ASCII));
            }
        });
        other.start();
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            assertThatThrownBy(() -> LyingNode.start(url, HttpConfig.loopback(0), Set.of(Lie.TIP), reported::add))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("mainnet, where money is real");
        } finally {
            other.stop(0);
        }
    }

    @Test
    @DisplayName("a taken port is refused by name")
    void portTaken() {
        assertThatThrownBy(() -> LyingNode.start(
                        server.url(), HttpConfig.loopback(server.port()), Set.of(Lie.TIP), reported::add))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("HTTP port " + server.port() + " of 127.0.0.1 is taken");
    }

    @Test
    @DisplayName("each lie has its sentences in English, in Korean and in its page, and a name that is read back")
    void sentences() throws IOException {
        assertThat(Lie.all()).hasSize(7);
        String page = Files.readString(Path.of("../docs/lying-node.md"));
        for (Lie lie : Lie.all()) {
            assertThat(page).contains("| `" + lie + "` | " + lie.english() + " |");
            assertThat(Lie.parse(lie.toString())).isEqualTo(lie);
            assertThat(lie.english()).contains("A wallet that checks");
            assertThat(lie.korean()).contains("확인하는 지갑은").doesNotContain("트랜잭션");
        }
        assertThatThrownBy(() -> Lie.parse("weather"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("'weather' is no lie known here; there are amount, fee, inputs, history, hide, tip, proof");
    }
}
