package org.wonsi.kernels;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.wonsi.core.crypto.NativeSecp256k1;
import org.wonsi.core.pow.NonceSearchChoice;

/**
 * The program: measures the groups that are named, without a name all but the comparison, and prints a line each.
 *
 * <p>Exit code 0, 1 if a kernel fails, 2 for a group that isn't there. JMH's own program, with its profilers and options,
 * is in the same jar: {@code java -cp kernels/target/wonsi-kernels.jar org.openjdk.jmh.Main -h}.
 */
public final class KernelMeasurements {
    private static final int LABEL_WIDTH = 44;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** What JMH and the processes that it starts have to say: not among the results. */
    private static final OutputFormat MACHINERY =
            OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);

    private KernelMeasurements() {}

    /** Measures what is named. */
    public static void main(String[] names) {
        List<KernelGroup> groups = new ArrayList<>();
        for (String name : names) {
            Optional<KernelGroup> group = KernelGroup.of(name);
            if (group.isEmpty()) {
                System.err.println("there are no kernels '" + name + "'");
                System.exit(WRONG_USE);
            }
            group.ifPresent(groups::add);
        }
        for (KernelGroup group : groups.isEmpty() ? KernelGroup.alone() : groups) {
            try {
                print(new Runner(options(group).build(), MACHINERY).run(), System.out);
            } catch (RunnerException e) {
                System.err.println(group.word() + ": " + e.getMessage());
                System.exit(FAILED);
            }
        }
    }

    /** What JMH is asked for: the group's methods, with the implementations that this machine has, and a failure is the end. */
    static ChainedOptionsBuilder options(KernelGroup group) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(group.pattern())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (group == KernelGroup.HASH) {
            options.param(
                    "kernel",
                    Arrays.stream(HashKernels.Kernel.values())
                            .limit(NonceSearchChoice.available().size())
                            .map(Enum::name)
                            .toArray(String[]::new));
        }
        if (group == KernelGroup.SIGNATURES && NativeSecp256k1.load().isEmpty()) {
            options.param("curve", SignatureKernels.Curve.BOUNCY_CASTLE.name());
        }
        return options;
    }

    /** A line each, and after the first of several ways to do the same how many times as fast the others are. */
    static void print(Collection<RunResult> results, PrintStream out) {
        RunResult first = null;
        for (RunResult result : results) {
            Result<?> primary = result.getPrimaryResult();
            double error = 100 * primary.getScoreError() / primary.getScore();
            out.printf(
                    Locale.ROOT,
                    "%-" + LABEL_WIDTH + "s %,14.0f /s%s%n",
                    label(result.getParams()),
                    primary.getScore(),
                    Double.isNaN(error) ? "" : String.format(Locale.ROOT, "  +- %.0f %%", error));
            if (first != null
                    && first.getParams()
                            .getBenchmark()
                            .equals(result.getParams().getBenchmark())) {
                out.printf(
                        Locale.ROOT,
                        "%-" + LABEL_WIDTH + "s %14.2f x%n",
                        "  against " + parameters(first.getParams()),
                        primary.getScore() / first.getPrimaryResult().getScore());
            } else {
                first = result;
            }
        }
        out.flush();
    }

    private static String label(BenchmarkParams params) {
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        return (method + " " + parameters(params)).strip();
    }

    private static String parameters(BenchmarkParams params) {
        return params.getParamsKeys().stream()
                .map(key -> params.getParam(key).toLowerCase(Locale.ROOT).replace('_', ' '))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
