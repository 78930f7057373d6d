package org.wonsi.lab.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.tx.Amount;

/**
 * Headers, branches and a node's own will.
 *
 * <pre>
 *   genesis - 1 - 2 - 3a - 4a
 *                   \ 3b - 4b - 5b
 * </pre>
 */
class ChainStateTest {
    private static final long NOW = 1_795_478_400L;

    private final BlockCaseBuilder t = new BlockCaseBuilder(ChainParams.regtest());
    private final MemoryChainStore store = new MemoryChainStore();
    private final ChainState chain = open();

    private final Block one = keep("1", "genesis");
    private final Block two = keep("2", "1");
    private final Block a3 = keep("3a", "2");
    private final Block a4 = keep("4a", "3a");
    private final Block b3 = keep("3b", "2");
    private final Block b4 = keep("4b", "3b");
    private final Block b5 = keep("5b", "4b");

    private ChainState open() {
        return new ChainState(ChainParams.regtest(), store, ScriptCheckRunner.inOrder());
    }

    private Block keep(String name, String parent) {
        return t.keep(name, t.on(parent).withExtraNonce(name.hashCode()));
    }

    private BlockResult accept(Block... blocks) {
        return Arrays.stream(blocks)
                .map(block -> chain.acceptBlock(block, NOW))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void acceptHeaders(Block... blocks) {
        for (Block block : blocks) {
            assertThat(chain.acceptHeader(block.header(), NOW).outcome()).isEqualTo(HeaderResult.Outcome.ACCEPTED);
        }
    }

    private static List<String> described(List<TipChange> changes) {
        return changes.stream()
                .map(c -> (c.kind() == TipChange.Kind.CONNECTED ? "+" : "-")
                        + c.node().height())
                .toList();
    }

    private List<String> tips(ChainState state) {
        return state.chainTips().stream()
                .map(tip -> tip.node().height() + " " + tip.branchLength() + " "
                        + tip.status().code())
                .toList();
    }

    private HeaderNode node(Block block) {
        return chain.headers().get(block.hash()).orElseThrow();
    }

    @Test
    @DisplayName("a reorganisation disconnects from the tip down and connects upwards")
    void reorganisation() {
        accept(one, two, a3, a4, b3, b4);
        assertThat(chain.tip()).isEqualTo(node(a4));
        assertThat(described(accept(b5).changes())).containsExactly("-4", "-3", "+3", "+4", "+5");
        assertThat(chain.tip()).isEqualTo(node(b5));
        assertThat(chain.isActive(node(a3))).isFalse();
        assertThat(chain.activeAt(3)).contains(node(b3));
        assertThat(chain.activeAt(6)).isEmpty();
    }

    @Test
    @DisplayName("chain tips have Bitcoin Core's status: active, valid-fork, valid-headers, headers-only, invalid")
    void chainTips() {
        accept(one, two, a3, a4);
        accept(b3);
        assertThat(tips(chain)).containsExactly("4 0 active", "3 1 valid-headers");
        acceptHeaders(b4, b5);
        assertThat(tips(chain)).containsExactly("4 0 active", "5 3 headers-only");
        assertThat(chain.bestHeader()).isEqualTo(node(b5));
        accept(b4, b5);
        assertThat(tips(chain)).containsExactly("5 0 active", "4 2 valid-fork");
        chain.invalidate(a3.hash());
        assertThat(tips(chain)).containsExactly("5 0 active", "4 2 invalid");
        assertThat(tips(open())).isEqualTo(tips(chain));
    }

    @Test
    @DisplayName("blocks whose headers came first connect in whatever order they arrive")
    void outOfOrder() {
        acceptHeaders(one, two, a3, a4);
        accept(a4, a3, two);
        assertThat(chain.tip()).isEqualTo(chain.headers().genesis());
        assertThat(described(accept(one).changes())).containsExactly("+1", "+2", "+3", "+4");
    }

    @Test
    @DisplayName("a header alone keeps no place: of two branches the one whose blocks came first stays")
    void firstSeenCountsBlocks() {
        acceptHeaders(one, two, b3, b4);
        accept(one, two, a3, a4);
        accept(b3, b4);
        assertThat(chain.tip()).isEqualTo(node(a4));
    }

    @Test
    @DisplayName("invalidating a block leaves its branch; reconsidering it comes back")
    void invalidateAndReconsider() {
        accept(one, two, a3, a4, b3);
        assertThat(described(chain.invalidate(a3.hash()))).containsExactly("-4", "-3", "+3");
        assertThat(chain.tip()).isEqualTo(node(b3));
        assertThat(accept(a4).outcome()).isEqualTo(BlockResult.Outcome.INVALID);
        assertThat(chain.acceptHeader(a4.header(), NOW)
                        .violation()
                        .orElseThrow()
                        .reason())
                .isEqualTo(RejectReason.DUPLICATE_INVALID);
        assertThat(open().tip().hash()).isEqualTo(b3.hash());
        assertThat(described(chain.reconsider(a4.hash()))).containsExactly("-3", "+3", "+4");
        assertThat(chain.tip()).isEqualTo(node(a4));
        assertThat(chain.bestHeader()).isEqualTo(node(a4));
    }

    @Test
    @DisplayName("a block invalidated by hand takes the best header along; blocks on it are refused")
    void invalidateHeaders() {
        accept(one, two, a3);
        acceptHeaders(b3, b4);
        chain.invalidate(b3.hash());
        assertThat(chain.bestHeader()).isEqualTo(node(a3));
        assertThat(accept(b5).violation().orElseThrow().reason()).isEqualTo(RejectReason.BAD_PREV_BLOCK);
        assertThatThrownBy(() -> chain.invalidate(ChainParams.regtest().genesisHash()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chain.invalidate(BlockHash.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no block");
    }

    @Test
    @DisplayName(
            "a precious block wins a tie as if it had come first, also after a restart; but never against more work")
    void precious() {
        accept(one, two, a3, a4, b3, b4);
        assertThat(described(chain.precious(b4.hash()))).containsExactly("-4", "-3", "+3", "+4");
        assertThat(open().tip().hash()).isEqualTo(b4.hash());
        assertThat(described(chain.precious(a4.hash()))).containsExactly("-4", "-3", "+3", "+4");
        assertThat(chain.tip()).isEqualTo(node(a4));
        accept(b5);
        assertThat(chain.precious(a4.hash())).isEmpty();
        assertThat(chain.tip()).isEqualTo(node(b5));
    }

    @Test
    @DisplayName(
            "a block that isn't what its header says leaves nothing; one that the coins refuse is kept and marked, no coins")
    void refusedBlocks() {
        accept(one);
        Block forged = new Block(two.header(), a3.transactions());
        assertThat(accept(forged).violation().orElseThrow().reason()).isEqualTo(RejectReason.BAD_MERKLE_ROOT);
        assertThat(chain.headers().get(two.hash())).isEmpty();
        assertThat(store.block(two.hash())).isEmpty();
        Block greedy = t.on("1").coinbasePays(Amount.ofCoins(51)).build();
        assertThat(accept(greedy).violation().orElseThrow().reason()).isEqualTo(RejectReason.BAD_COINBASE_AMOUNT);
        assertThat(store.block(greedy.hash())).contains(greedy);
        assertThat(node(greedy).status()).isEqualTo(BlockStatus.INVALID);
        assertThat(store.coins()).hasSize(1);
        assertThat(accept(two).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
    }

    @Test
    @DisplayName("of 70 blocks without parents the last 64 are kept")
    void orphansAreLimited() {
        accept(one);
        List<Block> orphans = new ArrayList<>();
        IntStream.range(0, 70)
                .forEach(i -> orphans.add(t.on("2").withExtraNonce(i).build()));
        orphans.forEach(this::accept);
        assertThat(orphans.stream().filter(o -> chain.isOrphan(o.hash()))).hasSize(64);
        assertThat(chain.isOrphan(orphans.get(5).hash())).isFalse();
        assertThat(chain.isOrphan(orphans.get(6).hash())).isTrue();
        accept(two);
        assertThat(chain.tip()).isEqualTo(node(orphans.get(6)));
        assertThat(chain.headers().children(node(two))).hasSize(64);
    }

    @Test
    @DisplayName("a locator names ten blocks in a row, then ever fewer, and genesis")
    void locator() {
        String parent = "genesis";
        for (int i = 1; i <= 40; i++) {
            String name = "n" + i;
            accept(keep(name, parent));
            parent = name;
        }
        List<BlockHash> locator = chain.locator(chain.tip());
        assertThat(locator.stream()
                        .map(hash -> chain.headers().get(hash).orElseThrow().height()))
                .containsExactly(40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 28, 24, 16, 0);
        assertThat(chain.findFork(locator)).isEqualTo(chain.tip());
        assertThat(chain.findFork(List.of(BlockHash.ZERO)))
                .isEqualTo(chain.headers().genesis());
        assertThat(chain.findFork(locator.subList(12, 15)).height()).isEqualTo(24);
    }

    @Test
    @DisplayName("a store of another network is refused by name")
    void otherGenesis() {
        accept(one);
        assertThatThrownBy(() -> new ChainState(ChainParams.mainnet(), store, ScriptCheckRunner.inOrder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206")
                .hasMessageContaining("mainnet");
    }

    @Test
    @DisplayName("every ancestor of 3,000 headers is found at its height, and the fork of two branches")
    void ancestors() {
        List<Block> blocks = new ArrayList<>();
        String parent = "genesis";
        for (int i = 1; i <= 3000; i++) {
            blocks.add(keep("n" + i, parent));
            parent = "n" + i;
        }
        List<HeaderResult> results =
                chain.acceptHeaders(blocks.stream().map(Block::header).toList(), NOW);
        HeaderNode last = results.get(2999).node().orElseThrow();
        HeaderNode walk = last;
        for (int height = 3000; height > 0; height--) {
            assertThat(last.ancestor(height)).isSameAs(walk);
            walk = walk.parent().orElseThrow();
        }
        Block side = keep("side", "n1234");
        acceptHeaders(side);
        assertThat(node(side).commonAncestor(last).height()).isEqualTo(1234);
        assertThat(last.commonAncestor(node(side)).height()).isEqualTo(1234);
    }
}
