package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.PartialMerkleTree;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.store.db.ScriptHash;

@DisplayName("The REST API speaks Esplora")
class EsploraTest {
    private static final String GENESIS = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
    private static final Script OTHER = StandardScript.payToPublicKeyHash(ByteString.ofHex("22".repeat(20)));

    @TempDir
    static Path directory;

    private static TestNode node;
    private static HttpServer server;
    private static Client client;
    private static List<Block> blocks;
    private static Transaction confirmed;
    private static Block payingBlock;
    private static Transaction waiting;

    @BeforeAll
    static void start() {
        node = new TestNode(directory);
        blocks = node.mine(102);
        confirmed = pay(1_000_000);
        payingBlock = node.mine(1).get(0);
        waiting = pay(2_000_000);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
    }

    private static Transaction pay(long satoshis) {
        return ((Paid) node.faucetWallet().pay(OTHER, new Amount(satoshis)).join()).transaction();
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    private static String text(String path) {
        HttpResponse<String> answer = client.get("/api" + path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode json(String path) {
        try {
            return Json.MAPPER.readTree(text(path));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private static void assertRefused(String path, int status, String text) {
        HttpResponse<String> answer = client.get("/api" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(answer.body()).as(path).isEqualTo(text);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    }

    @Test
    @DisplayName("the tip in plain text without a line's end")
    void tip() {
        assertThat(text("/blocks/tip/height")).isEqualTo("103");
        assertThat(text("/blocks/tip/hash")).isEqualTo(payingBlock.hash().toDisplay());
        assertThat(text("/block-height/0")).isEqualTo(GENESIS);
        assertRefused("/block-height/104", 404, "Block not found");
        assertRefused("/block-height/x", 400, "Invalid number");
    }

    @Test
    @DisplayName("the genesis block field by field")
    void genesis() {
        assertThat(text("/block/" + GENESIS))
                .isEqualTo("{\"id\":\"" + GENESIS
                        + "\",\"height\":0,\"version\":1,\"timestamp\":1296688602,\"tx_count\":1,"
                        + "\"size\":285,\"weight\":1140,"
                        + "\"merkle_root\":\"4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b\","
                        + "\"previousblockhash\":null,\"mediantime\":1296688602,\"nonce\":2,\"bits\":545259519,"
                        + "\"difficulty\":4.6565423739069247E-10}");
        assertThat(text("/block/" + GENESIS + "/status"))
                .isEqualTo("{\"in_best_chain\":true,\"height\":0,\"next_best\":\""
                        + blocks.get(0).hash() + "\"}");
        assertThat(text("/block/" + GENESIS + "/header"))
                .isEqualTo("01000000" + "00".repeat(32)
                        + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4adae5494dffff7f2002000000");
        assertThat(client.getBytes("/api/block/" + GENESIS + "/raw").body()).hasSize(285);
    }

    @Test
    @DisplayName("blocks in pages of ten, newest first")
    void blockPages() {
        assertThat(json("/blocks")).hasSize(10);
        assertThat(json("/blocks").get(0).get("height").asInt()).isEqualTo(103);
        assertThat(json("/blocks/4")).hasSize(5);
        assertThat(json("/blocks/9")).hasSize(10);
        assertThat(json("/blocks/103").get(0).get("height").asInt()).isEqualTo(103);
        assertThat(client.get("/api/blocks/104").statusCode()).isEqualTo(404);
        assertThat(client.get("/api/blocks/104").body()).isEqualTo("Block not found");
    }

    @Test
    @DisplayName("a block's transactions, their ids and each by its index")
    void blockTransactions() {
        String path = "/block/" + payingBlock.hash();
        assertThat(json(path + "/txids").get(1).asText())
                .isEqualTo(confirmed.txid().toDisplay());
        assertThat(text(path + "/txid/1")).isEqualTo(confirmed.txid().toDisplay());
        assertRefused(path + "/txid/2", 404, "tx index out of range");
        JsonNode coinbase = json(path + "/txs").get(0).get("vin").get(0);
        assertThat(coinbase.get("is_coinbase").asBoolean()).isTrue();
        assertThat(coinbase.get("prevout").isNull()).isTrue();
        assertThat(coinbase.get("vout").asLong()).isEqualTo(4294967295L);
        assertRefused(path + "/txs/1", 400, "start index must be a multipication of 25");
        assertRefused(path + "/txs/25", 400, "start index out of range");
        assertRefused("/block/" + "00".repeat(32), 404, "Block not found");
        assertRefused("/block/xyz", 400, "Invalid hex string");
        assertThat(text("/block/" + "00".repeat(32) + "/status"))
                .isEqualTo("{\"in_best_chain\":false,\"height\":null,\"next_best\":null}");
    }

    @Test
    @DisplayName("a confirmed transaction, with what it spends, its fee and its block")
    void confirmedTransaction() {
        JsonNode tx = json("/tx/" + confirmed.txid());
        assertThat(tx.get("fee").asLong()).isEqualTo(1000);
        assertThat(tx.get("size").asInt()).isEqualTo(confirmed.size());
        assertThat(tx.get("weight").asInt()).isEqualTo(4 * confirmed.size());
        assertThat(tx.at("/vin/0/prevout/value").asLong()).isEqualTo(5_000_000_000L);
        assertThat(tx.at("/vin/0/prevout/scriptpubkey_address").asText())
                .isEqualTo(node.faucetWallet().address());
        assertThat(tx.at("/vout/0/scriptpubkey_type").asText()).isEqualTo("p2pkh");
        assertThat(tx.at("/vout/0/scriptpubkey_asm").asText())
                .isEqualTo("OP_DUP OP_HASH160 OP_PUSHBYTES_20 " + "22".repeat(20) + " OP_EQUALVERIFY OP_CHECKSIG");
        assertThat(tx.at("/status/block_height").asInt()).isEqualTo(103);
        assertThat(text("/tx/" + confirmed.txid() + "/status"))
                .isEqualTo("{\"confirmed\":true,\"block_height\":103,\"block_hash\":\"" + payingBlock.hash()
                        + "\",\"block_time\":" + payingBlock.header().time() + "}");
        assertThat(text("/tx/" + confirmed.txid() + "/hex"))
                .isEqualTo(confirmed.encode().toHex());
        assertRefused("/tx/" + "00".repeat(32), 404, "Transaction not found");
        assertRefused("/tx/123", 400, "Invalid hex string");
    }

    @Test
    @DisplayName("merkle proofs lead to the block's root")
    void merkleProofs() {
        JsonNode proof = json("/tx/" + confirmed.txid() + "/merkle-proof");
        assertThat(proof.get("pos").asInt()).isEqualTo(1);
        assertThat(proof.get("block_height").asInt()).isEqualTo(103);
        assertThat(proof.get("merkle").get(0).asText())
                .isEqualTo(payingBlock.transactions().get(0).txid().toDisplay());
        ByteReader reader = ByteString.ofHex(text("/tx/" + confirmed.txid() + "/merkleblock-proof"))
                .reader();
        reader.skip(80);
        PartialMerkleTree.Extract extract =
                PartialMerkleTree.decode(reader).extract().orElseThrow();
        assertThat(extract.root()).isEqualTo(payingBlock.header().merkleRoot());
        assertThat(extract.leaves().get(0).hash()).isEqualTo(confirmed.txid().hash());
        assertRefused("/tx/" + waiting.txid() + "/merkle-proof", 404, "Transaction not found or is unconfirmed");
    }

    @Test
    @DisplayName("where outputs were spent, in a block, in the mempool or not at all")
    void outspends() {
        String coinbase = confirmed.inputs().get(0).prevout().txid().toDisplay();
        assertThat(json("/tx/" + coinbase + "/outspends").get(0).get("txid").asText())
                .isEqualTo(confirmed.txid().toDisplay());
        assertThat(json("/tx/" + coinbase + "/outspend/0")
                        .at("/status/confirmed")
                        .asBoolean())
                .isTrue();
        String source = waiting.inputs().get(0).prevout().txid().toDisplay();
        long vout = waiting.inputs().get(0).prevout().index();
        assertThat(text("/tx/" + source + "/outspend/" + vout))
                .isEqualTo("{\"spent\":true,\"txid\":\"" + waiting.txid()
                        + "\",\"vin\":0,\"status\":{\"confirmed\":false}}");
        assertThat(text("/tx/" + confirmed.txid() + "/outspend/0")).isEqualTo("{\"spent\":false}");
    }

    @Test
    @DisplayName("an address: its sums, history and coins, confirmed and waiting; the same by script hash")
    void address() {
        for (String path :
                List.of("/address/mhhDqyKrGogzEWM5oVvpRUsPbY2CJcWNG1", "/scripthash/" + ScriptHash.of(OTHER))) {
            if (path.startsWith("/address")) {
                path = "/address/"
                        + json("/tx/" + confirmed.txid())
                                .at("/vout/0/scriptpubkey_address")
                                .asText();
            }
            JsonNode summary = json(path);
            assertThat(summary.get("chain_stats").toString())
                    .isEqualTo("{\"funded_txo_count\":1,\"funded_txo_sum\":1000000,\"spent_txo_count\":0,"
                            + "\"spent_txo_sum\":0,\"tx_count\":1}");
            assertThat(summary.at("/mempool_stats/funded_txo_sum").asLong()).isEqualTo(2_000_000);
            assertThat(ids(json(path + "/txs")))
                    .containsExactly(
                            waiting.txid().toDisplay(), confirmed.txid().toDisplay());
            assertThat(ids(json(path + "/txs/chain")))
                    .containsExactly(confirmed.txid().toDisplay());
            assertThat(ids(json(path + "/txs/mempool")))
                    .containsExactly(waiting.txid().toDisplay());
            assertThat(ids(json(path + "/txs/chain/" + confirmed.txid()))).isEmpty();
            assertThat(json(path + "/utxo")).hasSize(2);
            assertThat(json(path + "/utxo").get(0).get("value").asLong()).isEqualTo(1_000_000);
        }
        assertRefused("/scripthash/12", 400, "Invalid hex string");
        HttpResponse<String> bad = client.get("/api/address/1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).startsWith("Invalid Bitcoin address");
    }

    @Test
    @DisplayName("a long history comes in pages of 25 without a gap or a double")
    void pages() {
        String path = "/address/" + node.faucetWallet().address() + "/txs/chain";
        List<String> first = ids(json(path));
        assertThat(first).hasSize(25);
        List<String> second = ids(json(path + "/" + first.get(24)));
        assertThat(second).hasSize(25).doesNotContainAnyElementsOf(first);
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(tx -> tx.get("txid").asText())
                .toList();
    }

    @Test
    @DisplayName("the mempool as a whole, its newest and what a fee should be")
    void mempool() {
        JsonNode summary = json("/mempool");
        assertThat(summary.get("count").asInt()).isEqualTo(1);
        assertThat(summary.get("total_fee").asLong()).isEqualTo(1000);
        assertThat(summary.at("/fee_histogram/0/1").asLong()).isEqualTo(waiting.size());
        assertThat(json("/mempool/txids").get(0).asText())
                .isEqualTo(waiting.txid().toDisplay());
        assertThat(json("/mempool/recent").get(0).get("value").asLong())
                .isEqualTo(waiting.outputs().stream()
                        .mapToLong(o -> o.value().satoshis())
                        .sum());
        assertThat(json("/fee-estimates").get("1").asDouble()).isEqualTo(1.0);
        assertThat(json("/fee-estimates").size()).isEqualTo(28);
    }

    @Test
    @DisplayName("sending: garbage, a transaction that is confirmed, a double spend, one that is there already")
    void send() {
        assertThat(send("zz"))
                .startsWith("400 sendrawtransaction RPC error: {\"code\":-22,\"message\":\"TX decode failed");
        assertThat(send(confirmed.encode().toHex()))
                .isEqualTo(
                        "400 sendrawtransaction RPC error: {\"code\":-27,\"message\":\"Transaction outputs already in"
                                + " utxo set\"}");
        Transaction missing = node.faucetWallet().sign(new OutPoint(confirmed.txid(), 9), confirmed.outputs());
        assertThat(send(missing.encode().toHex()))
                .startsWith(
                        "400 sendrawtransaction RPC error: {\"code\":-25,\"message\":\"bad-txns-inputs-missingorspent");
        Transaction conflict = node.faucetWallet().sign(waiting.inputs().get(0).prevout(), confirmed.outputs());
        assertThat(send(conflict.encode().toHex())).startsWith("400 sendrawtransaction RPC error: {\"code\":-26,");
        assertThat(send(waiting.encode().toHex())).isEqualTo("200 " + waiting.txid());
        HttpResponse<String> problem =
                client.post("/api/tx", missing.encode().toHex(), "Accept", "application/problem+json");
        assertThat(problem.body()).contains("\"reason\":\"bad-txns-inputs-missingorspent\"");
    }

    private static String send(String hex) {
        HttpResponse<String> answer = client.post("/api/tx", hex);
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    @DisplayName("what a hash names is cached for ever, the rest asked again; large answers are compressed")
    void caching() throws IOException {
        HttpResponse<String> block = client.get("/api/block/" + GENESIS);
        assertThat(block.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(client.get("/api/blocks/tip/hash")
                        .headers()
                        .firstValue("Cache-Control")
                        .orElse(""))
                .doesNotContain("immutable");
        String tag = block.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = client.get("/api/block/" + GENESIS, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        HttpResponse<byte[]> small = client.getBytes("/api/blocks", "Accept-Encoding", "gzip");
        assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes().length)
                .isGreaterThan(small.body().length);
    }

    @Test
    @DisplayName("HEAD is GET without the body; a browser may ask ahead; caches keep compressed answers apart")
    void withoutBody() {
        String path = "/api/block/" + GENESIS;
        HttpResponse<String> get = client.get(path);
        HttpResponse<String> head = client.send("HEAD", path, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary"}) {
            assertThat(head.headers().firstValue(name))
                    .as(name)
                    .isEqualTo(get.headers().firstValue(name));
        }
        assertThat(get.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(get.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(client.get(path + "/raw").headers().firstValue("Content-Type"))
                .contains("application/octet-stream");
        assertThat(client.send("HEAD", "/api/block/" + "00".repeat(32), "").statusCode())
                .isEqualTo(404);
        HttpResponse<String> preflight = client.send(
                "OPTIONS", path, "", "Origin", "https://page.example", "Access-Control-Request-Method", "GET");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("GET, HEAD");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    @DisplayName("a path that doesn't exist says so in Esplora's words")
    void unknown() {
        assertRefused("/nothing", 404, "endpoint does not exist \"/api/nothing\"");
    }
}
