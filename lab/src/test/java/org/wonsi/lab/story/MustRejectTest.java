package org.wonsi.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * Mistakes that famous teaching chains make. Those not here are steps of the block story: more work claimed than done,
 * another payment under a true header, a truly diverged branch; or tests of the retarget: times out of order.
 */
class MustRejectTest {
    private static final long NOW = 1_795_500_000L;
    private static final Script ANYONE = Script.ofHex("51");

    @Test
    @DisplayName(
            "on the seminar network, a block with true work for the easiest target is refused where a harder one is due")
    void easierThanDemanded() {
        ChainState chain = new ChainState(ChainParams.seminar(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        Mempool mempool = new Mempool(chain, RelayPolicy.standard());
        Block due =
                BlockTemplate.create(chain, mempool, ANYONE, "/Lazy/", 1, NOW).block(0);
        BlockHeader h = due.header();
        assertThat(h.bits()).isEqualTo(0x1e01_ffffL);
        BlockHeader easy = new BlockHeader(h.version(), h.prevBlock(), h.merkleRoot(), h.time(), 0x1f00_ffffL, 0);
        BlockResult result = chain.acceptBlock(Mining.solve(new Block(easy, due.transactions())), NOW);
        assertThat(result.violation().map(Violation::reason)).contains(RejectReason.BAD_DIFFICULTY_BITS);
        assertThat(chain.tip().height()).isZero();
    }

    @Test
    @DisplayName("two blocks of different payments never share a hash: the second is no block at all")
    void samePaymentsSameHash() {
        BlockCaseBuilder cases = new BlockCaseBuilder(ChainParams.regtest());
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        Block first = cases.on(BlockCaseBuilder.GENESIS).build();
        Block other = cases.on(BlockCaseBuilder.GENESIS)
                .coinbasePays(Amount.ofCoins(49))
                .build();
        Block twin = new Block(first.header(), other.transactions());
        assertThat(twin.hash()).isEqualTo(first.hash());
        assertThat(chain.acceptBlock(twin, NOW).violation().map(Violation::reason))
                .contains(RejectReason.BAD_MERKLE_ROOT);
        chain.acceptBlock(first, NOW);
        // Known by its hash; what it claims to hold is not looked at and changes nothing.
        assertThat(chain.acceptBlock(twin, NOW).outcome()).isEqualTo(BlockResult.Outcome.DUPLICATE);
        assertThat(chain.block(first.hash()).orElseThrow().transactions()).isEqualTo(first.transactions());
    }

    @Test
    @DisplayName(
            "the bytes that are hashed don't run into each other: a byte moved between fields is another transaction")
    void fieldsDontRunTogether() {
        OutPoint coin = new OutPoint(new Txid(Hash256.ZERO), 0);
        Transaction a = transaction(coin, "5151", "51");
        Transaction b = transaction(coin, "51", "5151");
        assertThat(a.size()).isEqualTo(b.size());
        assertThat(a.encode()).isNotEqualTo(b.encode());
        assertThat(a.txid()).isNotEqualTo(b.txid());
    }

    private static Transaction transaction(OutPoint coin, String scriptSig, String scriptPubKey) {
        return new Transaction(
                1,
                List.of(new TxIn(coin, Script.ofHex(scriptSig), 0)),
                List.of(new TxOut(Amount.ZERO, Script.ofHex(scriptPubKey))),
                0);
    }
}
