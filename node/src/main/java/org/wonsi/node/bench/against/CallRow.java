package org.wonsi.node.bench.against;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The row on the smallest call of JSON-RPC, from 16 connections. */
final class CallRow implements Row {
    private static final int CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration COUNTED = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "call";
    }

    @Override
    public String about() {
        return "getblockcount from 16 connections";
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        try (RunningNode running = RunningNode.ready(node, ComparedNode.Setup.on(bench.withEmptyBlocks(node)))) {
            byte[] call = running.call("getblockcount");
            double rate = new LoadGenerator(running, CONNECTIONS).rate(WARM_UP, COUNTED, i -> call);
            return List.of(
                    Measurement.perSecond("calls", rate),
                    Measurement.megabytes("memory at its peak", running.peakMemory()));
        }
    }
}
