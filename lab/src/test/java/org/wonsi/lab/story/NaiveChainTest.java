package org.wonsi.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;

class NaiveChainTest {
    private static final long NOW = 1_795_478_400L;
    private static final int BASE = 104;
    private static final int BLOCKS = 40;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("wonsi.seeds", 20));
    }

    /** A random tree on a base of empty blocks, in the order in which its blocks are told. */
    private static List<Block> randomTree(Random random) {
        BlockCaseBuilder cases = new BlockCaseBuilder(ChainParams.regtest());
        List<Block> blocks = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(BlockCaseBuilder.GENESIS));
        List<OutPoint> coins = new ArrayList<>();
        for (int i = 1; i <= BASE + BLOCKS; i++) {
            boolean base = i <= BASE;
            int back = base ? 1 : 1 + Math.min(random.nextInt(6), random.nextInt(6));
            String parent = names.get(names.size() - back);
            BlockDraft draft = cases.on(parent);
            if (!base) {
                decorate(draft, coins, random);
            }
            String name = "r" + i;
            Block block = cases.keep(name, draft.withExtraNonce(i));
            names.add(name);
            blocks.add(block);
            for (Transaction tx : block.transactions()) {
                if (!tx.isCoinbase() || i <= 10) {
                    coins.add(new OutPoint(tx.txid(), 0));
                }
            }
        }
        return blocks;
    }

    /** Payments from coins that may be spent on this branch, or not there at all; now and then a greedy coinbase. */
    private static void decorate(BlockDraft draft, List<OutPoint> coins, Random random) {
        for (int i = random.nextInt(3); i > 0; i--) {
            OutPoint coin = coins.get(random.nextInt(coins.size()));
            draft.pays(CaseTransactions.pay(coin, new Amount(1 + random.nextInt(1000))));
        }
        if (random.nextInt(12) == 0) {
            draft.coinbasePays(Amount.ofCoins(2000));
        }
    }

    /** Tells neighbours in changed order and some blocks twice. */
    private static List<Block> delivered(List<Block> blocks, Random random) {
        List<Block> order = new ArrayList<>(blocks);
        for (int i = BASE; i < order.size(); i++) {
            int other = Math.min(order.size() - 1, i + random.nextInt(4));
            Block moved = order.remove(other);
            order.add(i, moved);
            if (random.nextInt(10) == 0) {
                order.add(i, order.get(random.nextInt(i)));
            }
        }
        return order;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("over random block trees, tip and coins are what a replay from genesis gives, after a restart too")
    void agreesWithModel(int seed) {
        Random random = new Random(seed);
        ChainParams params = ChainParams.regtest();
        List<Block> blocks = delivered(randomTree(random), random);
        NaiveChain model = new NaiveChain(params.genesis());
        MemoryChainStore store = new MemoryChainStore();
        ChainState chain = new ChainState(params, store, ScriptCheckRunner.inOrder());
        BlockHash banned = BlockHash.ZERO;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            chain.acceptBlock(block, NOW);
            model.accept(block);
            if (i > BASE && random.nextInt(8) == 0 && banned.equals(BlockHash.ZERO)) {
                banned = chain.tip().hash();
                chain.invalidate(banned);
                model.ban(banned);
            } else if (!banned.equals(BlockHash.ZERO) && random.nextInt(4) == 0) {
                chain.reconsider(banned);
                model.forgive();
                banned = BlockHash.ZERO;
            }
            if (i > BASE && random.nextInt(10) == 0) {
                chain = new ChainState(params, store, ScriptCheckRunner.inOrder());
                model.restart();
            }
            if (i >= BASE) {
                BlockHash tip = model.tip();
                assertThat(chain.tip().hash())
                        .as("tip after block %d, seed %d", i, seed)
                        .isEqualTo(tip);
                assertThat(store.coins())
                        .as("coins after block %d, seed %d", i, seed)
                        .isEqualTo(model.coins(tip).orElseThrow());
            }
        }
    }

    @Test
    @DisplayName("a branch of 1,001 blocks takes over from one of 1,000, and the undo data gives the coins back")
    void reorganisationOfThousandBlocks() {
        BlockCaseBuilder cases = new BlockCaseBuilder(ChainParams.regtest());
        MemoryChainStore store = new MemoryChainStore();
        ChainState chain = new ChainState(ChainParams.regtest(), store, ScriptCheckRunner.inOrder());
        List<Block> branchA = branch(cases, "a", 1000);
        List<Block> branchB = branch(cases, "b", 1001);
        branchA.forEach(block -> chain.acceptBlock(block, NOW));
        assertThat(chain.tip().hash()).isEqualTo(branchA.get(999).hash());
        branchB.subList(0, 1000).forEach(block -> chain.acceptBlock(block, NOW));
        assertThat(chain.tip().hash()).isEqualTo(branchA.get(999).hash());
        assertThat(chain.acceptBlock(branchB.get(1000), NOW).changes()).hasSize(2001);
        assertThat(chain.tip().hash()).isEqualTo(branchB.get(1000).hash());
        assertThat(chain.tip().height()).isEqualTo(1001);
        assertThat(store.coins()).hasSize(1001);
    }

    private static List<Block> branch(BlockCaseBuilder cases, String prefix, int length) {
        List<Block> blocks = new ArrayList<>();
        String parent = BlockCaseBuilder.GENESIS;
        for (int i = 1; i <= length; i++) {
            String name = prefix + i;
            blocks.add(cases.keep(name, cases.on(parent).withExtraNonce(prefix.hashCode())));
            parent = name;
        }
        return blocks;
    }
}
