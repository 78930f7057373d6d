package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.core.pow.Work;
import org.wonsi.core.tx.OutPoint;

/**
 * Kills a process that writes, at points nobody chose, and looks at what it left. The system property {@code
 * wonsi.crash.rounds} asks for more rounds than the usual 20, {@code wonsi.crash.seed} for other ones.
 */
class CrashTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;
    private static final int ROUNDS = Integer.getInteger("wonsi.crash.rounds", 20);
    private static final long SEED = Long.getLong("wonsi.crash.seed", 1L);

    @TempDir
    Path directory;

    private Work mostWork = Work.ZERO;

    @Test
    @DisplayName("killed at any moment, it loses nothing acknowledged and needs no repair; coins equal a replay")
    void killed() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            boolean bulk = round % 4 == 3;
            int lines = random.nextInt(60);
            List<BlockHash> acknowledged = runAndKill(SEED * 1_000 + round, bulk, lines);
            check(acknowledged, "seed " + SEED + ", round " + round + ", killed after line " + lines);
        }
    }

    private List<BlockHash> runAndKill(long seed, boolean bulk, int lines) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashChild.class.getName(),
                        directory.toString(),
                        Long.toString(seed),
                        Boolean.toString(bulk))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<BlockHash> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            boolean killed = false;
            int read = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // What it said before it died counts, also what still stands in the pipe.
                if (line.startsWith("ack ") && line.length() == 68) {
                    acknowledged.add(BlockHash.ofDisplay(line.substring(4)));
                }
                if (read++ >= lines && !killed) {
                    child.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe, too.
                    killed = true;
                }
            }
            assertThat(killed)
                    .as("seed " + seed + ": the child ended by itself")
                    .isTrue();
        }
        child.waitFor();
        return acknowledged;
    }

    private void check(List<BlockHash> acknowledged, String where) throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            ChainState chain = new ChainState(PARAMS, store, ScriptChecks.inOrder());
            for (BlockHash hash : acknowledged) {
                assertThat(store.hasBlock(hash)).as(where + ": " + hash).isTrue();
                mostWork = max(mostWork, chain.headers().get(hash).orElseThrow().chainWork());
            }
            assertThat(chain.tip().chainWork()).as(where).isGreaterThanOrEqualTo(mostWork);

            MemoryChainStore memory = new MemoryChainStore();
            ChainState replay = new ChainState(PARAMS, memory, ScriptChecks.inOrder());
            for (HeaderNode node : activeChain(chain)) {
                Block block = store.block(node.hash()).orElseThrow();
                assertThat(replay.acceptBlock(block, NOW).outcome()).as(where).isEqualTo(BlockResult.Outcome.ACCEPTED);
                assertThat(store.undo(node.hash())).as(where).isEqualTo(memory.undo(node.hash()));
            }
            Map<OutPoint, Coin> coins = new HashMap<>();
            queries.forEachCoin(coins::put);
            assertThat(coins).as(where).isEqualTo(memory.coins());
        }
    }

    private static List<HeaderNode> activeChain(ChainState chain) {
        List<HeaderNode> nodes = new ArrayList<>();
        for (int height = 1; height <= chain.tip().height(); height++) {
            nodes.add(chain.activeAt(height).orElseThrow());
        }
        return nodes;
    }

    private static Work max(Work a, Work b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
