package org.wonsi.browser.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;

@DisplayName("Hashing that a phone lends")
class LentHashingTest {
    private static final Script OWN = new Script(ByteString.ofHex("51"));
    private static final Script OTHER = new Script(ByteString.ofHex("52"));

    private final TabPeer peer;
    private final LentHashing lent;
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");

    LentHashingTest() {
        peer = peer(ChainParams.regtest());
        lent = new LentHashing(peer, new ScalarNonceSearch());
    }

    private TabPeer peer(ChainParams params) {
        TabPeer opened = new TabPeer(params, "Kim", 1, now);
        opened.restored();
        return opened;
    }

    /** Lets time pass a second at a time until so many blocks stand: regtest allows a try a second, and half of all succeed. */
    private List<Block> mine(TabPeer at, LentHashing with, int height) {
        List<Block> blocks = new ArrayList<>();
        for (int seconds = 0; at.chain().tip().height() < height; seconds++) {
            assertThat(seconds).isLessThan(1_000);
            int before = at.chain().tip().height();
            now = now.plusSeconds(1);
            with.search(300, now);
            if (at.chain().tip().height() > before) {
                blocks.add(at.chain().block(at.chain().tip().hash()).orElseThrow());
            }
        }
        return blocks;
    }

    private static JsonObject read(String json) throws JsonParserException {
        return JsonParser.object().from(json);
    }

    @Test
    @DisplayName(
            "finds blocks that pay the phone and bear its name, are in its chain at once, and are to be sent and kept")
    void found() throws JsonParserException {
        lent.lend(OWN, "지우");
        List<Block> blocks = mine(peer, lent, 3);
        for (Block block : blocks) {
            Transaction coinbase = block.transactions().get(0);
            assertThat(coinbase.outputs()).hasSize(1);
            assertThat(coinbase.outputs().get(0).scriptPubKey()).isEqualTo(OWN);
            assertThat(coinbase.outputs().get(0).value()).isEqualTo(Amount.ofCoins(50));
            assertThat(CoinbaseTag.of(coinbase)).contains("지우");
        }
        JsonArray keep = read(peer.take()).getArray("keep");
        assertThat(keep).hasSize(3);
        assertThat(keep.getObject(2).getString("hex"))
                .isEqualTo(blocks.get(2).encode().toHex());
        assertThat(lent.figures()).isEqualTo("{\"most\":1,\"found\":3,\"stale\":0}");
    }

    @Test
    @DisplayName("says which of its blocks lost to a longer branch")
    void stale() {
        lent.lend(OWN, "Kim");
        mine(peer, lent, 2);
        TabPeer rival = peer(ChainParams.regtest());
        LentHashing other = new LentHashing(rival, new ScalarNonceSearch());
        other.lend(OTHER, "Lee");
        for (Block block : mine(rival, other, 3)) {
            assertThat(peer.submit(block, now).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        }
        assertThat(lent.figures()).isEqualTo("{\"most\":1,\"found\":2,\"stale\":2}");
        mine(peer, lent, 4);
        assertThat(lent.figures()).isEqualTo("{\"most\":1,\"found\":3,\"stale\":2}");
    }

    @Test
    @DisplayName("tries a tenth of what the difficulty implies and no more, however much it is asked for")
    void limit() {
        TabPeer seminar = peer(ChainParams.seminar());
        LentHashing limited = new LentHashing(seminar, new ScalarNonceSearch());
        limited.lend(OWN, "Kim");
        double most = limited.most();
        assertThat(most).isEqualTo(83_886.72);
        long tries = limited.search(1_000_000, now);
        for (int i = 0; i < 100 && seminar.chain().tip().height() == 0; i++) {
            now = now.plusMillis(100);
            tries += limited.search(1_000_000, now);
        }
        // Ten seconds' worth; the chance that a block ends it before is a tenth, and the seed is fixed by the coinbase.
        assertThat(seminar.chain().tip().height()).isZero();
        assertThat(tries).isBetween((long) (9.9 * most), (long) (10 * most));
        // An hour without a turn gives a second's worth, and a clock that was set back nothing.
        now = now.plusSeconds(3_600);
        assertThat(limited.search(1_000_000, now)).isBetween(1, (int) most);
        assertThat(limited.search(1_000_000, now.minusSeconds(60))).isZero();
    }

    @Test
    @DisplayName("is nothing before it was asked for, and nothing after it ended")
    void off() {
        now = now.plusSeconds(10);
        assertThat(lent.search(300, now)).isZero();
        lent.lend(OWN, "Kim");
        now = now.plusSeconds(10);
        assertThat(lent.search(300, now)).isEqualTo(1);
        lent.stop();
        now = now.plusSeconds(10);
        assertThat(lent.search(300, now)).isZero();
    }

    @Test
    @DisplayName("puts the name between slashes: without signs that don't belong there, and no longer than 64 bytes")
    void tags() {
        assertThat(LentHashing.tag("Kim")).isEqualTo("/Kim/");
        assertThat(LentHashing.tag("")).isEqualTo("//");
        assertThat(LentHashing.tag("a/b\u202ec\nd")).isEqualTo("/abcd/");
        assertThat(LentHashing.tag("x".repeat(62))).isEqualTo("/" + "x".repeat(62) + "/");
        assertThat(LentHashing.tag("x".repeat(63))).isEqualTo("/" + "x".repeat(62) + "/");
        assertThat(LentHashing.tag("\ud83d\ude00".repeat(16))).isEqualTo("/" + "\ud83d\ude00".repeat(15) + "/");
    }
}
