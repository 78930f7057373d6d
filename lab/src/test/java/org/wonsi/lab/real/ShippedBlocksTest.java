package org.wonsi.lab.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MainnetBlocks;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.BlockScriptFlags;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

@DisplayName("the shipped first blocks")
class ShippedBlocksTest {
    private static final long NOW = 1_795_478_400L;

    private final List<Block> blocks = ShippedBlocks.first();

    private static ChainState chain(List<Block> blocks) {
        ChainState chain = new ChainState(ChainParams.mainnet(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        for (Block block : blocks) {
            BlockResult result = chain.acceptBlock(block, NOW);
            assertThat(result.violation()).isEmpty();
        }
        return chain;
    }

    @Test
    @DisplayName("are Bitcoin's blocks 0 to 170, which connect with every rule")
    void connect() {
        assertThat(blocks).hasSize(171);
        assertThat(blocks.get(0).encode()).isEqualTo(MainnetBlocks.GENESIS);
        assertThat(blocks.get(170).encode()).isEqualTo(MainnetBlocks.BLOCK_170);
        assertThat(blocks.get(170).hash().toDisplay())
                .isEqualTo("00000000d1145790a8694403d4063f323d499e655c83426834d4ce2f8dd4a2ee");
        assertThat(Instant.ofEpochSecond(blocks.get(170).header().time())).isEqualTo("2009-01-12T03:30:25Z");
        assertThat(blocks.subList(0, 170))
                .allMatch(block -> block.transactions().size() == 1);
        ChainState chain = chain(blocks);
        assertThat(chain.tip().height()).isEqualTo(170);
        assertThat(chain.tip().chainWork().hashes()).isEqualTo(171L * 4_295_032_833L);
    }

    @Test
    @DisplayName("hold the first payment: 10 of the 50 coins of block 9, and 40 back")
    void firstPayment() {
        Transaction payment = blocks.get(170).transactions().get(1);
        assertThat(payment.txid().toDisplay())
                .isEqualTo("f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16");
        assertThat(payment.inputs().get(0).prevout())
                .isEqualTo(new OutPoint(
                        Txid.ofDisplay("0437cd7f8525ceed2324359c2d0ba26006d92d856a9c20fa0241106ee5a597c9"), 0));
        assertThat(payment.inputs().get(0).prevout().txid())
                .isEqualTo(blocks.get(9).transactions().get(0).txid());
        assertThat(payment.outputs()).extracting(TxOut::value).containsExactly(Amount.ofCoins(10), Amount.ofCoins(40));
        TxOut coin = blocks.get(9).transactions().get(0).outputs().get(0);
        assertThat(payment.outputs().get(1).scriptPubKey()).isEqualTo(coin.scriptPubKey());
        assertThat(check(payment, coin).run()).isEqualTo(ScriptError.OK);
    }

    private ScriptCheck check(Transaction payment, TxOut coin) {
        return new ScriptCheck(
                payment, 0, coin, BlockScriptFlags.of(170, blocks.get(170).hash(), ChainParams.mainnet()));
    }

    @Test
    @DisplayName(
            "refuse one bit of the first payment's signature in each way it is tried, and take the true block after it")
    void flippedSignature() {
        ChainState chain = chain(blocks.subList(0, 170));
        Block block = blocks.get(170);
        Transaction changed = FlippedBit.inSignature(block.transactions().get(1));
        assertThat(changed.size()).isEqualTo(block.transactions().get(1).size());
        assertThat(check(changed, blocks.get(9).transactions().get(0).outputs().get(0))
                        .check()
                        .map(Violation::rejectString))
                .contains("mandatory-script-verify-flag-failed (Script evaluated without error but finished with a"
                        + " false/empty top stack element)");
        Block forged = FlippedBit.withTransaction(block, 1, changed);
        assertThat(refusal(chain, forged)).isEqualTo("bad-txnmrklroot");
        assertThat(refusal(chain, FlippedBit.withNewRoot(forged))).isEqualTo("high-hash");
        assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        assertThat(chain.tip().height()).isEqualTo(170);
    }

    private static String refusal(ChainState chain, Block block) {
        return chain.acceptBlock(block, NOW).violation().orElseThrow().rejectString();
    }
}
