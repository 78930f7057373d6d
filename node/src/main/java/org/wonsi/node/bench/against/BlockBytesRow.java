package org.wonsi.node.bench.against;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The row on a large block's bytes by REST, from 8 connections, another of 50 blocks each time. */
final class BlockBytesRow implements Row {
    private static final int CONNECTIONS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration COUNTED = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "block-bytes";
    }

    @Override
    public String about() {
        return "blocks of 2,001 transactions as bytes, by REST, from 8 connections";
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        List<String> blocks = bench.payments().full();
        try (RunningNode running = RunningNode.ready(node, ComparedNode.Setup.on(bench.withPayments(node)))) {
            List<byte[]> requests = blocks.stream()
                    .map(hash -> running.get("/rest/block/" + hash + ".bin"))
                    .toList();
            double rate = new LoadGenerator(running, CONNECTIONS)
                    .rate(WARM_UP, COUNTED, i -> requests.get((int) (i % requests.size())));
            return List.of(
                    Measurement.perSecond("blocks", rate),
                    Measurement.megabytes("memory at its peak", running.peakMemory()));
        }
    }
}
