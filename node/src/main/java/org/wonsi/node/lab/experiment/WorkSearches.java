package org.wonsi.node.lab.experiment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.pow.Target;
import org.wonsi.lab.paper.WorkTrials;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.miner.HeaderSolver;
import org.wonsi.node.service.lab.Panel;

/** The searches of lesson 4 for a hash with many zero bits: one at full power, and many small ones, counted. */
final class WorkSearches {
    /** Zero bits that a block of Bitcoin's main network had to begin with in 2025, rounded. */
    private static final int BITCOIN_BITS = 79;

    private static final double SECONDS_PER_YEAR = 365.25 * 24 * 3600;

    /** A slider starts a search for each place it is moved to, so it ends before they take long. */
    private static final int SLIDER_BITS = 23;

    /** A shorter search says little about the speed: then others are made until so much time has passed. */
    private static final double LEAST_SECONDS = 0.05;

    /** An easier one is over before all processors have begun. */
    private static final int LEAST_BITS = 18;

    private final ExperimentContext context;
    private final Mining mining;
    private final List<List<String>> searches = new ArrayList<>();

    WorkSearches(ExperimentContext context, Mining mining) {
        this.context = context;
        this.mining = mining;
    }

    void search(Arguments arguments) throws InterruptedException {
        arguments.allow("bits");
        int bits = arguments.number("bits", 20, 12, 26);
        Target target = WorkTrials.target(bits);
        long expected = 1L << bits;
        context.waitFor("searching " + bits);
        HeaderSolver solver =
                new HeaderSolver(context.seminarNodes().get(0).miner().kernels());
        long begun = System.nanoTime();
        Optional<BlockHeader> found = Optional.empty();
        while (found.isEmpty()) {
            found = solver.solve(mining.freshHeader(), target);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long tries = solver.tries();
        context.waitFor("");
        BlockHeader header = found.get();
        String took = String.format(Locale.ROOT, "%.2f", seconds);
        String ratio = String.format(Locale.ROOT, "%.2f", (double) tries / expected);
        searches.add(
                List.of(String.valueOf(bits), String.valueOf(expected), String.valueOf(tries), ratio + " ×", took));
        if (searches.size() > Mining.ROWS) {
            searches.remove(0);
        }
        mining.clearBut("searches", "header", "bitcoin", "sliders");
        mining.showHeader("header", header, "field.nonce");
        context.show(
                "searches",
                new Panel.Table(
                        List.of("lab.zeroBits", "lab.expectedTries", "lab.tries", "lab.ofExpected", "lab.seconds"),
                        searches,
                        searches.size() - 1));
        context.show(
                "sliders",
                new Panel.Sliders(
                        "search", List.of(new Panel.Slider("bits", "lab.zeroBits", bits, 12, SLIDER_BITS, 1))));
        context.show(
                "found",
                new Panel.Values(List.of(
                        Panel.Value.lit("field.hash", header.hash().toDisplay()),
                        Panel.Value.of("lab.targetIs", target.toDisplay()))));
        showBitcoin(seconds < LEAST_SECONDS || bits < LEAST_BITS ? speed(header) : tries / seconds);
        context.see(
                "found",
                "bits",
                bits,
                "expected",
                expected,
                "tries",
                tries,
                "seconds",
                took,
                "nonce",
                header.nonce(),
                "hash",
                header.hash().toDisplay());
    }

    /**
     * Tries a second at full power, of searches that nothing else is done with. How many those are depends on the machine, so they take no
     * header from the ones that a seed gives, but this one with other times.
     */
    private double speed(BlockHeader h) throws InterruptedException {
        HeaderSolver solver =
                new HeaderSolver(context.seminarNodes().get(0).miner().kernels());
        long begun = System.nanoTime();
        double seconds;
        long time = h.time();
        do {
            time++;
            solver.solve(
                    new BlockHeader(h.version(), h.prevBlock(), h.merkleRoot(), time, h.bits(), 0),
                    WorkTrials.target(LEAST_BITS));
            seconds = (System.nanoTime() - begun) / 1e9;
        } while (seconds < LEAST_SECONDS);
        return solver.tries() / seconds;
    }

    /** How long one block of Bitcoin would take this computer. */
    private void showBitcoin(double rate) {
        BigInteger tries = BigInteger.TWO.pow(BITCOIN_BITS);
        double years = tries.doubleValue() / rate / SECONDS_PER_YEAR;
        String rounded =
                new BigDecimal(years).round(new MathContext(2)).toBigInteger().toString();
        context.show(
                "bitcoin",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.ratePerSecond", Math.round(rate)),
                        Panel.Value.of("lab.triesEach", "\"2^" + BITCOIN_BITS + "\""),
                        Panel.Value.lit("lab.yearsEach", rounded))));
    }

    /** Many small searches, each of a header of its own, on all processors. */
    private WorkTrials trials(int bits, int count) throws InterruptedException {
        Target target = WorkTrials.target(bits);
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BlockHeader header = mining.freshHeader();
            tasks.add(() -> WorkTrials.search(header, target));
        }
        ExecutorService executor =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                    Thread thread = new Thread(task, "lab search");
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            List<Long> tries = new ArrayList<>();
            for (Future<Long> each : executor.invokeAll(tasks)) {
                tries.add(each.get());
            }
            return new WorkTrials(bits, tries);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a search failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    void doubling(Arguments arguments) throws InterruptedException {
        arguments.allow("from", "to", "searches");
        int from = arguments.number("from", 8, 6, 16);
        int to = arguments.number("to", Math.min(16, from + 4), from, 16);
        int count = arguments.number("searches", 300, 10, 500);
        mining.clearBut("doubling");
        List<List<String>> rows = new ArrayList<>();
        double before = 0;
        for (int bits = from; bits <= to; bits++) {
            context.waitFor("searches " + count + " " + bits);
            WorkTrials trials = trials(bits, count);
            String times = before == 0 ? "" : String.format(Locale.ROOT, "%.2f", trials.mean() / before);
            rows.add(List.of(
                    String.valueOf(bits),
                    String.valueOf(trials.expected()),
                    String.valueOf(Math.round(trials.mean())),
                    times.isEmpty() ? "\"\"" : times + " ×"));
            context.show(
                    "doubling",
                    new Panel.Table(
                            List.of("lab.zeroBits", "lab.expectedTries", "lab.meanTries", "lab.ofRowAbove"),
                            rows,
                            rows.size() - 1));
            context.see(
                    "doubling",
                    "bits",
                    bits,
                    "searches",
                    count,
                    "expected",
                    trials.expected(),
                    "mean",
                    Math.round(trials.mean()),
                    "times",
                    times.isEmpty() ? "-" : times);
            before = trials.mean();
        }
    }

    void histogram(Arguments arguments) throws InterruptedException {
        arguments.allow("bits", "searches");
        int bits = arguments.number("bits", 10, 8, 16);
        int count = arguments.number("searches", 1000, 100, 2000);
        context.waitFor("searches " + count + " " + bits);
        WorkTrials trials = trials(bits, count);
        mining.clearBut("histogram", "luck");
        context.show(
                "histogram",
                new Panel.Histogram(
                        1.0 / WorkTrials.BINS_PER_EXPECTED, trials.histogram(), trials.expectedHistogram()));
        long shortest = trials.tries().stream().mapToLong(Long::longValue).min().orElseThrow();
        long longest = trials.tries().stream().mapToLong(Long::longValue).max().orElseThrow();
        context.show(
                "luck",
                new Panel.BigNumber(
                        percent(trials.shareWithin(1)),
                        "lab.withinExpected",
                        List.of(
                                Panel.Value.of("lab.theory", percent(trials.chanceWithin(1))),
                                Panel.Value.of("lab.beyondThree", percent(1 - trials.shareWithin(3))),
                                Panel.Value.of("lab.theory", percent(1 - trials.chanceWithin(3))),
                                Panel.Value.of("lab.searches", count),
                                Panel.Value.of("lab.expectedTries", trials.expected()),
                                Panel.Value.of("lab.meanTries", Math.round(trials.mean())),
                                Panel.Value.of("lab.shortest", shortest),
                                Panel.Value.of("lab.longest", longest))));
        context.see(
                "histogram",
                "bits",
                bits,
                "searches",
                count,
                "expected",
                trials.expected(),
                "mean",
                Math.round(trials.mean()),
                "shortest",
                shortest,
                "longest",
                longest);
        context.see(
                "luck",
                "within-expected",
                percent(trials.shareWithin(1)),
                "theory",
                percent(trials.chanceWithin(1)),
                "beyond-three",
                percent(1 - trials.shareWithin(3)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
