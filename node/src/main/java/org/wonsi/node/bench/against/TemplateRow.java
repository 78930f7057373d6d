package org.wonsi.node.bench.against;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.wonsi.node.bench.BenchReport;

/** The row on a block template from 3,000 waiting payments: the first, and the next ones while nothing has changed. */
final class TemplateRow implements Row {
    private static final int AGAIN = 9;

    @Override
    public String name() {
        return "template";
    }

    @Override
    public String about() {
        return "getblocktemplate from 3,000 waiting payments: first, then again (median of 9)";
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        List<String> loose = bench.payments().loose();
        try (RunningNode running = RunningNode.ready(node, ComparedNode.Setup.on(bench.withPayments(node)));
                HttpLink link = running.link()) {
            for (byte[] batch : SendingRow.batches(running, loose)) {
                RunningNode.checkBatch(link.exchange(batch));
            }
            byte[] call = running.call("getblocktemplate", Map.of("rules", List.of("segwit")));
            double first = millis(link, call);
            double[] again = new double[AGAIN];
            for (int i = 0; i < AGAIN; i++) {
                again[i] = millis(link, call);
            }
            return List.of(Measurement.millis("first", first), Measurement.millis("again", BenchReport.median(again)));
        }
    }

    private static double millis(HttpLink link, byte[] call) throws IOException {
        long start = System.nanoTime();
        link.skim(call);
        return (System.nanoTime() - start) / 1e6;
    }
}
