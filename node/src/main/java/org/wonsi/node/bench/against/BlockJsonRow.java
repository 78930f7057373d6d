package org.wonsi.node.bench.against;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The row on large blocks as JSON with their transactions, by JSON-RPC on one connection: each of 50 for the first time, then
 * one again.
 */
final class BlockJsonRow implements Row {
    private static final int VERBOSITY = 2;
    private static final int WARM_UP = 10;

    @Override
    public String name() {
        return "block-json";
    }

    @Override
    public String about() {
        return "getblock of 2,001 transactions with verbosity 2: 40 blocks for the first time, then one of them 40 times";
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        List<String> blocks = bench.payments().full();
        try (RunningNode running = RunningNode.ready(node, ComparedNode.Setup.on(bench.withPayments(node)));
                HttpLink link = running.link()) {
            List<byte[]> calls = new ArrayList<>();
            for (String block : blocks) {
                calls.add(running.call("getblock", block, VERBOSITY));
            }
            exchange(link, calls.subList(0, WARM_UP));
            List<byte[]> counted = calls.subList(WARM_UP, calls.size());
            double first = rate(link, counted);
            double again =
                    rate(link, counted.stream().map(call -> counted.get(0)).toList());
            return List.of(
                    Measurement.perSecond("first time", first),
                    Measurement.perSecond("again", again),
                    Measurement.megabytes("memory at its peak", running.peakMemory()));
        }
    }

    private static double rate(HttpLink link, List<byte[]> calls) throws IOException {
        long start = System.nanoTime();
        exchange(link, calls);
        return calls.size() * 1e9 / (System.nanoTime() - start);
    }

    private static void exchange(HttpLink link, List<byte[]> calls) throws IOException {
        for (byte[] call : calls) {
            link.skim(call);
        }
    }
}
