package org.wonsi.browser.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wonsi.browser.answer.Answer;
import org.wonsi.core.bytes.MalformedException;

/** On the JVM; a browser runs the same classes in the node's tests of the site. */
@DisplayName("A tab's network")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TabNetworkTest {
    private static final Instant START = Instant.parse("2026-12-01T12:00:00Z");
    private static final int BLOCKS = 25;

    private final TabNetwork tab = new TabNetwork(List.of("Seoul", "Busan", "Jeju"), 11, 70_000, START);
    private final Set<String> told = new TreeSet<>();
    private Instant now = START;

    @BeforeAll
    void live() throws JsonParserException {
        tab.measured(10_000);
        for (int turns = 0; height() < BLOCKS && turns < 50_000; turns++) {
            turn();
        }
        assertThat(height()).isGreaterThanOrEqualTo(BLOCKS);
    }

    /** 10 ms in which 100 nonces are tried. */
    private void turn() throws JsonParserException {
        now = now.plusMillis(10);
        tab.advance(now);
        tab.mine(100);
        for (Object event : JsonParser.array().from(tab.takeEvents())) {
            JsonObject each = (JsonObject) event;
            assertThat(each.getObject("data").getString("node")).isIn("Seoul", "Busan", "Jeju");
            told.add(each.getString("type"));
        }
    }

    private int height() {
        return tab.network().nodes().get(0).chain().tip().height();
    }

    private JsonObject board() throws JsonParserException {
        return JsonParser.object().from(tab.board());
    }

    private JsonObject object(String path) throws JsonParserException {
        Answer answer = tab.answer(path, "Seoul");
        assertThat(answer.status()).as(path).isEqualTo(200);
        return JsonParser.object().from(answer.body());
    }

    private static String firstBits(double hashes) {
        long bits = new TabNetwork(List.of("a", "b"), 1, hashes, START)
                .params()
                .genesis()
                .header()
                .bits();
        return Long.toHexString(bits);
    }

    @Test
    @DisplayName("begins as hard as was asked for, but not easier than its rules allow; then adjusts by itself")
    void difficulty() throws JsonParserException {
        // The seminar's blocks take 8,388,736 tries; wanted are 1, a 90th, a 16th, a 12th, all and ten times of them.
        assertThat(Stream.of(1.0, 93_208.0, 524_296.0, 699_062.0, 8_388_736.0, 83_887_360.0)
                        .map(TabNetworkTest::firstBits))
                .containsExactly("1f00fdff", "1e7fffc0", "1e1ffff0", "1e1ffff0", "1e01ffff", "1e01ffff");
        JsonArray blocks = board().getArray("blocks");
        String first = blocks.getObject(1).getString("bits");
        assertThat(blocks.getObject(11).getString("bits")).isEqualTo(first);
        // 70,000 hashes at 10,000 a second are less than the ten seconds that a block should take.
        assertThat(blocks.getObject(12).getString("bits")).isNotEqualTo(first);
    }

    @Test
    @DisplayName("tells what a board draws: blocks, headers, payments, messages, how the search goes")
    void events() {
        assertThat(told).contains("block", "header", "message", "mining", "peer", "tx");
    }

    @Test
    @DisplayName("answers how it stands: nodes, links, blocks that hang together, money that sums up")
    void standing() throws JsonParserException {
        JsonObject board = board();
        assertThat(board.getString("self")).isEqualTo("Seoul");
        assertThat(board.getString("network")).isEqualTo("seminar");
        assertThat(board.getArray("links")).hasSize(3);
        JsonArray blocks = board.getArray("blocks");
        Set<String> hashes = new TreeSet<>();
        for (Object each : blocks) {
            JsonObject block = (JsonObject) each;
            hashes.add(block.getString("hash"));
            if (block.getInt("height") > 0) {
                assertThat(hashes).contains(block.getString("prev"));
                assertThat(block.getString("finder")).isIn("Seoul", "Busan", "Jeju");
            }
        }
        JsonObject self = board.getArray("nodes").getObject(0);
        assertThat(hashes).contains(self.getString("tip"));
        assertThat(self.getInt("peers")).isEqualTo(2);
        assertThat(self.getObject("mining").getDouble("expected_tries")).isGreaterThan(65_000);
        assertThat(self.getObject("mining").getString("target")).hasSize(64);
        long money = 0;
        for (Object each : board.getArray("money")) {
            money += ((JsonObject) each).getLong("balance");
        }
        assertThat(money).isPositive();
    }

    @Test
    @DisplayName("cuts and joins links, and knows those that there are")
    void links() throws JsonParserException {
        assertThat(tab.setLink("Seoul", "Busan", false)).isTrue();
        assertThat(board().getArray("links").stream().filter(link -> !((JsonObject) link).getBoolean("connected")))
                .hasSize(1);
        assertThat(tab.setLink("Seoul", "Busan", true)).isTrue();
        assertThat(tab.setLink("Seoul", "Daegu", false)).isFalse();
    }

    @Test
    @DisplayName("pays from a node's money, and says why not: no such node, no such address, too much")
    void pay() throws JsonParserException {
        String busan = board().getArray("money").getObject(1).getString("address");
        assertThat(tab.pay("Seoul", busan, 1_000, 10)).hasSize(64);
        assertThatThrownBy(() -> tab.pay("Daegu", busan, 1_000, 10))
                .isInstanceOf(MalformedException.class)
                .hasMessage("no node is called Daegu");
        assertThatThrownBy(() -> tab.pay("Seoul", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", 1_000, 10))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> tab.pay("Seoul", busan, 2_000_000_000_000L, 10))
                .isInstanceOf(MalformedException.class)
                .hasMessage("Seoul has no coin of so much that can be spent yet; new coins can after 10 blocks");
    }

    @Test
    @DisplayName("a miner that is turned off tries nothing")
    void mining() throws JsonParserException {
        for (String name : List.of("Seoul", "Busan", "Jeju")) {
            assertThat(tab.setMining(name, false)).isTrue();
        }
        assertThat(tab.mine(100)).isZero();
        assertThat(board().getArray("nodes").getObject(0).getDouble("hash_rate"))
                .isZero();
        for (String name : List.of("Seoul", "Busan", "Jeju")) {
            tab.setMining(name, true);
        }
        assertThat(tab.mine(100)).isEqualTo(100);
        assertThat(tab.setMining("Daegu", true)).isFalse();
    }

    @Test
    @DisplayName("answers the explorer's questions about blocks and transactions, as a node does")
    void explorer() throws JsonParserException {
        String hash = tab.answer("/api/block-height/12", "Seoul").body();
        JsonObject block = object("/api/block/" + hash);
        assertThat(block.getInt("height")).isEqualTo(12);
        JsonObject standing = object("/api/block/" + hash + "/status");
        assertThat(standing.getBoolean("in_best_chain")).isTrue();
        assertThat(standing.getString("next_best"))
                .isEqualTo(tab.answer("/api/block-height/13", "Seoul").body());
        assertThat(tab.answer("/api/block/" + hash + "/header", "Seoul").body()).hasSize(160);
        JsonArray txs = JsonParser.array()
                .from(tab.answer("/api/block/" + hash + "/txs", "Seoul").body());
        assertThat(txs.getObject(0).getArray("vin").getObject(0).getBoolean("is_coinbase"))
                .isTrue();
        String txid = txs.getObject(0).getString("txid");
        assertThat(object("/api/tx/" + txid).getObject("status").getInt("block_height"))
                .isEqualTo(12);
        assertThat(tab.explain(tab.answer("/api/tx/" + txid + "/hex", "Seoul").body(), ""))
                .startsWith("{\"kind\":\"transaction\"");
        assertThat(JsonParser.array()
                        .from(tab.answer("/api/tx/" + txid + "/outspends", "Seoul")
                                .body()))
                .isNotEmpty();
        assertThat(JsonParser.array().from(tab.answer("/api/blocks", "Seoul").body()))
                .hasSize(10);
    }

    /** The newest block with a payment. */
    private String paid() throws JsonParserException {
        for (int height = height(); height > 0; height--) {
            String hash = tab.answer("/api/block-height/" + height, "Seoul").body();
            if (object("/api/block/" + hash).getInt("tx_count") > 1) {
                return hash;
            }
        }
        throw new AssertionError("nobody paid in " + height() + " blocks");
    }

    @Test
    @DisplayName(
            "answers the tools' questions: bytes, a transaction by its place, its branch and proof, its scripts' steps")
    void tools() throws JsonParserException {
        String hash = paid();
        String raw = tab.answer("/api/block/" + hash + "/raw", "Seoul").body();
        assertThat(raw)
                .startsWith(
                        tab.answer("/api/block/" + hash + "/header", "Seoul").body());
        String tx = tab.answer("/node/blocks/" + hash + "/txs/1", "Seoul").body();
        assertThat(raw).contains(tx);
        JsonObject branch = object("/node/blocks/" + hash + "/txs/1/branch");
        assertThat(branch.getString("root"))
                .isEqualTo(object("/api/block/" + hash).getString("merkle_root"));
        String txid = branch.getString("txid");
        JsonObject proof = object("/api/tx/" + txid + "/merkle-proof");
        assertThat(proof.getInt("pos")).isEqualTo(1);
        assertThat(proof.getArray("merkle")).hasSize(branch.getArray("levels").size() - 1);
        JsonObject steps = object("/node/txs/" + txid + "/inputs/0/steps");
        assertThat(steps.getString("result")).isEqualTo("OK");
        assertThat(steps.getArray("operations")).hasSize(7);
        assertThat(steps.getArray("operations").getObject(6).getString("name")).isEqualTo("OP_CHECKSIG");
        assertThat(steps.getArray("steps").getObject(6).getArray("stack").getString(0))
                .isEqualTo("01");
        String coinbase = object("/node/blocks/" + hash + "/txs/0/branch").getString("txid");
        assertThat(tab.answer("/node/txs/" + coinbase + "/inputs/0/steps", "Seoul")
                        .status())
                .isEqualTo(404);
        for (String none : List.of(
                "/node/blocks/" + hash + "/txs/999",
                "/node/blocks/" + "0".repeat(64) + "/txs/0",
                "/node/txs/" + txid + "/inputs/9/steps",
                "/node/txs/" + "0".repeat(64) + "/inputs/0/steps",
                "/node/blocks/" + hash)) {
            assertThat(tab.answer(none, "Seoul").status()).as(none).isEqualTo(404);
        }
        assertThat(tab.answer("/node/blocks/" + hash + "/txs/x", "Seoul").status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("knows an address's payments: their sums are its balance, each page goes on where the last one ended")
    void address() throws JsonParserException {
        JsonObject seoul = board().getArray("money").getObject(0);
        String path = "/api/address/" + seoul.getString("address");
        JsonObject summary = object(path);
        JsonObject chain = summary.getObject("chain_stats");
        assertThat(chain.getLong("funded_txo_sum") - chain.getLong("spent_txo_sum"))
                .isEqualTo(seoul.getLong("balance"));
        JsonObject waiting = summary.getObject("mempool_stats");
        assertThat(waiting.getLong("funded_txo_sum") - waiting.getLong("spent_txo_sum"))
                .isEqualTo(seoul.getLong("pending"));
        JsonArray all =
                JsonParser.array().from(tab.answer(path + "/txs/chain", "Seoul").body());
        assertThat(all.size()).isEqualTo(Math.min(25, chain.getInt("tx_count")));
        int newest = all.getObject(0).getObject("status").getInt("block_height");
        int next = all.getObject(1).getObject("status").getInt("block_height");
        assertThat(newest).isGreaterThanOrEqualTo(next);
        JsonArray rest = JsonParser.array()
                .from(tab.answer(path + "/txs/chain/" + all.getObject(0).getString("txid"), "Seoul")
                        .body());
        assertThat(rest.getObject(0).getString("txid"))
                .isEqualTo(all.getObject(1).getString("txid"));
        JsonArray both =
                JsonParser.array().from(tab.answer(path + "/txs", "Seoul").body());
        assertThat(both.size()).isEqualTo(all.size() + waiting.getInt("tx_count"));
        assertThat(tab.answer("/api/address/1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "Seoul")
                        .status())
                .isEqualTo(400);
        assertThat(tab.answer(path + "/nonsense", "Seoul").status()).isEqualTo(404);
    }

    /** A block's hex with another digit at a place. */
    private static String changed(String hex, int at) {
        return hex.substring(0, at) + (hex.charAt(at) == '0' ? '1' : '0') + hex.substring(at + 1);
    }

    @Test
    @DisplayName("judges a changed block gate by gate and keeps nothing; a node that is sent it refuses it by itself")
    void forged() throws JsonParserException {
        String hash = paid();
        String raw = tab.answer("/api/block/" + hash + "/raw", "Seoul").body();
        JsonObject same = JsonParser.object().from(tab.trial("Seoul", raw, 1).body());
        assertThat(same.getString("standing")).isEqualTo("known");
        assertThat(same.has("reason")).isFalse();
        for (Object finding : same.getArray("findings")) {
            assertThat(((JsonObject) finding).getString("outcome")).isEqualTo("passed");
        }
        String tx = tab.answer("/node/blocks/" + hash + "/txs/1", "Seoul").body();
        String spoilt = changed(raw, raw.indexOf(tx) + tx.length() - 8 - 20);
        JsonObject trial =
                JsonParser.object().from(tab.trial("Busan", spoilt, 1).body());
        assertThat(trial.getString("standing")).isEqualTo("new");
        assertThat(trial.getString("reason")).isEqualTo("bad-txnmrklroot");
        JsonObject sent = JsonParser.object().from(tab.send("Busan", spoilt));
        assertThat(sent.getBoolean("refused")).isTrue();
        assertThat(sent.getString("reason")).isEqualTo("bad-txnmrklroot");
        assertThat(sent.getString("farewell")).isEqualTo("invalid block: bad-txnmrklroot");
        // The last digit of the nonce: the hash is another, and has no work.
        String other = changed(raw, 159);
        assertThat(JsonParser.object().from(tab.send("Jeju", other)).getString("reason"))
                .isEqualTo("high-hash");
        assertThat(tab.trial("Seoul", "zz", 0).status()).isEqualTo(400);
        assertThat(tab.trial("Seoul", raw, 999).status()).isEqualTo(400);
        assertThatThrownBy(() -> tab.send("Daegu", raw)).hasMessage("no node is called Daegu");
        assertThatThrownBy(() -> tab.send("Seoul", "zz")).hasMessageStartingWith("these bytes are no block: ");
    }

    @Test
    @DisplayName("finds the next block for a node that is asked for one, before all miners, and one order at a time")
    void ordered() throws JsonParserException {
        tab.setMining("Busan", false);
        int before = tab.network().nodes().get(1).chain().tip().height();
        tab.orders().block("Busan");
        assertThatThrownBy(() -> tab.orders().block("Seoul"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("a block is being searched for already");
        assertThat(JsonParser.object().from(tab.orders().progress()).getInt("of"))
                .isEqualTo(1);
        String done = "";
        for (int turns = 0; done.isEmpty() && turns < 50_000; turns++) {
            turn();
            done = tab.orders().takeDone();
        }
        String hash = JsonParser.object().from(done).getArray("hashes").getString(0);
        var chain = tab.network().nodes().get(1).chain();
        assertThat(chain.tip().height()).isGreaterThan(before);
        assertThat(chain.tip().hash().toDisplay()).isEqualTo(hash);
        assertThat(tab.orders().takeDone()).isEmpty();
        assertThat(tab.orders().progress()).isEqualTo("{}");
        tab.setMining("Busan", true);
        assertThatThrownBy(() -> tab.orders().block("Daegu")).hasMessage("no node is called Daegu");
    }

    @Test
    @DisplayName("redoes the work of a changed block until its branch is longer, and the node still sees the broken"
            + " signature")
    void redone() throws JsonParserException {
        String hash = paid();
        String raw = tab.answer("/api/block/" + hash + "/raw", "Busan").body();
        String tx = tab.answer("/node/blocks/" + hash + "/txs/1", "Busan").body();
        // Another receiver: a digit of the last output's key hash; then the root that covers it.
        String stolen = changed(raw, raw.indexOf(tx) + tx.length() - 8 - 20);
        String root =
                JsonParser.object().from(tab.trial("Busan", stolen, 1).body()).getString("computed_root");
        StringBuilder turned = new StringBuilder();
        for (int i = root.length() - 2; i >= 0; i -= 2) {
            turned.append(root, i, i + 2);
        }
        String repaired = stolen.substring(0, 72) + turned + stolen.substring(136);
        tab.orders().forgery("Busan", repaired);
        String done = "";
        for (int turns = 0; done.isEmpty() && turns < 200_000; turns++) {
            turn();
            done = tab.orders().takeDone();
        }
        JsonObject outcome = JsonParser.object().from(done);
        assertThat(outcome.getInt("blocks")).isGreaterThanOrEqualTo(2);
        assertThat(outcome.getString("reason")).startsWith("mandatory-script-verify-flag-failed");
        tab.orders().forgery("Busan", repaired);
        turn();
        tab.orders().giveUp();
        assertThat(tab.orders().progress()).isEqualTo("{}");
        assertThatThrownBy(() -> tab.orders().forgery("Busan", "00" + repaired.substring(8, 72)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    @DisplayName("goes on where a device's clock is before the network's first block")
    void oldClock() {
        Instant then = Instant.parse("2001-01-01T00:00:00Z");
        TabNetwork old = new TabNetwork(List.of("Seoul", "Busan"), 3, 1, then);
        for (int i = 0; i < 2_000 && old.network().nodes().get(0).chain().tip().height() == 0; i++) {
            then = then.plusMillis(100);
            old.advance(then);
            old.mine(1_000);
        }
        assertThat(old.network().nodes().get(0).chain().tip().height()).isPositive();
    }

    @Test
    @DisplayName("answers a question that it can't with its status")
    void noAnswer() {
        assertThat(tab.answer("/api/block-height/999999", "Seoul").status()).isEqualTo(404);
        assertThat(tab.answer("/api/block-height/x", "Seoul").status()).isEqualTo(400);
        assertThat(tab.answer("/api/block/12", "Seoul").status()).isEqualTo(400);
        assertThat(tab.answer("/api/tx/" + "0".repeat(64), "Seoul").status()).isEqualTo(404);
        assertThat(tab.answer("/lab", "Seoul").status()).isEqualTo(404);
        assertThat(tab.answer("/", "Seoul").status()).isEqualTo(404);
        assertThatThrownBy(() -> tab.explain("zz", "")).isInstanceOf(MalformedException.class);
    }
}
