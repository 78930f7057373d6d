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

    @Test
    @DisplayName("begins as hard as was asked for, but not easier than its rules allow; then adjusts by itself")
    void difficulty() throws JsonParserException {
        assertThat(new TabNetwork(List.of("a", "b"), 1, 1, START)
                        .params()
                        .genesis()
                        .header()
                        .bits())
                .isLessThanOrEqualTo(0x1f00ffffL);
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
