package org.wonsi.node.bench.against;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The row on a reorganisation: a branch of 20 blocks is handed in, whose last replaces the 19 last of the chain. */
final class ReorganisationRow implements Row {
    @Override
    public String name() {
        return "reorganisation";
    }

    @Override
    public String about() {
        return "20 blocks of 2,000 payments handed in, which replace 19";
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        List<String> branch = bench.payments().branch();
        Path data = bench.copyOf(bench.withPayments(node));
        try (RunningNode running = RunningNode.ready(node, ComparedNode.Setup.on(data));
                HttpLink link = running.link()) {
            double processorBefore = running.processorSeconds();
            long start = System.nanoTime();
            for (String block : branch) {
                running.ask(link, "submitblock", block);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double processor = running.processorSeconds() - processorBefore;
            int height = running.ask(link, "getblockcount").asInt();
            if (height != bench.payments().height() + 1) {
                throw new IOException(node.name() + " stands at height " + height + " after the branch");
            }
            return ResourceUsage.of(running, "time", seconds, processor);
        } finally {
            ComparisonSetup.delete(data);
        }
    }
}
