package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.pow.Work;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.node.store.blockfile.BlockExport;
import org.wonsi.node.store.blockfile.BlockImport;
import org.wonsi.node.store.blockfile.ImportTarget;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.VerificationReport;

/**
 * Kills a process at points nobody chose, and looks at what it left: mostly while it writes, every tenth time each while it
 * rebuilds the database, imports a file, or verifies. The system property {@code wonsi.crash.rounds} asks for more rounds than
 * the usual 20, {@code wonsi.crash.seed} for other ones.
 */
class CrashTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;
    private static final int ROUNDS = Integer.getInteger("wonsi.crash.rounds", 20);
    /** After so many rounds a new chain is begun, so that the replays stay short. */
    private static final int ROUNDS_PER_CHAIN = 20;

    private static final long SEED = Long.getLong("wonsi.crash.seed", 1L);

    @TempDir
    Path temporary;

    private Path directory = Path.of("");

    private Work mostWork = Work.ZERO;

    @Test
    @DisplayName("killed at any moment, it loses nothing acknowledged and needs no repair; coins equal a replay")
    void killed() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            if (round % ROUNDS_PER_CHAIN == 0) {
                directory = temporary.resolve("chain" + round / ROUNDS_PER_CHAIN);
                mostWork = Work.ZERO;
            }
            String where = "seed " + SEED + ", round " + round;
            long seed = SEED * 10_000 + round;
            switch (round % 10) {
                case 5 -> rebuilding(seed, random.nextInt(steps() * 3 / 2), where);
                case 7 -> importing(seed, random.nextInt(steps() * 5 / 4), where);
                case 9 -> verifying(seed, random.nextInt(steps() * 3 / 2), where);
                default -> {
                    int lines = random.nextInt(60);
                    String how = round % 4 == 3 ? "bulk" : "write";
                    List<BlockHash> acknowledged = runAndKill(directory, seed, lines, how);
                    check(directory, acknowledged, where + ", " + how + ", killed after line " + lines);
                }
            }
        }
    }

    @Test
    @DisplayName("killed amid a move of 150 blocks to another branch, good or broken, it loses nothing acknowledged")
    void killedAmidAReorganisation() throws Exception {
        Random random = new Random(SEED);
        directory = temporary.resolve("deep");
        for (int round = 0; round < Math.max(6, ROUNDS / 3); round++) {
            int moves = 1 + random.nextInt(3);
            int millis = random.nextInt(60);
            String where = "seed " + SEED + ", round " + round + ", killed " + millis + " ms into move " + moves;
            check(directory, killAmidMove(SEED * 10_000 + round, moves, millis), where);
        }
    }

    private List<BlockHash> killAmidMove(long seed, int moves, int millis) throws IOException, InterruptedException {
        Process child = start(directory, seed, "deep");
        List<BlockHash> acknowledged = new ArrayList<>();
        int begun = 0;
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ack ") && line.length() == 68) {
                    acknowledged.add(BlockHash.ofDisplay(line.substring(4)));
                }
                if (line.equals("begins") && ++begun == moves) {
                    Thread.sleep(millis);
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(begun).as("seed " + seed + ": the child ended by itself").isGreaterThanOrEqualTo(moves);
        child.waitFor();
        return acknowledged;
    }

    /** About how many lines a child says that goes through all blocks. */
    private int steps() throws Exception {
        try (ChainQueries queries = SqliteChainStore.openForReading(directory, PARAMS)) {
            return queries.read(StoreSnapshot::tip).orElseThrow().height() + 10;
        }
    }

    private void rebuilding(long seed, int lines, String where) throws Exception {
        runAndKill(directory, seed, lines, "reindex");
        if (Reindex.isPending(directory)) {
            Reindex.begin(directory);
            try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
                ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
                RebuildResult done = Reindex.run(directory, store, chain, p -> {}, () -> false);
                assertThat(done.isWhole())
                        .as(where + ", rebuild, killed after line " + lines + ": " + done)
                        .isTrue();
            }
        }
        check(directory, List.of(), where + ", rebuild, killed after line " + lines);
    }

    private void importing(long seed, int lines, String where) throws Exception {
        Path file = temporary.resolve("blocks" + seed);
        BlockHash tip;
        try (ChainQueries queries = SqliteChainStore.openForReading(directory, PARAMS)) {
            BlockExport.run(queries, file, PARAMS.magic(), p -> {});
            tip = queries.read(StoreSnapshot::tip).orElseThrow().hash();
        }
        Path imported = temporary.resolve("imported" + seed);
        runAndKill(imported, seed, lines, "import", file.toString());
        Work kept = mostWork;
        mostWork = Work.ZERO;
        check(imported, List.of(), where + ", import, killed after line " + lines);
        mostWork = kept;
        try (SqliteChainStore store = SqliteChainStore.open(imported, PARAMS, StoreOptions.standard())) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            ImportTarget target = ImportTarget.of(chain, InstantSource.fixed(Instant.ofEpochSecond(NOW)));
            BlockImport.run(file, PARAMS.magic(), target, p -> {}, () -> false);
            assertThat(chain.tip().hash()).as(where + ", import, second time").isEqualTo(tip);
        }
    }

    private void verifying(long seed, int lines, String where) throws Exception {
        byte[] before = Files.readAllBytes(directory.resolve("chain.db"));
        runAndKill(directory, seed, lines, "verify");
        assertThat(Files.readAllBytes(directory.resolve("chain.db")))
                .as(where + ", verify")
                .isEqualTo(before);
        check(directory, List.of(), where + ", verify, killed after line " + lines);
        VerificationReport report =
                FullVerification.run(directory, PARAMS, ScriptCheckRunner.inOrder(), p -> {}, () -> false);
        assertThat(report.faults()).as(where).isEmpty();
    }

    private static Process start(Path directory, long seed, String... what) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                directory.toString(),
                Long.toString(seed)));
        command.addAll(List.of(what));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<BlockHash> runAndKill(Path directory, long seed, int lines, String... what)
            throws IOException, InterruptedException {
        Process child = start(directory, seed, what);
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

    private void check(Path directory, List<BlockHash> acknowledged, String where) throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            for (BlockHash hash : acknowledged) {
                assertThat(store.hasBlock(hash)).as(where + ": " + hash).isTrue();
                mostWork = max(mostWork, chain.headers().get(hash).orElseThrow().chainWork());
            }
            assertThat(chain.tip().chainWork()).as(where).isGreaterThanOrEqualTo(mostWork);

            MemoryChainStore memory = new MemoryChainStore();
            ChainState replay = new ChainState(PARAMS, memory, ScriptCheckRunner.inOrder());
            for (HeaderNode node : activeChain(chain)) {
                Block block = store.block(node.hash()).orElseThrow();
                assertThat(replay.acceptBlock(block, NOW).outcome()).as(where).isEqualTo(BlockResult.Outcome.ACCEPTED);
                assertThat(store.undo(node.hash())).as(where).isEqualTo(memory.undo(node.hash()));
            }
            Map<OutPoint, Coin> coins = new HashMap<>();
            queries.read(q -> {
                q.forEachCoin(coins::put);
                return true;
            });
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
