package org.wonsi.node.bench.against;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The row on growth: what a payment of an import takes when there are ten times as many, a start on many headers, and memory with
 * many coins. Half an hour, so only for who names it.
 */
final class GrowthRow implements Row {
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final double MICROS = 1e6;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String about() {
        return "a payment among 100,000 and among 1,000,000 imported; start on 100,000 headers, and on 1,000,000 coins";
    }

    @Override
    public boolean isOnlyWhenNamed() {
        return true;
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException, InterruptedException {
        int many = bench.many();
        int tenth = many / 10;
        List<Measurement> figures = new ArrayList<>(imported(node, bench, tenth));
        figures.addAll(imported(node, bench, many));
        figures.addAll(started(node, bench, bench.emptyFile(tenth), counted("%,d headers", tenth)));
        figures.addAll(started(node, bench, bench.coins(many), counted("%,d coins", many)));
        return figures;
    }

    private static List<Measurement> imported(ComparedNode node, ComparisonSetup bench, int payments)
            throws IOException {
        ComparisonSetup.ChainFile chain = bench.payments(payments);
        Path data = bench.freshDirectory();
        ComparedNode.Setup setup = ComparedNode.Setup.on(data).importing(chain.path());
        try (RunningNode running = RunningNode.start(node, setup)) {
            running.awaitHeight(chain.height());
            double seconds = running.seconds();
            double processor = running.processorSeconds();
            String among = counted(" among %,d", payments);
            return List.of(
                    Measurement.micros("time of a payment" + among, seconds * MICROS / payments),
                    Measurement.micros("processor time" + among, processor * MICROS / payments),
                    Measurement.megabytes("memory at its peak" + among, running.peakMemory()));
        } finally {
            ComparisonSetup.delete(data);
        }
    }

    private static List<Measurement> started(
            ComparedNode node, ComparisonSetup bench, ComparisonSetup.ChainFile chain, String what)
            throws IOException, InterruptedException {
        try (RunningNode running = RunningNode.start(node, ComparedNode.Setup.on(bench.with(node, chain)))) {
            running.awaitHeight(chain.height());
            double seconds = running.seconds();
            Thread.sleep(IDLE.toMillis());
            return List.of(
                    Measurement.seconds("start on " + what, seconds),
                    Measurement.megabytes("memory at rest on " + what, running.memory()));
        }
    }

    private static String counted(String format, int count) {
        return String.format(Locale.ROOT, format, count);
    }
}
