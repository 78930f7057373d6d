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
        return "a payment among 100,000 and among 1,000,000 imported; start on 100,000 headers; memory with 1,000,000 coins";
    }

    @Override
    public boolean isOnlyWhenNamed() {
        return true;
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException, InterruptedException {
        List<Measurement> figures = new ArrayList<>(imported(node, bench, bench.many() / 10));
        figures.addAll(imported(node, bench, bench.many()));
        figures.addAll(headers(node, bench, bench.many() / 10));
        figures.addAll(coins(node, bench, bench.many()));
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
            String among = String.format(Locale.ROOT, " among %,d", payments);
            return List.of(
                    Measurement.micros("time of a payment" + among, seconds * MICROS / payments),
                    Measurement.micros("processor time" + among, processor * MICROS / payments),
                    Measurement.megabytes("memory at its peak" + among, running.peakMemory()));
        } finally {
            ComparisonSetup.delete(data);
        }
    }

    private static List<Measurement> headers(ComparedNode node, ComparisonSetup bench, int count)
            throws IOException, InterruptedException {
        ComparisonSetup.ChainFile chain = bench.emptyFile(count);
        try (RunningNode running = RunningNode.start(node, ComparedNode.Setup.on(bench.with(node, chain)))) {
            running.awaitHeight(chain.height());
            double seconds = running.seconds();
            Thread.sleep(IDLE.toMillis());
            String on = String.format(Locale.ROOT, " on %,d headers", count);
            return List.of(
                    Measurement.seconds("start" + on, seconds),
                    Measurement.megabytes("memory at rest" + on, running.memory()));
        }
    }

    private static List<Measurement> coins(ComparedNode node, ComparisonSetup bench, int count)
            throws IOException, InterruptedException {
        ComparisonSetup.ChainFile chain = bench.coins(count);
        try (RunningNode running = RunningNode.start(node, ComparedNode.Setup.on(bench.with(node, chain)))) {
            running.awaitHeight(chain.height());
            Thread.sleep(IDLE.toMillis());
            return List.of(Measurement.megabytes(
                    String.format(Locale.ROOT, "memory at rest with %,d coins", count), running.memory()));
        }
    }
}
