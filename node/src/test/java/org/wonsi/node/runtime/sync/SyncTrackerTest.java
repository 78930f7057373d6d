package org.wonsi.node.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockAssembler;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;

class SyncTrackerTest {
    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    private final AtomicLong nanos = new AtomicLong();
    private final ChainState chain = empty();
    private final SyncTracker tracker =
            new SyncTracker(InitialDownload.Limits.STANDARD, InstantSource.system(), nanos::get);

    private static ChainState empty() {
        return new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
    }

    private static List<Block> mined(int count) {
        ChainState miner = empty();
        Mempool none = new Mempool(miner, RelayPolicy.standard());
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Block block = Mining.solve(BlockAssembler.at(miner, none).template(Script.ofHex("51"), "test", i, NOW));
            assertThat(miner.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            blocks.add(block);
        }
        return blocks;
    }

    private void connect(List<Block> blocks) {
        for (Block block : blocks) {
            assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            tracker.look(chain);
        }
    }

    private List<Block> announce(int count) {
        List<Block> blocks = mined(count);
        blocks.forEach(block ->
                assertThat(chain.acceptHeader(block.header(), NOW).violation()).isEmpty());
        tracker.look(chain);
        return blocks;
    }

    @Test
    @DisplayName("Far behind is a node with 51 blocks to fetch once eight have come, until it has the last of them")
    void untilTheLast() {
        List<Block> blocks = announce(59);
        connect(blocks.subList(0, 7));
        assertThat(tracker.isFarBehind()).isFalse();
        connect(blocks.subList(7, 8));
        assertThat(tracker.isFarBehind()).isTrue();
        connect(blocks.subList(8, 58));
        assertThat(tracker.isFarBehind()).isTrue();
        connect(blocks.subList(58, 59));
        assertThat(tracker.isFarBehind()).isFalse();
    }

    @Test
    @DisplayName("With 50 blocks left when the eighth has come it is never far behind")
    void notFar() {
        List<Block> blocks = announce(58);
        for (int i = 0; i < 58; i++) {
            connect(blocks.subList(i, i + 1));
            assertThat(tracker.isFarBehind()).isFalse();
        }
    }

    @Test
    @DisplayName(
            "A node whose blocks stay away for ten seconds isn't far behind, nor when one comes again with 49 missing")
    void noMoreBlocks() {
        List<Block> blocks = announce(70);
        connect(blocks.subList(0, 20));
        assertThat(tracker.isFarBehind()).isTrue();
        nanos.set(9_999_999_999L);
        tracker.look(chain);
        assertThat(tracker.isFarBehind()).isTrue();
        nanos.set(10_000_000_000L);
        tracker.look(chain);
        assertThat(tracker.isFarBehind()).isFalse();
        connect(blocks.subList(20, 21));
        assertThat(tracker.isFarBehind()).isFalse();
    }
}
