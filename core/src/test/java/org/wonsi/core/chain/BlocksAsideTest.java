package org.wonsi.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockAssembler;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.protocol.sync.HeaderDrop;
import org.wonsi.core.script.Script;

/** Blocks over which this program stumbles. */
class BlocksAsideTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = PARAMS.genesis().header().time() + 10_000;

    private final MemoryChainStore store = new MemoryChainStore();
    private RuntimeException fault = new IllegalStateException("a mistake of ours");

    private ChainState sound(ChainStore of) {
        return new ChainState(PARAMS, of, ScriptCheckRunner.inOrder());
    }

    private ChainState stumbling() {
        return new ChainState(PARAMS, store, checks -> {
            throw fault;
        });
    }

    /** Blocks in a row, of a miner with this tag, on a chain of its own. */
    private List<Block> blocks(int count, String tag) {
        ChainState other = sound(new MemoryChainStore());
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Block block = Mining.solve(BlockAssembler.at(other, new Mempool(other, RelayPolicy.standard()))
                    .template(Script.EMPTY, tag, i, NOW));
            assertThat(other.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            blocks.add(block);
        }
        return blocks;
    }

    @Test
    @DisplayName("A mistake while a block is connected names the block; a failed disk passes as it is")
    void names() {
        Block block = blocks(1, "a").get(0);
        ChainState chain = stumbling();
        assertThatThrownBy(() -> chain.acceptBlock(block, NOW))
                .isInstanceOfSatisfying(
                        BlockFault.class, e -> assertThat(e.block()).isEqualTo(block.hash()))
                .hasMessage("a mistake in this program while block 1 " + block.hash()
                        + " was connected: java.lang.IllegalStateException: a mistake of ours")
                .hasCause(fault);
        fault = new UncheckedIOException(new IOException("the disk is full"));
        assertThatThrownBy(() -> stumbling().acceptBlock(block, NOW)).isSameAs(fault);
    }

    @Test
    @DisplayName(
            "A block put aside is kept, and so is what builds on it, on the tip or loaded; another branch wins meanwhile")
    void aside() {
        List<Block> a = blocks(3, "a");
        List<Block> b = blocks(2, "b");
        ChainState chain = new ChainState(
                PARAMS, store, ScriptCheckRunner.inOrder(), Set.of(a.get(1).hash()));
        for (Block block : a) {
            assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        }
        assertThat(chain.tip().hash()).isEqualTo(a.get(0).hash());
        assertThat(chain.acceptBlock(a.get(1), NOW).outcome()).isEqualTo(BlockResult.Outcome.DUPLICATE);
        b.forEach(block -> chain.acceptBlock(block, NOW));
        assertThat(chain.tip().hash()).isEqualTo(b.get(1).hash());
        ChainState again = new ChainState(
                PARAMS, store, ScriptCheckRunner.inOrder(), Set.of(a.get(1).hash()));
        assertThat(again.tip().hash()).isEqualTo(b.get(1).hash());
        assertThat(sound(store).tip().hash()).isEqualTo(a.get(2).hash());
    }

    @Test
    @DisplayName("Reconsidering the block, one before it or one on it takes it back, and the branch wins")
    void reconsidered() {
        for (int named = 0; named < 3; named++) {
            List<Block> a = blocks(3, "a");
            ChainState chain = new ChainState(
                    PARAMS,
                    new MemoryChainStore(),
                    ScriptCheckRunner.inOrder(),
                    Set.of(a.get(1).hash()));
            a.forEach(block -> chain.acceptBlock(block, NOW));
            assertThat(chain.tip().height()).isEqualTo(1);
            chain.reconsider(a.get(named).hash());
            assertThat(chain.tip().hash())
                    .as("block %s", named + 1)
                    .isEqualTo(a.get(2).hash());
        }
    }

    @Test
    @DisplayName("A block of the active chain can't be put aside: what builds on it is connected")
    void active() {
        List<Block> a = blocks(3, "a");
        ChainState first = sound(store);
        first.acceptBlock(a.get(0), NOW);
        first.acceptBlock(a.get(1), NOW);
        Set<BlockHash> aside = Set.of(a.get(0).hash(), a.get(1).hash());
        ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder(), aside);
        chain.acceptBlock(a.get(2), NOW);
        assertThat(chain.tip().hash()).isEqualTo(a.get(2).hash());
    }

    @Test
    @DisplayName(
            "What dropped headers of a chain that was read anew meanwhile is refused, and drops nothing of the new one")
    void droppedBefore() {
        List<Block> a = blocks(3, "a");
        ChainState before = sound(store);
        before.acceptHeaders(a.stream().map(Block::header).toList(), NOW);
        HeaderDrop drop = new HeaderDrop(
                a.get(0).hash(),
                before.forget(List.of(before.headers().get(a.get(0).hash()).orElseThrow())));
        ChainState after = sound(store);
        FullNode node = new FullNode(
                after,
                new Mempool(after, RelayPolicy.standard()),
                ProtocolConfig.of(PARAMS, "Seoul", "1"),
                new Random(1));
        assertThatThrownBy(() -> node.dropMore(drop))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the chain was read anew from the disk while headers from "
                        + a.get(0).hash() + " on were dropped; drop the rest again");
        assertThat(after.headers().size()).isEqualTo(4);
        assertThat(sound(store).headers().size()).isEqualTo(4);
    }
}
