package org.wonsi.columns.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.columns.TestChain;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.question.QuestionChain;
import org.wonsi.node.store.SqliteChainStore;

/** The real program, killed at moments nobody chose while it follows a chain that grows. */
@Tag("long")
@DisplayName("an export that is killed")
class KilledExportTest {
    private static final int FIRST = 100;

    @TempDir
    Path directory;

    private Process start(Path node, Path lake) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.wonsi.columns.command.WonsiColumns",
                        "export",
                        "--network",
                        "regtest",
                        "--data-dir",
                        node.toString(),
                        "--parquet",
                        lake.toString(),
                        "--confirmations",
                        "2",
                        "--follow")
                .redirectErrorStream(true)
                .start();
    }

    @Test
    @DisplayName("ten times, loses no block and doubles none")
    void killed() throws Exception {
        long seed = Long.getLong("wonsi.kill.seed", System.nanoTime());
        System.out.println("seed " + seed + "; again with -Dwonsi.kill.seed=" + seed);
        Random random = new Random(seed);
        Path node = directory.resolve("node");
        Path lake = directory.resolve("lake");
        try (TestChain chain = new TestChain(node, FIRST)) {
            for (int height = FIRST + 1; height <= QuestionChain.TIP; ) {
                Process process = start(node, lake);
                try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                    assertThat(output.readLine()).as("seed %s", seed).contains("the directory ends at height");
                    // The next look comes within a second, and finds some blocks.
                    int more = 1 + random.nextInt(14);
                    for (int i = 0; i < more && height <= QuestionChain.TIP; i++, height++) {
                        chain.acceptStory(height);
                    }
                    process.waitFor(random.nextInt(1_600), TimeUnit.MILLISECONDS);
                } finally {
                    process.destroyForcibly().waitFor();
                }
                assertThat(process.exitValue())
                        .as("it was killed, seed %s", seed)
                        .isEqualTo(137);
                int end = check(lake, seed);
                assertThat(end).as("seed %s", seed).isBetween(FIRST - 2, height - 3);
            }
            try (DuckDBConnection duckDb = DuckDb.open(256, directory.resolve("spill"));
                    var export = new ChainExport(lake, ChainParams.regtest(), OptionalInt.empty(), 0, duckDb);
                    var queries = SqliteChainStore.openForReading(node, ChainParams.regtest())) {
                export.pass(queries, 1, height -> {});
            }
            assertThat(check(lake, seed)).isEqualTo(QuestionChain.TIP);
            try (var paths = Files.walk(lake)) {
                assertThat(paths.filter(path -> path.toString().endsWith(".part")))
                        .isEmpty();
            }
        }
    }

    /** Compares what a reader sees with the chain, and returns the height at which it ends. */
    private int check(Path lake, long seed) throws Exception {
        QuestionChain story = new QuestionChain();
        List<String> hashes = new ArrayList<>();
        try (DuckDBConnection duckDb = DuckDb.open(256, directory.resolve("spill"))) {
            Lake.read(lake, duckDb).createViews(duckDb);
            try (Statement statement = duckDb.createStatement()) {
                try (ResultSet rows = statement.executeQuery("SELECT hash FROM blocks ORDER BY number")) {
                    while (rows.next()) {
                        hashes.add(rows.getString(1));
                    }
                }
                List<String> txids = new ArrayList<>();
                try (ResultSet rows =
                        statement.executeQuery("SELECT hash FROM transactions ORDER BY block_number, \"index\"")) {
                    while (rows.next()) {
                        txids.add(rows.getString(1));
                    }
                }
                assertThat(txids)
                        .as("seed %s", seed)
                        .isEqualTo(story.blocks().subList(0, hashes.size()).stream()
                                .flatMap(block -> block.transactions().stream())
                                .map(tx -> tx.txid().toDisplay())
                                .toList());
            }
        }
        assertThat(hashes)
                .as("seed %s", seed)
                .isEqualTo(IntStream.range(0, hashes.size())
                        .mapToObj(height -> story.blocks().get(height).hash().toDisplay())
                        .toList());
        return hashes.size() - 1;
    }
}
