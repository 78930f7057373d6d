package org.wonsi.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.mining.Mining;

class HeaderPruningTest {
    private static final ChainParams PARAMS = ChainParams.regtest();

    private final MemoryChainStore store = new MemoryChainStore();
    private final ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
    private int made;

    private Set<BlockHash> stored() {
        Set<BlockHash> hashes = new HashSet<>();
        store.forEachHeader(header -> hashes.add(header.hash()));
        return hashes;
    }

    /** Whether every stored header but the first has its parent in the store. */
    private boolean isTree() {
        Set<BlockHash> hashes = stored();
        List<StoredHeader> orphans = new ArrayList<>();
        store.forEachHeader(header -> {
            if (header.height() > 0 && !hashes.contains(header.header().prevBlock())) {
                orphans.add(header);
            }
        });
        return orphans.isEmpty();
    }

    private HeaderNode on(HeaderNode parent) {
        BlockHeader header = new BlockHeader(
                4,
                parent.hash(),
                Sha256d.hash(new ByteWriter().writeInt32(made++).toByteArray()),
                parent.header().time() + 1,
                0x207f_ffffL,
                0);
        header = Mining.solve(header);
        long now = PARAMS.genesis().header().time() + 100_000;
        return chain.acceptHeader(header, now).node().orElseThrow();
    }

    private HeaderNode genesis() {
        return chain.headers().genesis();
    }

    @Test
    @DisplayName("of 60 siblings each is gone when its turn comes, the last first, and the others keep their order")
    void siblings() {
        List<HeaderNode> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(on(genesis()));
        }
        assertThat(chain.headers().children(genesis())).isEqualTo(all);
        HeaderPruning forgetting = chain.forget(all.subList(20, 40));
        assertThat(forgetting.next(15)).containsExactlyElementsOf(reversed(all.subList(25, 40)));
        assertThat(forgetting.isOver()).isFalse();
        List<HeaderNode> rest = new ArrayList<>(all.subList(0, 25));
        rest.addAll(all.subList(40, 60));
        assertThat(chain.headers().children(genesis())).isEqualTo(rest);
        forgetting.next(5);
        assertThat(forgetting.isOver()).isTrue();
        assertThat(forgetting.count()).isEqualTo(20);
        rest.removeAll(all.subList(20, 25));
        assertThat(chain.headers().children(genesis())).isEqualTo(rest);
        HeaderNode last = on(genesis());
        assertThat(chain.headers().children(genesis())).hasSize(41).endsWith(last);
        HeaderPruning others = chain.forget(chain.headers().children(genesis()));
        assertThat(others.next(41)).hasSize(41);
        assertThat(chain.headers().leaves()).containsExactly(genesis());
        assertThat(chain.bestHeader()).isSameAs(genesis());
    }

    @Test
    @DisplayName("what is told on top of what is being forgotten goes with it, wherever it is told")
    void grownMeanwhile() {
        List<HeaderNode> branch = new ArrayList<>(List.of(genesis()));
        for (int i = 0; i < 10; i++) {
            branch.add(on(branch.get(i)));
        }
        HeaderPruning forgetting = chain.forget(List.of(branch.get(1)));
        assertThat(forgetting.next(4)).as("eight looks don't reach the end").isEmpty();
        assertThat(forgetting.next(4)).containsExactlyElementsOf(reversed(branch.subList(7, 11)));
        HeaderNode onThird = on(branch.get(3));
        HeaderNode onThat = on(onThird);
        HeaderNode onSixth = on(branch.get(6));
        assertThat(forgetting.next(4)).containsExactly(onSixth, branch.get(6), branch.get(5), branch.get(4));
        HeaderNode onFirst = on(branch.get(1));
        assertThat(forgetting.next(9))
                .containsExactly(onThat, onThird, branch.get(3), branch.get(2), onFirst, branch.get(1));
        assertThat(forgetting.isOver()).isTrue();
        assertThat(forgetting.count()).isEqualTo(14);
        assertThat(chain.headers().size()).isEqualTo(1);
    }

    private static List<HeaderNode> reversed(List<HeaderNode> nodes) {
        List<HeaderNode> reversed = new ArrayList<>();
        nodes.forEach(node -> reversed.add(0, node));
        return reversed;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName(
            "over random trees it forgets, a few at a time, what a plain search says, and leaves a tree after each step")
    void likeThePlainSearch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HeaderNode> all = new ArrayList<>(List.of(genesis()));
        while (all.size() < 300) {
            int from = random.nextBoolean() ? Math.max(0, all.size() - 3) : 0;
            all.add(on(all.get(random.nextInt(from, all.size()))));
        }
        // Some have blocks, as far as the tree knows.
        for (int i = 0; i < 6; i++) {
            HeaderNode node = all.get(random.nextInt(1, all.size()));
            node.setStatus(i % 2 == 0 ? BlockStatus.STORED : BlockStatus.INVALID);
        }
        List<HeaderNode> roots = new ArrayList<>();
        for (HeaderNode node : all.subList(1, all.size())) {
            if (random.nextInt(20) == 0) {
                roots.add(node);
            }
        }
        Set<HeaderNode> expected = new HashSet<>();
        for (HeaderNode root : roots) {
            for (HeaderNode node : chain.headers().branch(root)) {
                if (chain.headers().branch(node).stream().allMatch(n -> n.status() == BlockStatus.HEADER)) {
                    expected.add(node);
                }
            }
        }
        assertThat(expected).as("seed %d", seed).isNotEmpty();

        HeaderPruning forgetting = chain.forget(roots);
        Set<HeaderNode> gone = new HashSet<>();
        while (!forgetting.isOver()) {
            Set<HeaderNode> some = forgetting.next(7);
            assertThat(some).hasSizeLessThanOrEqualTo(7);
            gone.addAll(some);
            assertThat(isTree()).as("seed %d", seed).isTrue();
            assertThat(stored()).as("seed %d", seed).hasSize(300 - gone.size());
            assertThat(chain.headers().contains(chain.bestHeader())).isTrue();
        }
        assertThat(gone).as("seed %d", seed).isEqualTo(expected);
        assertThat(forgetting.count()).isEqualTo(expected.size());
        assertThat(chain.headers().size()).isEqualTo(300 - expected.size());
        for (HeaderNode node : all) {
            boolean leaf = !gone.contains(node)
                    && all.stream()
                            .noneMatch(n -> !gone.contains(n)
                                    && n.parent().filter(node::equals).isPresent());
            assertThat(chain.headers().leaves().contains(node)).isEqualTo(leaf);
        }
    }
}
