package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.service.Announcement;
import org.wonsi.node.service.Neighbour;

@DisplayName("This node's own paths")
class OwnRoutesTest {
    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;
    private String token;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
        token = server.operatorUrl().replaceAll(".*token=", "");
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer);
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private HttpResponse<String> operate(String path, String body) {
        return client.post(path, body, "X-Wonsi-Token", token);
    }

    @Test
    @DisplayName("the node at a glance, on an empty chain and later")
    void status() {
        JsonNode empty = json(client.get("/node/status"));
        assertThat(empty.get("name").asText()).isEqualTo("Seoul");
        assertThat(empty.get("network").asText()).isEqualTo("regtest");
        assertThat(empty.get("height").asInt()).isZero();
        assertThat(empty.get("bits").asText()).isEqualTo("207fffff");
        assertThat(empty.get("target").asText()).isEqualTo("7fffff" + "0".repeat(58));
        assertThat(empty.get("chain_work").asText()).isEqualTo("0".repeat(63) + "2");
        node.mine(3);
        JsonNode later = json(client.get("/node/status"));
        assertThat(later.get("height").asInt()).isEqualTo(3);
        assertThat(later.get("best_header_height").asInt()).isEqualTo(3);
        assertThat(later.get("peers").asInt()).isEqualTo(1);
        assertThat(later.get("secp256k1").asText()).isNotEmpty();
        assertThat(later.get("mempool").toString()).isEqualTo("{\"count\":0,\"bytes\":0,\"total_fee\":0}");
        assertThat(later.get("address_index").toString()).isEqualTo("{\"complete\":true,\"percent\":100,\"height\":3}");
    }

    @Test
    @DisplayName(
            "a node that catches up says how far it has come and how long it takes; one that has all says nothing of it")
    void progress() {
        node.mine(3);
        assertThat(json(client.get("/node/status")).has("sync")).isFalse();
        node.hearOfNext();
        JsonNode behind = json(client.get("/node/status"));
        assertThat(behind.get("synced").asBoolean()).isFalse();
        assertThat(behind.get("progress").asDouble()).isEqualTo(0.75);
        assertThat(behind.get("sync").toString())
                .isEqualTo(
                        "{\"target\":4,\"missing\":1,\"progress\":0.75,\"blocks_per_second\":2.5,\"seconds_left\":1}");
        JsonNode picture = json(client.get("/node/board")).get("nodes").get(0);
        assertThat(picture.get("state").asText()).isEqualTo("syncing");
        assertThat(picture.get("sync")).isEqualTo(behind.get("sync"));
    }

    @Test
    @DisplayName(
            "a peer of this machine that calls itself as the node does is no line of the board's picture, and no harm to it")
    void namesake() {
        assertThat(json(client.get("/node/board")).get("links")).hasSize(1);
        node.peers().name = "Seoul";
        node.peers().cut("Seoul");
        JsonNode board = json(client.get("/node/board"));
        assertThat(board.get("links")).isEmpty();
        assertThat(board.get("nodes")).hasSize(1);
    }

    @Test
    @DisplayName("the nodes found on the local network are listed; a node that looks for none says nothing of it")
    void discovered() throws UnknownHostException {
        assertThat(json(client.get("/node/status")).has("discovered")).isFalse();
        node.discovers(List.of());
        assertThat(json(client.get("/node/status")).get("discovered").toString())
                .isEqualTo("[]");
        InetAddress address = InetAddress.getByAddress(new byte[] {10, 77, 0, 2});
        node.discovers(List.of(
                new Neighbour(
                        Announcement.of("1".repeat(16), node.params(), "Busan", "http://10.77.0.2:8001"),
                        address,
                        9001),
                new Neighbour(Announcement.of("2".repeat(16), node.params(), "Jeju", ""), address, 9002)));
        assertThat(json(client.get("/node/status")).get("discovered").toString())
                .isEqualTo("[{\"name\":\"Busan\",\"p2p\":\"10.77.0.2:9001\",\"http\":\"http://10.77.0.2:8001\"},"
                        + "{\"name\":\"Jeju\",\"p2p\":\"10.77.0.2:9002\"}]");
    }

    @Test
    @DisplayName("what changes the node needs the operator's token, in any of its three places")
    void tokens() {
        String body = "{\"blocks\":1}";
        HttpResponse<String> without = client.post("/node/mining/generate", body);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body()).contains("only the operator may do this").doesNotContain(directory.toString());
        assertThat(client.post("/node/mining/generate", body, "X-Wonsi-Token", "0".repeat(64))
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.post("/node/mining/generate?token=" + token.substring(1), body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(operate("/node/mining/generate", body).statusCode()).isEqualTo(200);
        assertThat(client.post("/node/mining/generate", body, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/node/mining/generate?token=" + token, body).statusCode())
                .isEqualTo(200);
        for (String path : List.of(
                "/node/peers", "/node/links", "/node/mend", "/node/mining", "/node/invalidate", "/node/reconsider")) {
            assertThat(client.post(path, "{}").statusCode()).as(path).isEqualTo(401);
        }
        assertThat(client.send("DELETE", "/node/peers/7", "").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("a foreign page may read but not change, even with the token; our own page may")
    void origins() {
        String own = server.url();
        String body = "{\"blocks\":1}";
        assertThat(client.get("/node/status", "Origin", "https://evil.example").statusCode())
                .isEqualTo(200);
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1")) {
            assertThat(client.post("/node/mining/generate", body, "Origin", origin, "X-Wonsi-Token", token)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(client.post("/api/tx", "00", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.post("/node/mining/generate", body, "Origin", own, "X-Wonsi-Token", token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/node/mining/generate", body, "Sec-Fetch-Site", "cross-site", "X-Wonsi-Token", token)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("the miner is seen and steered; what is wrong is named and nothing of it is done")
    void mining() {
        assertThat(json(client.get("/node/mining")).get("enabled").asBoolean()).isFalse();
        JsonNode changed = json(operate("/node/mining", "{\"enabled\":true,\"max_hash_rate\":5000}"));
        assertThat(changed.get("enabled").asBoolean()).isTrue();
        assertThat(changed.get("max_hash_rate").asLong()).isEqualTo(5000);
        assertThat(operate("/node/mining", "{\"enabled\":false,\"max_hash_rate\":-1}")
                        .body())
                .contains("max_hash_rate is 0 to");
        assertThat(operate("/node/mining", "{\"enabled\":false,\"speed\":1}").body())
                .contains("has a field 'speed' that isn't known here");
        assertThat(operate("/node/mining", "{\"enabled\":false,\"address\":\"x\"}")
                        .body())
                .contains("'x' is no address of regtest");
        assertThat(operate("/node/mining", "").body()).contains("the body must be a JSON object");
        assertThat(operate("/node/mining", "{").statusCode()).isEqualTo(400);
        assertThat(json(client.get("/node/mining")).get("enabled").asBoolean()).isTrue();
        assertThat(json(operate("/node/mining/generate", "{\"blocks\":2}")).get("hashes"))
                .hasSize(2);
        assertThat(operate("/node/mining/generate", "{\"blocks\":0}").body()).contains("blocks is 1 to 1000, not 0");
        assertThat(operate("/node/mining/generate", "{\"blocks\":1001}").statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("the faucet says how long to wait, pays when it can, and not too much at once")
    void faucet() {
        String to = node.faucetWallet().address();
        HttpResponse<String> early = client.post("/node/faucet", "{\"address\":\"" + to + "\"}");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(tree(early).get("detail").asText()).contains("wait 5 more blocks");
        node.mine(101);
        JsonNode paid = json(client.post("/node/faucet", "{\"address\":\"" + to + "\",\"amount\":12345}"));
        assertThat(paid.get("amount").asLong()).isEqualTo(12_345);
        assertThat(node.mempool().count()).isEqualTo(1);
        assertThat(client.post("/node/faucet", "{\"address\":\"" + to + "\",\"amount\":1000000001}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.post("/node/faucet", "{\"address\":\"" + to + "\",\"amount\":0}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/node/faucet", "{\"amount\":1}").body()).contains("the body has no field 'address'");
    }

    @Test
    @DisplayName("a payment's fee rate is 1 to 1,000 satoshis a byte")
    void feeRate() {
        node.mine(104);
        String to = "{\"address\":\"" + node.faucetWallet().address() + "\",\"fee_rate\":";
        for (long refused : new long[] {0, 1_001}) {
            HttpResponse<String> answer = client.post("/node/faucet", to + refused + "}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(tree(answer).get("detail").asText())
                    .isEqualTo("fee_rate is in satoshis a byte, 1 to 1000, not " + refused);
        }
        for (long taken : new long[] {1, 1_000}) {
            assertThat(client.post("/node/faucet", to + taken + "}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName(
            "the board has what is confirmed, what a waiting payment changes, and who pays: change is nobody's loss")
    void boardMoney() {
        node.mine(101);
        String stranger = "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn";
        String sent = json(client.post("/node/faucet", "{\"address\":\"" + stranger + "\",\"amount\":500000000}"))
                .get("txid")
                .asText();
        JsonNode board = json(client.get("/node/board"));
        JsonNode money = board.get("money").get(0);
        assertThat(money.get("balance").asLong()).isEqualTo(101 * 5_000_000_000L);
        assertThat(money.get("pending").asLong()).isEqualTo(-500_001_000L);
        JsonNode waiting = board.get("mempool").get(0);
        assertThat(waiting.get("txid").asText()).isEqualTo(sent);
        assertThat(waiting.get("from"))
                .singleElement()
                .satisfies(from ->
                        assertThat(from.asText()).isEqualTo(node.faucetWallet().address()));
    }

    @Test
    @DisplayName("the switch of the demo payments needs the operator's token, and says how it stands")
    void demoPayments() {
        assertThat(json(client.get("/node/demo-payments")).get("enabled").asBoolean())
                .isTrue();
        assertThat(client.post("/node/demo-payments", "{\"enabled\":false}").statusCode())
                .isEqualTo(401);
        assertThat(json(client.get("/node/demo-payments")).get("enabled").asBoolean())
                .isTrue();
        JsonNode off = json(client.post("/node/demo-payments", "{\"enabled\":false}", "X-Wonsi-Token", token));
        assertThat(off.get("enabled").asBoolean()).isFalse();
        assertThat(json(client.get("/node/board")).get("demo_payments").asBoolean())
                .isFalse();
    }

    @Test
    @DisplayName(
            "a transaction of any stored block is had by its place; beyond the last, and of an unknown block, there is none")
    void transactionByPlace() {
        Block block = node.mine(1).get(0);
        String path = "/node/blocks/" + block.hash().toDisplay() + "/txs/";
        assertThat(client.get(path + 0).body())
                .isEqualTo(block.transactions().get(0).encode().toHex());
        assertThat(client.get(path + 1).statusCode()).isEqualTo(404);
        assertThat(client.get("/node/blocks/" + "0".repeat(63) + "1/txs/0").statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("a block over HTTP: taken, known already, refused with the rule's name, no block at all")
    void submitBlock() {
        Block block = node.mine(1).get(0);
        String hex = block.encode().toHex();
        assertThat(json(client.post("/node/blocks", hex)).get("outcome").asText())
                .isEqualTo("duplicate");
        BlockHeader h = block.header();
        Block forged = new Block(
                new BlockHeader(h.version(), h.prevBlock(), h.merkleRoot(), h.time() + 1, 0x1d00ffffL, h.nonce()),
                block.transactions());
        HttpResponse<String> refused =
                client.post("/node/blocks", forged.encode().toHex());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(tree(refused).get("reason").asText()).isEqualTo("high-hash");
        HttpResponse<String> cut = client.post("/node/blocks", hex.substring(0, 100));
        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(cut.body()).contains("the body is no block: at offset");
    }

    @Test
    @DisplayName("invalidating a block takes it off the chain, reconsidering brings it back, and the tips are listed")
    void judge() {
        List<Block> blocks = node.mine(3);
        String hash = "{\"hash\":\"" + blocks.get(1).hash() + "\"}";
        assertThat(json(operate("/node/invalidate", hash)).get("height").asInt())
                .isEqualTo(1);
        JsonNode tips = json(client.get("/node/chaintips"));
        assertThat(tips.get(0).get("status").asText()).isEqualTo("active");
        assertThat(tips.get(1).get("status").asText()).isEqualTo("invalid");
        assertThat(tips.get(1).get("branchlen").asInt()).isEqualTo(2);
        assertThat(json(operate("/node/reconsider", hash)).get("height").asInt())
                .isEqualTo(3);
        assertThat(operate("/node/invalidate", "{\"hash\":\"" + "00".repeat(32) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(operate("/node/invalidate", "{\"hash\":\"12\"}").body()).contains("'12' is no block hash");
    }

    @Test
    @DisplayName("a branch of headers whose blocks never came is listed with its first header, and dropped by it")
    void dropHeaders() {
        List<Block> blocks = node.mine(2);
        BlockHeader tip = blocks.get(1).header();
        BlockHeader announced =
                new BlockHeader(tip.version(), tip.hash(), tip.merkleRoot(), tip.time() + 1, tip.bits(), 0);
        announced = Mining.solve(announced);
        node.submitHeader(announced).join();
        JsonNode tips = json(client.get("/node/chaintips"));
        assertThat(tips.get(0).has("first_hash")).isFalse();
        assertThat(tips.get(1).get("status").asText()).isEqualTo("headers-only");
        assertThat(tips.get(1).get("first_hash").asText())
                .isEqualTo(announced.hash().toDisplay());
        String body = "{\"hash\":\"" + announced.hash() + "\"}";
        assertThat(client.post("/node/headers/drop", body).statusCode()).isEqualTo(401);
        JsonNode dropped = json(operate("/node/headers/drop", body));
        assertThat(dropped.get("dropped").asInt()).isEqualTo(1);
        assertThat(json(client.get("/node/chaintips"))).hasSize(1);
        String active = "{\"hash\":\"" + tip.hash() + "\"}";
        assertThat(operate("/node/headers/drop", active).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("peers are listed, dialled and dropped; a link is cut and healed by name")
    void peers() {
        JsonNode peer = json(client.get("/node/peers")).get(0);
        assertThat(peer.get("name").asText()).isEqualTo("Busan");
        assertThat(peer.get("ping_ms").asLong()).isEqualTo(4);
        assertThat(peer.get("connection").asText()).isEqualTo("manual");
        assertThat(peer.get("services").asText()).isEqualTo("0000000000000009");
        assertThat(peer.at("/messages/ping/received").asLong()).isEqualTo(2);
        assertThat(peer.at("/messages/ping/bytes_received").asLong()).isEqualTo(64);
        assertThat(peer.at("/messages/verack/bytes_sent").asLong()).isEqualTo(24);
        assertThat(operate("/node/peers", "{\"address\":\"192.168.1.20:9001\"}").statusCode())
                .isEqualTo(202);
        assertThat(operate("/node/peers", "{\"address\":\"a b\"}").statusCode()).isEqualTo(400);
        assertThat(client.send("DELETE", "/node/peers/7", "", "X-Wonsi-Token", token)
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.send("DELETE", "/node/peers/8", "", "X-Wonsi-Token", token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(node.peers().calls).containsExactly("connect 192.168.1.20:9001", "disconnect 7", "disconnect 8");
        operate("/node/links", "{\"a\":\"Seoul\",\"b\":\"Busan\",\"connected\":false}");
        assertThat(json(client.get("/node/board")).get("links").toString())
                .isEqualTo("[{\"a\":\"Busan\",\"b\":\"Seoul\",\"connected\":false}]");
        operate("/node/links", "{\"a\":\"Busan\",\"b\":\"Seoul\",\"connected\":true}");
        assertThat(node.peers().cutFrom()).isEmpty();
        node.peers().cut("Busan");
        for (String body : List.of("{\"links\":[]}", "[]", "0", "null", "{} {}", "h")) {
            assertThat(operate("/node/mend", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(node.peers().cutFrom()).as("nothing was mended").containsExactly("Busan");
        assertThat(operate("/node/mend", "{}").body())
                .isEqualTo("{\"joined\":[{\"a\":\"Seoul\",\"b\":\"Busan\",\"connected\":true}],\"started\":[]}");
        assertThat(node.peers().cutFrom()).isEmpty();
        assertThat(operate("/node/mend", " ").body()).isEqualTo("{\"joined\":[],\"started\":[]}");
        node.peers().cut("Busan");
        node.restartsBy(() -> {
            throw new IOException("Jeju can't be started: its port is taken");
        });
        assertThat(operate("/node/mend", "{}"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).contains("Jeju can't be started: its port is taken"));
        assertThat(node.peers().cutFrom()).as("links are joined all the same").isEmpty();
        assertThat(operate("/node/links", "{\"a\":\"X\",\"b\":\"Y\",\"connected\":true}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(operate("/node/links", "{\"a\":\"X\",\"b\":\"X\",\"connected\":true}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("the board has nodes, blocks with their finders, waiting payments and money")
    void board() {
        JsonNode empty = json(client.get("/node/board"));
        assertThat(empty.get("blocks")).hasSize(1);
        assertThat(empty.get("intervals")).isEmpty();
        node.mine(101);
        node.faucetWallet()
                .pay(node.faucetWallet().scriptPubKey(), new Amount(5_000))
                .join();
        JsonNode board = json(client.get("/node/board"));
        assertThat(board.get("self").asText()).isEqualTo("Seoul");
        assertThat(board.get("blocks")).hasSize(60);
        JsonNode last = board.get("blocks").get(59);
        assertThat(last.get("height").asInt()).isEqualTo(101);
        assertThat(last.get("finder").asText()).isEqualTo("Seoul");
        assertThat(last.get("status").asText()).isEqualTo("active");
        assertThat(last.get("work").asText()).hasSize(64);
        assertThat(board.get("nodes")).hasSize(2);
        assertThat(board.at("/nodes/1/state").asText()).isEqualTo("remote");
        assertThat(board.get("mempool_count").asInt()).isEqualTo(1);
        assertThat(board.at("/mempool/0/outputs/0/value").asLong()).isEqualTo(5_000);
        assertThat(board.get("money").get(0).get("address").asText())
                .isEqualTo(node.faucetWallet().address());
        assertThat(board.get("intervals")).hasSize(100);
    }

    @Test
    @DisplayName("bytes are explained, short ones in the URL and long ones in a body; garbage is refused")
    void decode() {
        Block block = node.mine(1).get(0);
        JsonNode header =
                json(client.get("/node/decode?hex=" + block.encode().toHex().substring(0, 160)));
        assertThat(header.get("kind").asText()).isEqualTo("header");
        assertThat(header.get("fields")).hasSize(6);
        assertThat(header.get("fields").get(0).get("hex").asText()).isEqualTo("00000020");
        JsonNode whole =
                json(client.post("/node/decode", "{\"hex\":\"" + block.encode().toHex() + "\"}"));
        assertThat(whole.get("kind").asText()).isEqualTo("block");
        assertThat(whole.get("checks").findValuesAsText("ok")).doesNotContain("false");
        assertThat(client.get("/node/decode?hex=zz").statusCode()).isEqualTo(400);
        assertThat(client.get("/node/decode").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("another sibling is addressed by name, and an unknown one is refused with the known names")
    void siblings() {
        assertThat(json(client.get("/node/status?node=Seoul")).get("name").asText())
                .isEqualTo("Seoul");
        HttpResponse<String> unknown = client.get("/node/status?node=Mars");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("no node 'Mars' in this process, only Seoul");
    }

    @Test
    @DisplayName("the page, its scripts and the webjars are served; nothing else of the class path is")
    void staticFiles() {
        HttpResponse<String> page = client.get("/");
        assertThat(type(page)).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body()).contains("<!doctype html>");
        assertThat(type(client.get("/js/main.js"))).isEqualTo("text/javascript;charset=utf-8");
        HttpResponse<String> d3 = client.get("/webjars/d3-hierarchy/3.1.2/dist/d3-hierarchy.min.js");
        assertThat(d3.statusCode()).isEqualTo(200);
        assertThat(d3.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        for (String path : List.of(
                "/js/none.js",
                "/js/",
                "/js/.hidden.js",
                "/webjars/../../logback.xml",
                "/js/%2e%2e/index.html",
                "/js/..%2findex.html",
                "/webjars/d3-hierarchy/3.1.2/package.xml")) {
            assertThat(client.get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").replace(" ", "");
    }
}
