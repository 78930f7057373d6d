package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.service.FaucetWallet.Paid;

@DisplayName("The paths that look inside")
class InspectRoutesTest {
    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private Transaction pay() {
        return ((Paid) node.faucetWallet()
                        .pay(node.faucetWallet().scriptPubKey(), new Amount(1_000_000))
                        .join())
                .transaction();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer.body());
    }

    private static JsonNode tree(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    // ------------------------------------------------------------------------------------------- messages

    @Test
    @DisplayName(
            "a message that passed is listed without its bytes and answered with them, which decode reads as a message")
    void messages() {
        JsonNode list = json(client.get("/node/messages"));
        assertThat(list).hasSize(2);
        assertThat(list.get(1).toString())
                .isEqualTo("{\"number\":1,\"time\":1795500000000,\"peer\":\"Busan\",\"direction\":\"received\","
                        + "\"type\":\"ping\",\"bytes\":32}");
        String hex = json(client.get("/node/messages/1")).get("hex").asText();
        assertThat(hex)
                .hasSize(64)
                .startsWith("fabfb5da70696e670000000000000000")
                .endsWith("0700000000000000");
        JsonNode decoded = json(client.get("/node/decode?hex=" + hex));
        assertThat(decoded.get("kind").asText()).isEqualTo("message");
        assertThat(decoded.get("title").asText()).isEqualTo("Message ping, 32 bytes");
        assertThat(decoded.get("fields").findValuesAsText("id"))
                .containsExactly(
                        "message.magic", "message.command", "message.length", "message.checksum", "message.nonce");
        for (String number : List.of("3", "0", "-1", "01", "x")) {
            assertThat(client.get("/node/messages/" + number).statusCode())
                    .as(number)
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("bytes are read as what the question says, and a word for nothing is named")
    void decodedAs() {
        String eighty = "51".repeat(80);
        assertThat(json(client.post("/node/decode", "{\"hex\":\"" + eighty + "\"}"))
                        .get("kind")
                        .asText())
                .isEqualTo("header");
        assertThat(json(client.post("/node/decode", "{\"hex\":\"" + eighty + "\",\"as\":\"script\"}"))
                        .get("kind")
                        .asText())
                .isEqualTo("script");
        HttpResponse<String> wrong = client.post("/node/decode", "{\"hex\":\"51\",\"as\":\"song\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("'song' is nothing that bytes can be read as");
        assertThat(client.post("/node/decode", "{\"hex\":\"51\",\"as\":\"message\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("an address in place of hex is explained, too; one of SegWit and a private key are refused by name")
    void decodedAddress() {
        JsonNode decoded = json(client.get("/node/decode?hex=1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assertThat(decoded.get("kind").asText()).isEqualTo("address");
        assertThat(decoded.get("fields").findValuesAsText("hex"))
                .containsExactly("00", "62e907b15cbf27d5425399ebf6f0fb50ebb88f18", "c29b7d93");
        assertThat(decoded.get("checks").get(0).get("ok").asBoolean()).isTrue();
        assertThat(json(client.post(
                                "/node/decode",
                                "{\"hex\":\"0062e907b15cbf27d5425399ebf6f0fb50ebb88f18c29b7d93\",\"as\":\"address\"}"))
                        .get("kind")
                        .asText())
                .isEqualTo("address");
        assertThat(client.get("/node/decode?hex=bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
                        .body())
                .contains("is a SegWit address in bech32");
        HttpResponse<String> secret =
                client.get("/node/decode?hex=KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn");
        assertThat(secret.statusCode()).isEqualTo(400);
        assertThat(secret.body()).contains("this is a private key").doesNotContain("KwDiBf89");
    }

    // ------------------------------------------------------------------------------------------- scripts

    @Test
    @DisplayName("an input's scripts are run step by step, of a waiting transaction and of a confirmed one")
    void steps() {
        node.mine(101);
        Transaction tx = pay();
        String path = "/node/txs/" + tx.txid() + "/inputs/0/steps";
        JsonNode waiting = json(client.get(path));
        node.mine(1);
        JsonNode confirmed = json(client.get(path));
        for (JsonNode run : List.of(waiting, confirmed)) {
            assertThat(run.get("operations").findValuesAsText("name"))
                    .containsExactly("", "", "OP_DUP", "OP_HASH160", "", "OP_EQUALVERIFY", "OP_CHECKSIG");
            assertThat(run.get("operations").findValuesAsText("part"))
                    .containsExactly(
                            "scriptSig",
                            "scriptSig",
                            "scriptPubKey",
                            "scriptPubKey",
                            "scriptPubKey",
                            "scriptPubKey",
                            "scriptPubKey");
            assertThat(run.get("steps")).hasSize(7);
            assertThat(run.at("/steps/2/stack")).hasSize(3);
            assertThat(run.at("/steps/2/stack/1")).isEqualTo(run.at("/steps/2/stack/2"));
            assertThat(run.at("/steps/6/stack").toString()).isEqualTo("[\"01\"]");
            assertThat(run.get("result").asText()).isEqualTo("OK");
            assertThat(run.get("truncated").asBoolean()).isFalse();
            assertThat(run.get("prevout").asText())
                    .isEqualTo(tx.inputs().get(0).prevout().toString());
        }
    }

    @Test
    @DisplayName("there are no steps of a coinbase, an input that isn't there, or an unknown transaction")
    void noSteps() {
        node.mine(101);
        Transaction tx = pay();
        String coinbase = node.mine(1).get(0).transactions().get(0).txid().toDisplay();
        assertThat(client.get("/node/txs/" + coinbase + "/inputs/0/steps").body())
                .contains("the script of a coinbase is never run");
        assertThat(client.get("/node/txs/" + tx.txid() + "/inputs/1/steps").body())
                .contains("the transaction has inputs 0 to 0");
        for (String index : List.of("-1", "1", "9999999", "x")) {
            assertThat(client.get("/node/txs/" + tx.txid() + "/inputs/" + index + "/steps")
                            .statusCode())
                    .as(index)
                    .isEqualTo(404);
        }
        assertThat(client.get("/node/txs/" + "0".repeat(64) + "/inputs/0/steps").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/node/txs/xyz/inputs/0/steps").statusCode()).isEqualTo(400);
    }

    // ------------------------------------------------------------------------------------------- branches

    @Test
    @DisplayName("a small block's tree is answered whole, of nine transactions the way and its siblings alone")
    void branches() {
        Block eight = blockWith(7);
        JsonNode whole = branch(eight, 5);
        assertThat(whole.get("levels")).hasSize(4);
        assertThat(whole.at("/levels/3")).hasSize(8);
        assertThat(whole.at("/levels/3/4/state").asText()).isEqualTo("given");
        assertThat(whole.at("/levels/3/5/state").asText()).isEqualTo("lit");
        assertThat(whole.at("/levels/3/6/state").asText()).isEmpty();
        Block nine = blockWith(8);
        JsonNode way = branch(nine, 8);
        assertThat(way.get("count").asInt()).isEqualTo(9);
        assertThat(way.get("levels")).hasSize(5);
        // The ninth is its own neighbour twice, then has the hash of the first eight beside it.
        assertThat(way.at("/levels/4")).hasSize(1);
        assertThat(way.at("/levels/1").findValuesAsText("state")).containsExactly("given", "lit");
        assertThat(branch(nine, 2).at("/levels/4").findValuesAsText("state")).containsExactly("lit", "given");
        assertThat(client.get("/node/blocks/" + nine.hash() + "/txs/9/branch").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/node/blocks/" + "0".repeat(64) + "/txs/0/branch")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get("/node/blocks/xyz/txs/0/branch").statusCode()).isEqualTo(400);
    }

    private Block blockWith(int payments) {
        node.mine(100 + payments);
        for (int i = 0; i < payments; i++) {
            pay();
        }
        return node.mine(1).get(0);
    }

    private JsonNode branch(Block block, int index) {
        JsonNode branch = json(client.get("/node/blocks/" + block.hash() + "/txs/" + index + "/branch"));
        assertThat(branch.get("root").asText())
                .isEqualTo(block.header().merkleRoot().toDisplay());
        assertThat(branch.at("/levels/0/0/hash").asText())
                .isEqualTo(block.header().merkleRoot().toDisplay());
        assertThat(branch.get("txid").asText())
                .isEqualTo(block.transactions().get(index).txid().toDisplay());
        return branch;
    }

    // ------------------------------------------------------------------------------------------- trials

    private JsonNode trial(Block block) {
        return json(
                client.post("/node/blocks/trial", "{\"hex\":\"" + block.encode().toHex() + "\",\"tx\":1}"));
    }

    private static List<String> outcomes(JsonNode trial) {
        List<String> outcomes = new ArrayList<>();
        trial.get("findings").forEach(f -> {
            String reason = f.has("reason") ? " " + f.get("reason").asText() : "";
            outcomes.add(f.get("gate").asText() + " " + f.get("outcome").asText() + reason);
        });
        return outcomes;
    }

    /** The block with one satoshi less in its payment's first output. */
    private static Block forged(Block block) {
        Transaction old = block.transactions().get(1);
        List<TxOut> outputs = new ArrayList<>(old.outputs());
        outputs.set(
                0,
                new TxOut(
                        outputs.get(0).value().minus(new Amount(1)),
                        outputs.get(0).scriptPubKey()));
        List<Transaction> transactions = new ArrayList<>(block.transactions());
        transactions.set(1, new Transaction(old.version(), old.inputs(), outputs, old.lockTime()));
        return new Block(block.header(), transactions);
    }

    /** A header that covers the transactions, with its work done anew or not. */
    private static Block covered(Block block, boolean worked) {
        BlockHeader h = block.header();
        Hash256 root = MerkleTree.of(block).root();
        BlockHeader header = new BlockHeader(h.version(), h.prevBlock(), root, h.time(), h.bits(), h.nonce());
        Block solved = Mining.solve(new Block(header, block.transactions()));
        if (worked) {
            return solved;
        }
        // On regtest every second hash is work enough.
        BlockHeader without = solved.header();
        String most = "8";
        do {
            without = without.withNonce((without.nonce() + 1) & 0xffff_ffffL);
        } while (without.hash().toDisplay().compareTo(most) < 0);
        return new Block(without, block.transactions());
    }

    @Test
    @DisplayName("a payment changed in a buried block is refused by its root, then its work, then its signature")
    void forgery() {
        node.mine(101);
        pay();
        Block block = node.mine(1).get(0);
        node.mine(2);
        BlockHash tip = node.chain().tip().hash();
        int known = node.chain().headers().size();
        assertThat(outcomes(trial(block)))
                .containsExactly(
                        "work passed",
                        "root passed",
                        "content passed",
                        "header passed",
                        "place passed",
                        "coins passed",
                        "scripts passed");
        assertThat(trial(block).get("standing").asText()).isEqualTo("known");

        JsonNode underOldHeader = trial(forged(block));
        assertThat(underOldHeader.get("reason").asText()).isEqualTo("bad-txnmrklroot");
        assertThat(underOldHeader.get("standing").asText()).isEqualTo("new");
        assertThat(underOldHeader.get("hash").asText()).isEqualTo(block.hash().toDisplay());
        assertThat(underOldHeader.get("computed_root").asText())
                .isEqualTo(MerkleTree.of(forged(block)).root().toDisplay())
                .isEqualTo(underOldHeader.at("/branch/root").asText())
                .isNotEqualTo(underOldHeader.get("merkle_root").asText());

        JsonNode withoutWork = trial(covered(forged(block), false));
        assertThat(withoutWork.get("reason").asText()).isEqualTo("high-hash");
        assertThat(outcomes(withoutWork)).contains("work refused high-hash", "root passed", "coins passed");

        JsonNode worked = trial(covered(forged(block), true));
        assertThat(worked.get("reason").asText()).startsWith("mandatory-script-verify-flag-failed");
        assertThat(worked.get("height").asInt()).isEqualTo(102);
        assertThat(outcomes(worked).subList(0, 6)).allMatch(accessFilter -> accessFilter.endsWith(" passed"));

        assertThat(node.chain().tip().hash()).isEqualTo(tip);
        assertThat(node.chain().headers().size()).as("headers are kept of none").isEqualTo(known);
        assertThat(node.queries()
                        .<Boolean>read(q ->
                                q.rawBlock(covered(forged(block), true).hash()).isPresent()))
                .isFalse();
    }

    @Test
    @DisplayName("coins are those at the block before: what was spent in it can't be spent again")
    void coinsThen() {
        node.mine(101);
        pay();
        Transaction payment = node.mine(1).get(0).transactions().get(1);
        Block next = node.mine(1).get(0);
        node.mine(1);
        // The payment once more, in place of the next block, and its coin was spent in the block before.
        Block twice =
                covered(new Block(next.header(), List.of(next.transactions().get(0), payment)), true);
        JsonNode said = trial(twice);
        assertThat(said.get("reason").asText()).isEqualTo("bad-txns-inputs-missingorspent");
        assertThat(outcomes(said)).contains("place passed", "scripts not_judged");
    }

    @Test
    @DisplayName(
            "a block whose parent nobody knows is judged as far as that goes; no block, too much or nothing is a 400")
    void hostile() {
        node.mine(101);
        pay();
        Block block = node.mine(1).get(0);
        BlockHeader h = block.header();
        Block orphan = covered(
                new Block(
                        new BlockHeader(
                                h.version(),
                                BlockHash.ofDisplay("11".repeat(32)),
                                h.merkleRoot(),
                                h.time(),
                                h.bits(),
                                h.nonce()),
                        block.transactions()),
                true);
        JsonNode said = trial(orphan);
        assertThat(said.get("reason").asText()).isEqualTo("prev-blk-not-found");
        assertThat(said.has("height")).isFalse();
        assertThat(outcomes(said)).contains("coins not_judged", "scripts not_judged");
        for (String body : List.of(
                "",
                "[]",
                "{}",
                "{\"hex\":\"00\"}",
                "{\"hex\":\"zz\"}",
                "{\"hex\":\"" + block.encode().toHex() + "\",\"tx\":2}",
                "{\"hex\":\"" + block.encode().toHex() + "\",\"tx\":-1}",
                "{\"hex\":\"" + "00".repeat(1_000_001) + "\"}")) {
            assertThat(client.post("/node/blocks/trial", body).statusCode())
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isEqualTo(400);
        }
        assertThat(client.post("/node/blocks/trial", "{\"hex\":\"" + "00".repeat(1_000_001) + "\"}")
                        .body())
                .contains("a block has at most 1000000 bytes");
        assertThat(client.post("/node/blocks/trial", "{\"hex\":\"00\"}", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("forty blocks at once may be judged for one address, and more are a 429 with Retry-After")
    void rate() {
        int refused = 0;
        for (int i = 0; i < 120 && refused == 0; i++) {
            HttpResponse<String> answer = client.post("/node/blocks/trial", "{}");
            if (answer.statusCode() == 429) {
                assertThat(i).isGreaterThanOrEqualTo(40);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
                refused++;
            } else {
                assertThat(answer.statusCode()).isEqualTo(400);
            }
        }
        assertThat(refused).isEqualTo(1);
    }

    @Test
    @DisplayName("while the chain thread takes nothing more, a trial is a 503 and says so")
    void busy() {
        node.mine(1);
        Block block = node.mine(1).get(0);
        node.beBusy(1000);
        HttpResponse<String> answer =
                client.post("/node/blocks/trial", "{\"hex\":\"" + block.encode().toHex() + "\"}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }
}
