package org.wonsi.cluster.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.wonsi.cluster.spark.ClusterException;
import org.wonsi.cluster.spark.LocalCluster;
import org.wonsi.cluster.spark.SparkStart;
import org.wonsi.cluster.spark.SweepFiles;
import org.wonsi.cluster.spark.SweepRun;
import org.wonsi.cluster.sweep.Plan;
import org.wonsi.cluster.sweep.PlanException;
import org.wonsi.cluster.sweep.Sweep;
import org.wonsi.columns.answer.AnswerFormat;
import org.wonsi.columns.answer.AnswerWriter;
import org.wonsi.node.command.program.CommandFailedException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wonsi cluster speedup}: the same sweep with one worker, two and so on, and what that gains. */
@Command(
        name = "speedup",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the sweep of stale rates in this process with one core, then on clusters on this machine with more and"
                    + " more workers of one core, and prints how long each took.",
            "The first trials of each are left out of the measurement: they load and compile the simulator."
        })
final class SpeedupCommand implements Callable<Integer> {
    /** An executor of half a gigabyte and what Spark adds to it fit in. */
    private static final int WORKER_MEGABYTES = 1_024;

    private static final Map<String, String> SETTINGS = Map.of("spark.executor.memory", "512m");

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2",
            description = "clusters with so many workers (${DEFAULT-VALUE})")
    private List<Integer> workers;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "2",
            description = "seeds of each measurement; 20 trials a seed (${DEFAULT-VALUE})")
    private int seeds;

    @ArgGroup
    private @Nullable AnswerFormat format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seeds < 1 || seeds > 1_000 || workers.stream().anyMatch(count -> count < 1 || count > 64)) {
            throw new ParameterException(spec.commandLine(), "--seeds is 1 to 1000, each of --workers 1 to 64");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Plan plan = Plan.of(Sweep.STALE, Map.of("hours", List.of(6.0)), Optional.empty());
            AnswerWriter table = AnswerFormat.writer(Optional.ofNullable(format), out);
            table.begin(List.of("where", "cores", "seconds", "simulations_a_second", "speedup"));
            double alone = measure(plan, "local[1]");
            row(table, plan, "this process", 1, alone, alone);
            for (int count : workers) {
                try (LocalCluster cluster = LocalCluster.start(StartCommand.sparkHome(), count, 1, WORKER_MEGABYTES)) {
                    row(
                            table,
                            plan,
                            count + " worker" + (count == 1 ? "" : "s"),
                            count,
                            measure(plan, cluster.master()),
                            alone);
                }
            }
            table.end();
            spec.commandLine()
                    .getErr()
                    .println("this machine has " + Runtime.getRuntime().availableProcessors() + " cores");
            return 0;
        } catch (ClusterException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (PlanException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new CommandFailedException("a directory for rows can't be used: " + e.getMessage(), e);
        }
    }

    private void row(AnswerWriter table, Plan plan, String where, int cores, double seconds, double alone)
            throws IOException {
        table.row(List.of(
                where,
                cores,
                Math.round(10 * seconds) / 10.0,
                Math.round(100 * seeds * plan.size() / seconds) / 100.0,
                Math.round(100 * alone / seconds) / 100.0));
    }

    /** Seconds that all trials take, once each core has run some. */
    private double measure(Plan plan, String master) throws ClusterException, IOException {
        Path directory = Files.createTempDirectory("wonsi-speedup-");
        try (SparkSession spark = SparkStart.open(master, SETTINGS)) {
            SweepFiles files = SweepFiles.open(spark.sparkContext().hadoopConfiguration(), directory.toString(), plan);
            SweepRun.run(spark, plan, range(1, 1), files, (done, of) -> {});
            long started = System.nanoTime();
            SweepRun.run(spark, plan, range(2, seeds), files, (done, of) -> {});
            return (System.nanoTime() - started) / 1e9;
        } finally {
            delete(directory);
        }
    }

    private static NavigableSet<Long> range(long first, int count) {
        return new TreeSet<>(LongStream.range(first, first + count).boxed().toList());
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
