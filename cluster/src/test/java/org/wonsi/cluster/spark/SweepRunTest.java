package org.wonsi.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.cluster.sweep.Numbers;
import org.wonsi.cluster.sweep.Plan;
import org.wonsi.cluster.sweep.Sweep;
import org.wonsi.cluster.sweep.TrialRow;

/** Sweeps on Spark in this process; {@link StandaloneClusterIT} has them on processes of a cluster. */
@DisplayName("a sweep on Spark")
class SweepRunTest {
    @TempDir
    Path directory;

    private static Plan plan(Sweep sweep, String... numbers) throws Exception {
        return Plan.of(sweep, Numbers.parse(List.of(numbers)), Optional.empty());
    }

    private static Plan small() throws Exception {
        return plan(Sweep.SELFISH, "gamma=0,1", "alpha=0.1,0.3,0.4", "blocks=2000");
    }

    private static NavigableSet<Long> seeds(long... seeds) {
        NavigableSet<Long> all = new TreeSet<>();
        for (long seed : seeds) {
            all.add(seed);
        }
        return all;
    }

    private SweepFiles files(String name, Plan plan) throws ClusterException {
        return SweepFiles.open(new Configuration(), directory.resolve(name).toString(), plan);
    }

    private static int run(SparkSession spark, Plan plan, NavigableSet<Long> seeds, SweepFiles files) throws Exception {
        return SweepRun.run(spark, plan, seeds, files, (done, of) -> {});
    }

    @Test
    @DisplayName("has the same rows with one core and with two, and they are those that one thread computes")
    void sameRows() throws Exception {
        Plan plan = plan(Sweep.STALE, "blockBytes=0,100000", "latencyMillis=50,800", "hours=0.5", "nodes=4");
        NavigableSet<Long> seeds = seeds(1, 2, 3);
        List<List<TrialRow>> found = new ArrayList<>();
        for (String master : List.of("local[1]", "local[2]")) {
            try (SparkSession spark = SparkStart.open(master, Map.of())) {
                SweepFiles files = files(master, plan);
                assertThat(run(spark, plan, seeds, files)).isEqualTo(12);
                found.add(files.read(seeds));
            }
        }
        List<TrialRow> alone = new ArrayList<>();
        for (long seed : seeds) {
            for (int point = 0; point < plan.size(); point++) {
                alone.add(new TrialRow(seed, point, plan.trial().run(plan.numbers(point), seed)));
            }
        }
        assertThat(found.get(0)).isEqualTo(alone);
        assertThat(found.get(1)).isEqualTo(alone);
    }

    @Test
    @DisplayName("goes on with the seeds that aren't there, and makes none twice")
    void goesOn() throws Exception {
        Plan plan = small();
        try (SparkSession spark = SparkStart.open("local[2]", Map.of())) {
            SweepFiles files = files("sweep", plan);
            assertThat(run(spark, plan, seeds(1, 3), files)).isEqualTo(12);
            Path rows = directory.resolve("sweep/rows");
            Path left = Files.writeString(rows.resolve(".seed-0000000002.parquet.abc.part"), "half");
            Path young = Files.writeString(rows.resolve(".seed-0000000002.parquet.def.part"), "another run's");
            Files.setLastModifiedTime(left, FileTime.fromMillis(System.currentTimeMillis() - 3_700_000));
            SweepFiles again = files("sweep", plan);
            assertThat(left).doesNotExist();
            assertThat(young).exists();
            Files.delete(young);
            assertThat(again.seeds()).containsExactly(1L, 3L);
            assertThat(run(spark, plan, seeds(1, 2, 3, 4), again)).isEqualTo(12);
            assertThat(run(spark, plan, seeds(1, 2, 3, 4), again)).isZero();
            assertThat(again.read(seeds(1, 2, 3, 4)))
                    .hasSize(24)
                    .extracting(TrialRow::seed)
                    .isSorted();
            assertThat(rows).isDirectoryNotContaining("glob:**.crc").isDirectoryNotContaining("glob:**/.*");
            assertThat(spark.sql("SELECT count(*) AS n, count(DISTINCT seed, alpha, gamma) AS d FROM parquet.`" + rows
                                    + "`")
                            .collectAsList()
                            .toString())
                    .as("any engine reads them")
                    .isEqualTo("[[24,24]]");
        }
    }

