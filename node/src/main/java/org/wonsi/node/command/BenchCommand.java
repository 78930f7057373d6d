package org.wonsi.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.bench.BenchReport;
import org.wonsi.node.bench.Benchmark;
import org.wonsi.node.bench.SoakBench;
import org.wonsi.node.bench.against.Comparison;
import org.wonsi.node.bench.against.ComparisonRunner;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.platform.HeapSettings;
import org.wonsi.node.platform.Version;
import org.wonsi.node.store.db.StorageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code wonsi bench}: measurements on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures this machine with Wonsi: hash, signatures, scripts, blocks, import, sync, http, start,"
                + " wallet; all of them without a name. Only when named: bitcoinj, the same work by bitcoinj and by Wonsi; and soak, five nodes at work for --minutes, and whether memory stays flat."
                + " With --against PATH, a bitcoind, both do the same work in turn, three times.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "what to measure")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "how long soak takes, 3 or more (${DEFAULT-VALUE})")
    private int minutes = 30;

    @Option(
            names = "--against",
            paramLabel = "PATH",
            description = "a bitcoind: does the same work with both, in under ten minutes, and compares")
    private @Nullable Path against;

    @Option(names = "--json", description = "with --against: print the result as JSON, and what goes on as errors")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (against != null) {
            return compare(against);
        }
        if (json) {
            throw new ParameterException(spec.commandLine(), "--json goes with --against");
        }
        List<Benchmark> all = new ArrayList<>(Benchmark.all(Wonsi.class));
        List<Benchmark> chosen = new ArrayList<>(names.isEmpty() ? all : List.of());
        all.add(Benchmark.besideBitcoinj());
        all.add(soak());
        all.stream().filter(benchmark -> names.contains(benchmark.name())).forEach(chosen::add);
        List<String> known = all.stream().map(Benchmark::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no measurement '" + name + "'; choose among " + String.join(", ", known));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wonsi " + Version.release() + ", Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch"));
        out.println("Compare ratios, not numbers, with other machines; close what else is running.");
        BenchReport report = new BenchReport(out);
        if (names.contains("soak")) {
            // As a node's command does it.
            HeapSettings.apply();
        }
        for (Benchmark benchmark : chosen) {
            out.println();
            out.println(benchmark.name() + ": " + benchmark.about());
            out.flush();
            run(benchmark, report);
        }
        return report.hasFailed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private int compare(Path rival) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Comparison comparison = ComparisonRunner.bitcoind(rival, names)
                    .run(json ? spec.commandLine().getErr() : out);
            if (json) {
                out.println(comparison.toJson());
                out.flush();
            } else {
                comparison.print(out);
            }
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (IOException e) {
            throw new CommandFailedException("the comparison can't be made: " + StorageException.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    private Benchmark soak() {
        try {
            return new SoakBench(minutes);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--minutes: " + e.getMessage());
        }
    }

    private static void run(Benchmark benchmark, BenchReport report) {
        try {
            benchmark.run(report);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the measurement '" + benchmark.name() + "' can't be done: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }
}
