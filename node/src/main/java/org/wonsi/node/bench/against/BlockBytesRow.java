package org.wonsi.node.bench.against;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A large block's bytes by REST, from 8 connections, another of 50 blocks each time. */
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
    public List<Figure> run(Contender contender, Workbench bench) throws IOException {
        List<String> blocks = bench.payments().full();
        try (Running running = Running.ready(contender, Contender.Setup.on(bench.withPayments(contender)))) {
            List<byte[]> requests = blocks.stream()
                    .map(hash -> running.get("/rest/block/" + hash + ".bin"))
                    .toList();
            double rate = new Load(running, CONNECTIONS)
                    .rate(WARM_UP, COUNTED, i -> requests.get((int) (i % requests.size())));
            return List.of(
                    Figure.perSecond("blocks", rate), Figure.megabytes("memory at its peak", running.peakMemory()));
        }
    }
}
