package org.wonsi.cluster.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.wonsi.cluster.plot.SvgChart;
import org.wonsi.cluster.spark.ClusterException;
import org.wonsi.cluster.spark.SweepFiles;
import org.wonsi.cluster.spark.SweepRun;
import org.wonsi.cluster.sweep.Numbers;
import org.wonsi.cluster.sweep.Plan;
import org.wonsi.cluster.sweep.PlanException;
import org.wonsi.cluster.sweep.Summary;
import org.wonsi.cluster.sweep.Sweep;
import org.wonsi.cluster.sweep.SweepChart;
import org.wonsi.columns.answer.AnswerFormat;
import org.wonsi.columns.answer.CsvWriter;
import org.wonsi.node.command.program.CommandFailedException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wonsi cluster sweep}: simulations at each point of a grid with many seeds, and the curves that come of them. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a simulation at each point of a grid, with many seeds, and writes all rows as Parquet, their means as"
                    + " CSV and a plot as SVG.",
            "A sweep that was killed goes on with the same command; a larger --seeds adds to it. The same numbers and"
                    + " seeds give the same rows, wherever they run."
        })
final class SweepCommand implements Callable<Integer> {
    private static final int MOST_TRIALS = 2_000_000;

    @Parameters(
            paramLabel = "SWEEP",
            description =
                    "selfish: a selfish pool's revenue by its share; double-spend: success by depth and share; stale:"
                            + " stale rate by delay and block size; propagation: a block's way by the nodes' links; network:"
                            + " any scenario of docs/simulation.md")
    private String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description =
                    "where everything goes; a directory of the sweep's own, here or on any file system of Spark's")
    private String directory;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many seeds, from --first-seed on (${DEFAULT-VALUE})")
    private int seeds;

    @Option(names = "--first-seed", paramLabel = "N", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private long firstSeed;

    @Option(
            names = "--set",
            paramLabel = "NAME=NUMBERS",
            description = "other numbers than usual: one, several as a,b,c, or FROM:TO:STEP; once for each name")
    private List<String> numbers = new ArrayList<>();

    @Option(names = "--x", paramLabel = "NAME", description = "the plot's x axis, if several numbers are swept")
    private @Nullable String across;

    @Option(
            names = "--y",
            paramLabel = "MEASURE",
            split = ",",
            description = "what the plot shows in place of the usual, such as delay_90,delay_99")
    private List<String> measures = new ArrayList<>();

    @Option(names = "--lang", defaultValue = "", description = "en or ko: the language of the plot")
    private String language;

    @ArgGroup
    private @Nullable AnswerFormat format;

    @Mixin
    private SparkOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Plan plan = plan();
        String words = language();
        try {
            Summary summary = run(plan);
            tell(summary, words);
            return 0;
        } catch (ClusterException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException("the summary can't be written: " + e.getMessage(), e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Plan plan() {
        Sweep sweep = Sweep.named(name)
                .orElseThrow(() -> wrong("there is no sweep " + name + "; there are selfish, double-spend, stale,"
                        + " propagation and network"));
        try {
            Plan plan = Plan.of(sweep, Numbers.parse(numbers), Optional.ofNullable(across));
            if (seeds < 1 || firstSeed < 0 || firstSeed > 1_000_000_000_000L) {
                throw wrong("--seeds is 1 or more, and --first-seed 0 to 1000000000000");
            }
            if ((long) seeds * plan.size() > MOST_TRIALS) {
                throw wrong(plan.size() + " points with " + seeds + " seeds are " + (long) seeds * plan.size()
                        + " simulations; " + MOST_TRIALS + " are the most");
            }
            for (String measure : measures) {
                if (!plan.trial().measures().contains(measure)) {
                    throw wrong("there is no measure " + measure + " in " + name + "; there are "
                            + String.join(", ", plan.trial().measures()));
                }
            }
            return plan;
        } catch (PlanException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private String language() {
        String wanted = language.isEmpty() ? Locale.getDefault().getLanguage() : language;
        if (!language.isEmpty() && !List.of("en", "ko").contains(language)) {
            throw wrong("--lang is en or ko, not " + language);
        }
        return wanted.equals("ko") ? "ko" : "en";
    }

    private Summary run(Plan plan) throws ClusterException, IOException {
        PrintWriter err = spec.commandLine().getErr();
        NavigableSet<Long> wanted = new TreeSet<>(
                LongStream.range(firstSeed, firstSeed + seeds).boxed().toList());
        try (SparkSession spark = options.open()) {
            Configuration conf = spark.sparkContext().hadoopConfiguration();
            SweepFiles files = SweepFiles.open(conf, directory, plan);
            NavigableSet<Long> there = files.seeds();
            there.retainAll(wanted);
            err.printf(
                    Locale.ROOT,
                    "%s: %d points, %d seeds%s%n",
                    plan.sweep().commandName(),
                    plan.size(),
                    seeds,
                    there.isEmpty() ? "" : ", of which " + there.size() + " are in " + directory + " already");
            err.flush();
            long started = System.nanoTime();
            int trials = SweepRun.run(spark, plan, wanted, files, new SweepProgress(err));
            err.printf(Locale.ROOT, "%d simulations in %.1f s%n", trials, (System.nanoTime() - started) / 1e9);
            Summary summary = Summary.of(plan, files.read(wanted));
            keep(files, summary, err);
            return summary;
        }
    }

    private void keep(SweepFiles files, Summary summary, PrintWriter err) throws ClusterException {
        StringWriter csv = new StringWriter();
        try {
            summary.write(new CsvWriter(new PrintWriter(csv)), true, false);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
        List<String> drawn = measures.isEmpty() ? summary.plan().sweep().drawn() : measures;
        String chart = SvgChart.draw(SweepChart.of(summary, language(), drawn));
        err.println("means in " + files.writeText("summary.csv", csv.toString()) + ", plot in "
                + files.writeText("plot.svg", chart));
        err.flush();
    }

    private void tell(Summary summary, String words) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (format == null) {
            out.println(summary.plan().sweep().title().in(words));
        }
        summary.write(AnswerFormat.writer(Optional.ofNullable(format), out), format != null, format == null);
        out.flush();
    }
}
