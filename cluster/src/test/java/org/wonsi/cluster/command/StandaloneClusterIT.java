package org.wonsi.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.columns.TestChain;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.lake.ChainExport;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.question.QuestionAnswers;
import org.wonsi.node.store.SqliteChainStore;

/**
 * The built jar on a real standalone cluster of one master and two workers, all processes of their own on this machine, started by
 * {@code wonsi cluster start}: a sweep that is killed and goes on, a question, and that nothing is left behind.
 */
@Tag("long")
@DisplayName("the built jar on a standalone cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneClusterIT {
    private static final List<String> SWEEP = List.of(
            "cluster",
            "sweep",
            "stale",
            "--set",
            "hours=0.5",
            "--set",
            "nodes=5",
            "--set",
            "blockBytes=0,200000",
            "--set",
            "latencyMillis=50,400",
            "--seeds",
            "6",
            "--json",
            "--lang",
            "en");
    private static final int PATIENCE_SECONDS = 300;

    @TempDir
    static Path directory;

    private Process cluster;
    private String master = "";

    @BeforeAll
    void start() throws IOException {
        cluster = launch("cluster", List.of("cluster", "start", "--memory", "1024"));
        StringBuilder line = new StringBuilder();
        InputStream out = cluster.getInputStream();
        for (int c = out.read(); c >= 0 && c != '\n'; c = out.read()) {
            line.append((char) c);
        }
        master = line.toString().strip();
        assertThat(master).as(error("cluster")).startsWith("spark://127.0.0.1:");
    }

    @AfterAll
    void stop() throws Exception {
        cluster.destroyForcibly();
        cluster.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(
                "-cp", "target/wonsi-cluster.jar:target/spark/jars/*", "org.wonsi.cluster.command.WonsiCluster"));
        command.addAll(arguments);
        return command;
    }

    /** Starts the jar; what it says of itself goes to a file of that name. */
    private static Process launch(String name, List<String> arguments) throws IOException {
        return new ProcessBuilder(java(arguments))
                .redirectError(directory.resolve(name + ".err").toFile())
                .start();
    }

    private static String error(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".err"));
    }

    /** Runs the jar to its end, which must be a good one, and gives its output. */
    private static String run(String name, List<String> arguments) throws Exception {
        Process process = launch(name, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(error(name)).isZero();
        return out;
    }

    private static List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    @Order(1)
    @DisplayName("goes on with a sweep that was killed, and has the rows that one core has, to the last bit")
    void sweep() throws Exception {
        String[] onCluster = {
            "--out", directory.resolve("cluster").toString(), "--master", master, "--conf", "spark.executor.memory=512m"
        };
        Process killed = launch("killed", with(SWEEP, onCluster));
        Path first = directory.resolve("cluster/rows/seed-0000000001.parquet");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(first) && killed.isAlive()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
            killed.waitFor(20, TimeUnit.MILLISECONDS);
        }
        killed.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(first).exists();
        byte[] kept = Files.readAllBytes(first);
        Object keptTime = Files.getLastModifiedTime(first);

        String there = run("again", with(SWEEP, onCluster));
        assertThat(error("again")).contains("6 seeds, of which ");
        assertThat(Files.getLastModifiedTime(first))
                .as("what was there isn't made again")
                .isEqualTo(keptTime);
        String alone =
                run("alone", with(SWEEP, "--out", directory.resolve("alone").toString(), "--master", "local[1]"));
        assertThat(there).isEqualTo(alone).contains("\"stale_rate\":").contains("\"seeds\":6");
        assertThat(first).hasBinaryContent(kept);
        // Not byte by byte: the library names the encodings of a column in an order of its own in each run.
        assertThat(rows("cluster")).hasSize(6 * 4).isEqualTo(rows("alone"));
        for (String name : List.of("summary.csv", "plot.svg", "sweep.json")) {
            assertThat(directory.resolve("cluster").resolve(name))
                    .hasSameBinaryContentAs(directory.resolve("alone").resolve(name));
        }
    }

    /** All rows of a sweep as texts, read by an engine that had no part in writing them. */
    private static List<String> rows(String sweep) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var duckDb = DuckDb.open(256, directory.resolve("spill"));
                var statement = duckDb.createStatement();
                ResultSet found = statement.executeQuery("SELECT CAST(r AS VARCHAR) FROM read_parquet("
                        + DuckDb.quote(directory.resolve(sweep).resolve("rows") + "/*.parquet")
                        + ") r ORDER BY seed, point")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    @Test
    @Order(2)
    @DisplayName("answers a question as DuckDB and the blocks themselves do")
    void question() throws Exception {
        Path node = directory.resolve("node");
        Path lake = directory.resolve("lake");
        QuestionAnswers answers;
        try (TestChain chain = TestChain.whole(node);
                var writer = DuckDb.open(256, directory.resolve("spill"));
                var export = new ChainExport(lake, ChainParams.regtest(), OptionalInt.empty(), 0, writer);
                var queries = SqliteChainStore.openForReading(node, ChainParams.regtest())) {
            export.pass(queries, 1, height -> {});
            answers = new QuestionAnswers(chain.story().blocks(), chain.story().late());
        }
        String csv = run(
                "question",
                List.of(
                        "cluster",
                        "sql",
                        lake.toString(),
                        "--query",
                        ".questions 1",
                        "--csv",
                        "--master",
                        master,
                        "--conf",
                        "spark.executor.memory=512m"));
        assertThat(csv.lines().skip(1).toList())
                .isEqualTo(answers.of("blocks").stream()
                        .map(row -> String.join(",", row))
                        .toList());
    }

    @Test
    @Order(3)
    @DisplayName("ends at SIGTERM, with its master, workers and executors, and its port is free again")
    void ends() throws Exception {
        List<ProcessHandle> all = cluster.descendants().toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        cluster.destroy();
        assertThat(cluster.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(cluster.exitValue()).as(error("cluster")).isZero();
        assertThat(error("cluster")).endsWith("2 workers of 1 core; Ctrl-C ends them\n");
        for (ProcessHandle one : all) {
            assertThat(one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS).isAlive())
                    .isFalse();
        }
        URI address = URI.create(master);
        Assertions.assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }
}
