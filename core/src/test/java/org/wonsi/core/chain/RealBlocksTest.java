package org.wonsi.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

class RealBlocksTest {
    private static final long NOW = 1_795_478_400L;

    private final MemoryChainStore store = new MemoryChainStore();

    private ChainState chain(ChainParams params) {
        return new ChainState(params, store, ScriptCheckRunner.inOrder());
    }

    private static void acceptAll(ChainState chain, List<Block> blocks) {
        for (Block block : blocks) {
            BlockResult result = chain.acceptBlock(block, NOW);
            assertThat(result.violation()).isEmpty();
        }
    }

    @Test
    @DisplayName("Bitcoin's first 439 blocks connect with every check, and the first payment spends block 9's coinbase")
    void firstBlocksOfBitcoin() {
        ChainState chain = chain(ChainParams.mainnet());
        List<Block> blocks = BlockFile.read("mainnet-first-blocks.dat");
        acceptAll(chain, blocks);
        assertThat(chain.tip().height()).isEqualTo(438);
        assertThat(chain.tip().hash().toDisplay())
                .isEqualTo("0000000025c6b644f8add734be7e666fa4afa43ca0204d623a0c0b1fd2104c7a");
        assertThat(chain.tip().chainWork().toDisplay())
                .isEqualTo("000000000000000000000000000000000000000000000000000001b701b701b7");
        Txid firstPayment = Txid.ofDisplay("f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16");
        Block block170 = blocks.get(170);
        assertThat(block170.transactions().get(1).txid()).isEqualTo(firstPayment);
        assertThat(chain.coin(new OutPoint(firstPayment, 0))
                        .orElseThrow()
                        .output()
                        .value())
                .isEqualTo(Amount.ofCoins(10));
        assertThat(chain.coin(new OutPoint(blocks.get(9).transactions().get(0).txid(), 0)))
                .isEmpty();
        long coins = store.coins().values().stream()
                .mapToLong(coin -> coin.output().value().satoshis())
                .sum();
        assertThat(new Amount(coins)).isEqualTo(Amount.ofCoins(438 * 50));
    }

    @Test
    @DisplayName("one bit of the first payment's signature changed, under the true header, is not block 170")
    void changedByteBreaksTheMerkleRoot() {
        ChainState chain = chain(ChainParams.mainnet());
        List<Block> blocks = BlockFile.read("mainnet-first-blocks.dat");
        acceptAll(chain, blocks.subList(0, 170));
        BlockResult refused = chain.acceptBlock(withChangedSignature(blocks.get(170), false), NOW);
        assertThat(refused.violation().orElseThrow().reason()).isEqualTo(RejectReason.BAD_MERKLE_ROOT);
        // Nothing was remembered against the true block.
        acceptAll(chain, blocks.subList(170, 172));
        assertThat(chain.tip().height()).isEqualTo(171);
    }

    @Test
    @DisplayName("with the merkle root made to fit, the hash no longer meets the target")
    void changedRootBreaksTheWork() {
        ChainState chain = chain(ChainParams.mainnet());
        List<Block> blocks = BlockFile.read("mainnet-first-blocks.dat");
        acceptAll(chain, blocks.subList(0, 170));
        BlockResult refused = chain.acceptBlock(withChangedSignature(blocks.get(170), true), NOW);
        assertThat(refused.violation().orElseThrow().reason()).isEqualTo(RejectReason.HIGH_HASH);
    }

    private static Block withChangedSignature(Block block, boolean fixRoot) {
        Transaction payment = block.transactions().get(1);
        TxIn input = payment.inputs().get(0);
        byte[] script = input.scriptSig().bytes().toByteArray();
        script[20] ^= 1;
        Transaction changed = new Transaction(
                payment.version(),
                List.of(new TxIn(input.prevout(), new Script(ByteString.copyOf(script)), input.sequence())),
                payment.outputs(),
                payment.lockTime());
        Block forged = new Block(block.header(), List.of(block.transactions().get(0), changed));
        if (!fixRoot) {
            return forged;
        }
        BlockHeader h = block.header();
        return new Block(
                new BlockHeader(
                        h.version(), h.prevBlock(), MerkleTree.of(forged).root(), h.time(), h.bits(), h.nonce()),
                forged.transactions());
    }

    @Test
    @DisplayName("a regtest chain made elsewhere connects, and a longer branch from 9 blocks below its tip takes over")
    void generatedChainAndItsBranch() {
        ChainState chain = chain(ChainParams.regtest());
        List<Block> main = BlockFile.read("small.dat");
        acceptAll(chain, main);
        assertThat(chain.tip().height()).isEqualTo(123);
        assertThat(chain.tip().hash().toDisplay())
                .isEqualTo("1635edebd131666538327fb2c28143a62d3cf04913f9849bb679dd101d2eaec6");
        assertThat(store.coins()).hasSize(242);
        assertThat(main.stream().skip(1).mapToInt(b -> b.transactions().size()).sum())
                .isEqualTo(244);

        List<Block> side = BlockFile.read("small-side.dat");
        acceptAll(chain, side.subList(0, 9));
        assertThat(chain.tip().height()).isEqualTo(123);
        List<TipChange> changes = chain.acceptBlock(side.get(9), NOW).changes();
        assertThat(changes.stream().filter(c -> c.kind() == TipChange.Kind.DISCONNECTED))
                .hasSize(9);
        assertThat(changes.stream().filter(c -> c.kind() == TipChange.Kind.CONNECTED))
                .hasSize(10);
        assertThat(chain.tip().hash().toDisplay())
                .isEqualTo("7072fbc832fec969e784860efc8d6e9fd528e358cd34751f1468dea6f98a2ce2");
        assertThat(store.coins()).hasSize(243);
        long total = store.coins().values().stream()
                .mapToLong(coin -> coin.output().value().satoshis())
                .sum();
        assertThat(new Amount(total)).isEqualTo(Amount.ofCoins(6200));
    }
}
