package org.wonsi.core.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class BlockTemplateTest {
    private static final long NOW = 1_795_478_400L;
    private static final Script PAYOUT = Script.ofHex("51");

    private final ChainState chain =
            new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
    private final Mempool mempool = new Mempool(chain, RelayPolicy.standard());

    private BlockTemplate template(String tag, long now) {
        return BlockTemplate.create(chain, mempool, PAYOUT, tag, 1, now);
    }

    @Test
    @DisplayName("twenty templates in a row make blocks that connect, each named after its finder")
    void blocksConnect() {
        for (int i = 1; i <= 20; i++) {
            Block block = Mining.solve(template("/서울/", NOW));
            assertThat(chain.acceptBlock(block, NOW).violation()).isEmpty();
            assertThat(CoinbaseTag.of(block.transactions().get(0))).contains("서울");
        }
        assertThat(chain.tip().height()).isEqualTo(20);
    }

    @Test
    @DisplayName("the time is the clock's, or one second after the median time past if the clock is behind")
    void time() {
        assertThat(template("", NOW).header().time()).isEqualTo(NOW);
        long genesis = chain.tip().header().time();
        assertThat(template("", genesis).header().time()).isEqualTo(genesis + 1);
        assertThat(template("", genesis + 1).header().time()).isEqualTo(genesis + 1);
    }

    @Test
    @DisplayName("another extra nonce changes coinbase and merkle root, and nothing else")
    void extraNonce() {
        BlockTemplate template = template("/Busan/", NOW);
        BlockTemplate other = template.withExtraNonce(2);
        assertThat(other.header().merkleRoot()).isNotEqualTo(template.header().merkleRoot());
        assertThat(other.withExtraNonce(1)).isEqualTo(template);
        assertThat(MerkleTree.of(other.block(0)).root())
                .isEqualTo(other.header().merkleRoot());
        assertThat(CoinbaseTag.of(other.coinbase())).contains("Busan");
        assertThat(template.withTime(NOW + 5).header().time()).isEqualTo(NOW + 5);
    }

    @Test
    @DisplayName("a tag has at most 64 bytes, and fits beside height and extra nonce")
    void tagLength() {
        Block block = Mining.solve(template("/" + "x".repeat(62) + "/", NOW));
        assertThat(chain.acceptBlock(block, NOW).violation()).isEmpty();
        assertThatThrownBy(() -> template("/" + "x".repeat(63) + "/", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65 bytes");
    }

    @Test
    @DisplayName("a coinbase without a name between slashes, or with one that is no text, has no finder")
    void noTag() {
        for (String script : List.of("51", "512f2f", "512f41", "512f410a2f", "512fff2f")) {
            Transaction coinbase =
                    new Transaction(1, List.of(new TxIn(OutPoint.NULL, Script.ofHex(script), 0)), List.of(), 0);
            assertThat(CoinbaseTag.of(coinbase)).as(script).isEmpty();
        }
    }

    @Test
    @DisplayName("a height whose byte is a slash does not hide the finder")
    void slashInHeight() {
        for (int height : List.of(46, 47, 48, 0x2f2f, 0x2f412f)) {
            Transaction coinbase = new Transaction(
                    1, List.of(new TxIn(OutPoint.NULL, CoinbaseTag.script(height, "/Jeju/", 7), 0)), List.of(), 0);
            assertThat(CoinbaseTag.of(coinbase)).as("height " + height).contains("Jeju");
        }
    }

    private static MempoolEntry entry(Txid parent, int index, int bytes, long fee, int sigops) {
        Transaction tx = new Transaction(
                1,
                List.of(new TxIn(new OutPoint(parent, index), Script.EMPTY, 0)),
                List.of(new TxOut(Amount.ZERO, new Script(ByteString.copyOf(new byte[bytes - 64])))),
                0);
        return new MempoolEntry(tx, new Amount(fee), 0, 0, sigops);
    }

    private static MempoolEntry lone(int index, int bytes, long fee, int sigops) {
        return entry(new Txid(Hash256.ZERO), index, bytes, fee, sigops);
    }

    @Test
    @DisplayName("what doesn't fit is left out, and what fits still is taken: bytes and signature operations")
    void fits() {
        MempoolEntry large = lone(0, 80_000, 900_000, 0);
        MempoolEntry small = lone(1, 70_000, 700_000, 100);
        MempoolEntry smaller = lone(2, 80_000, 700_000, 100);
        assertThat(PackageSelection.of(List.of(large, small, smaller), 150_000, 1000))
                .containsExactly(large, small);
        assertThat(PackageSelection.of(List.of(large, small, smaller), 149_999, 1000))
                .containsExactly(large);
        assertThat(PackageSelection.of(List.of(small, smaller), 150_000, 199)).containsExactly(small);
        assertThat(PackageSelection.of(List.of(small, smaller), 150_000, 200)).containsExactly(small, smaller);
    }

    @Test
    @DisplayName("after a package is taken, what depended on it is judged by what it has left to pay for")
    void judgedAnew() {
        MempoolEntry parent = lone(0, 100_000, 0, 0);
        MempoolEntry rich = entry(parent.txid(), 0, 100_000, 2_000_000, 0);
        MempoolEntry sibling = entry(parent.txid(), 1, 100_000, 900_000, 0);
        MempoolEntry rival = lone(1, 100_000, 800_000, 0);
        // Alone with its parent the sibling is worth 4.5 a byte, less than the rival's 8; after the rich one, 9.
        assertThat(PackageSelection.of(List.of(parent, rich, sibling, rival), 1_000_000, 1000))
                .containsExactly(parent, rich, sibling, rival);
    }

    @Test
    @DisplayName("a chain of 25 is taken parents first, even where each pays more than the one before")
    void parentsFirst() {
        List<MempoolEntry> chained = new ArrayList<>(List.of(lone(0, 100, 1000, 0)));
        for (int i = 1; i < 25; i++) {
            chained.add(entry(chained.get(i - 1).txid(), 0, 100, 1000 + 1000L * i, 0));
        }
        List<MempoolEntry> waiting = new ArrayList<>(chained);
        Collections.reverse(waiting);
        assertThat(PackageSelection.of(waiting, 100_000, 1000)).containsExactlyElementsOf(chained);
    }
}
