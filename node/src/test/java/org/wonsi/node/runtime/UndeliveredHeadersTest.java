package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonsi.node.runtime.RegtestNetwork.mine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.mining.Mining;

/** Headers on top of the tip whose blocks nobody delivers, or one now and then. */
class UndeliveredHeadersTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong(-5 * SECOND);
    private RegtestNetwork network;
    private NodeGroup nodeGroup;

    @BeforeEach
    void start() {
        network = new RegtestNetwork(directory);
        nodeGroup = new NodeGroup(InstantSource.system(), nanos::get);
    }

    @AfterEach
    void stop() {
        nodeGroup.close();
        network.close();
    }

    /** The blocks of another miner, whose headers come first. */
    private List<Block> blocksOfOther(int count) throws IOException, MalformedException {
        List<Block> blocks = new ArrayList<>();
        try (Node other = network.start("Other")) {
            for (var hash : mine(other, count)) {
                blocks.add(
                        Block.decode(other.queries().read(q -> q.rawBlock(hash)).orElseThrow()));
            }
        }
        return blocks;
    }

    private static void sendHeaders(Node node, List<Block> blocks) {
        blocks.forEach(block ->
                assertThat(node.submitHeader(block.header()).join().violation()).isEmpty());
    }

    private void pass(Node node, long nanoseconds) {
        nanos.addAndGet(nanoseconds);
        node.forwardTimers(Duration.ZERO).join();
    }

    private static void assertWaits(Node node, int missing) {
        assertThatThrownBy(() -> mine(node, 1))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("this node is still catching up, " + missing
                        + " blocks are missing; mining waits for them, a minute at most");
        assertThat(node.snapshot().synced()).isFalse();
        assertThat(node.snapshot().sync().missing()).isEqualTo(missing);
    }

    @Test
    @DisplayName("Eight headers without their blocks hold the miner up for ten seconds, also after a restart")
    void eightHeaders() throws Exception {
        List<Block> blocks = blocksOfOther(8);
        for (int run = 1; run <= 2; run++) {
            try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
                if (run == 1) {
                    sendHeaders(node, blocks);
                }
                assertWaits(node, 8);
                pass(node, 10 * SECOND - 1);
                assertWaits(node, 8);
                pass(node, 1);
                assertThat(node.snapshot().synced()).isTrue();
                assertThat(node.snapshot().sync().undelivered()).isEqualTo(8);
                assertThat(node.snapshot().bestHeader().height()).isEqualTo(8);
                mine(node, 1);
                assertThat(node.snapshot().tip().height()).isEqualTo(run);
                assertThat(node.snapshot().initialDownload()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("Once the node mined, headers without blocks hold it up no more")
    void laterHeaders() throws Exception {
        List<Block> blocks = blocksOfOther(40);
        try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
            pass(node, 10 * SECOND);
            mine(node, 1);
            sendHeaders(node, blocks);
            assertThat(node.snapshot().sync().missing()).isEqualTo(40);
            mine(node, 2);
            assertThat(node.snapshot().tip().height()).isEqualTo(3);
            assertThat(node.snapshot().initialDownload()).isFalse();
            pass(node, 10 * SECOND);
            assertThat(node.snapshot().synced()).isTrue();
        }
    }

    @Test
    @DisplayName("A peer that delivers one block every nine seconds holds the miner up for a minute, not longer")
    void trickle() throws Exception {
        List<Block> blocks = blocksOfOther(40);
        try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
            sendHeaders(node, blocks);
            for (int i = 0; i < 6; i++) {
                pass(node, 9 * SECOND);
                node.submitBlock(blocks.get(i)).join();
                assertWaits(node, 39 - i);
            }
            pass(node, 6 * SECOND - 1);
            assertWaits(node, 34);
            pass(node, 1);
            mine(node, 1);
            assertThat(node.snapshot().tip().height()).isEqualTo(7);
        }
    }

    @Test
    @DisplayName("A peer that delivers the whole chain in time is waited for, and the miner works on its tip")
    void delivered() throws Exception {
        List<Block> blocks = blocksOfOther(40);
        try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
            sendHeaders(node, blocks);
            assertWaits(node, 40);
            blocks.forEach(block -> node.submitBlock(block).join());
            assertThat(node.snapshot().synced()).isTrue();
            mine(node, 1);
            assertThat(node.snapshot().tip().height()).isEqualTo(41);
        }
    }

    @Test
    @DisplayName("3,000 headers are dropped in several tasks, and nothing of them is left after a restart")
    void dropped() throws Exception {
        try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
            mine(node, 1);
            BlockHeader first = branchOn(node, 3_000);
            assertThat(bestHeight(node)).isEqualTo(3_001);
            assertThat(node.dropHeaders(first.hash()).join()).isEqualTo(3_000);
            assertThat(bestHeight(node)).isEqualTo(1);
        }
        try (Node node = Node.start(network.config("Seoul"), nodeGroup)) {
            assertThat(bestHeight(node)).isEqualTo(1);
        }
    }

    private static int bestHeight(Node node) {
        return node.readChain((chain, mempool) -> chain.bestHeader().height()).join();
    }

    /** Headers with regtest's easy work on the tip; the first of them. */
    private static BlockHeader branchOn(Node node, int count) {
        BlockHeader tip = node.snapshot().tip().header();
        List<BlockHeader> branch = new ArrayList<>();
        BlockHash parent = tip.hash();
        for (int i = 1; i <= count; i++) {
            BlockHeader next = new BlockHeader(4, parent, tip.merkleRoot(), tip.time() + i, tip.bits(), 0);
            next = Mining.solve(next);
            branch.add(next);
            parent = next.hash();
        }
        long now = tip.time();
        node.readChain((chain, mempool) -> chain.acceptHeaders(branch, now)).join();
        return branch.get(0);
    }
}
