package org.wonsi.node.bench.against;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The row on a start on a chain of 10,000 blocks until the first answer, and the memory a moment later. */
final class StartRow implements Row {
    private static final Duration IDLE = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "start on 10,000 blocks until the first answer; then three idle seconds";
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException, InterruptedException {
        Path data = bench.withEmptyBlocks(node);
        try (RunningNode running = RunningNode.start(node, ComparedNode.Setup.on(data))) {
            running.awaitHeight(bench.emptyBlocks());
            double seconds = running.seconds();
            double processor = running.processorSeconds();
            Thread.sleep(IDLE.toMillis());
            return List.of(
                    Measurement.seconds("time", seconds),
                    Measurement.seconds("processor time", processor),
                    Measurement.megabytes("memory at rest", running.memory()));
        }
    }
}