    @Test
    @DisplayName("keeps the seeds that were complete when a later one failed, and says how to repeat the failure")
    void failure() throws Exception {
        // A megabyte at a thousand bytes a second takes a quarter of an hour; the nodes give each other up.
        Plan plan = plan(
                Sweep.NETWORK, "hours=0.5", "nodes=3", "blockInterval=60", "bandwidth=1000", "blockBytes=200,1000000");
        try (SparkSession spark = SparkStart.open("local[1]", Map.of())) {
            SweepFiles files = files("failing", plan);
            assertThatThrownBy(() -> run(spark, plan, seeds(1), files))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageStartingWith("a simulation failed with seed 1 and bandwidth=1000, blockBytes=1000000,")
                    .hasMessageEndingWith("what is there stays good, and the same command goes on with it")
                    .hasMessageNotContaining("\n");
            assertThat(files.seeds()).isEmpty();
        }
    }

    @Test
    @DisplayName("refuses a directory of another sweep, of something else, or with a damaged file, and says which")
    void otherDirectories() throws Exception {
        Plan plan = small();
        SweepFiles files = files("sweep", plan);
        List<TrialRow> rows = new ArrayList<>();
        for (int point = 0; point < plan.size(); point++) {
            rows.add(new TrialRow(7, point, List.of(0.5)));
        }
        files.writeSeed(7, rows);
        assertThat(files.read(seeds(7))).isEqualTo(rows);
        assertThatThrownBy(() -> files("sweep", plan(Sweep.SELFISH, "gamma=0,1", "alpha=0.1,0.3,0.4", "blocks=3000")))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("holds another sweep (blocks: there 2000.0, here 3000.0)");
        assertThatThrownBy(() -> files("sweep", plan(Sweep.PROPAGATION)))
                .hasMessageContaining("sweep: there \"selfish\", here \"propagation\"");
        Files.createDirectory(directory.resolve("other"));
        Files.writeString(directory.resolve("other/thesis.tex"), "x");
        assertThatThrownBy(() -> files("other", plan)).hasMessageEndingWith("holds other files; name a new directory");
        assertThatThrownBy(() -> files("other/thesis.tex", plan)).hasMessageEndingWith("is a file; name a directory");
        assertThatThrownBy(() -> SweepFiles.open(new Configuration(), "nosuch://x/y", plan))
                .hasMessageContaining("can't be used");
        Files.writeString(directory.resolve("sweep/sweep.json"), "{");
        assertThatThrownBy(() -> files("sweep", plan)).hasMessageContaining("isn't the plan of a sweep");

        Path file = directory.resolve("sweep/rows/seed-0000000007.parquet");
        byte[] whole = Files.readAllBytes(file);
        for (int length : List.of(0, 3, 20, whole.length / 2, whole.length - 1)) {
            Files.write(file, java.util.Arrays.copyOf(whole, length), StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> files.read(seeds(7)))
                    .as("%d bytes", length)
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("seed-0000000007.parquet isn't whole (")
                    .hasMessageEndingWith("delete it, and the same command makes it anew");
        }
        Files.write(file, whole);
        Files.copy(file, directory.resolve("sweep/rows/seed-0000000008.parquet"));
        assertThatThrownBy(() -> files.read(seeds(8)))
                .hasMessageContaining("isn't whole (its rows aren't those of seed 8)");
    }

    @Test
    @DisplayName("says at once that no master answers, and which masters there can be")
    void masters() {
        assertThatThrownBy(() -> SparkStart.open("spark://127.0.0.1:1", Map.of()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("nothing answers at spark://127.0.0.1:1");
        assertThatThrownBy(() -> SparkStart.open("elsewhere", Map.of()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("Spark can't be started with the master elsewhere");
    }
}
