package org.wonsi.node.bench.against;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The row on sending: 3,000 payments for the mempool on one connection, half of them one by one, the others a hundred in a
 * request.
 */
final class SendingRow implements Row {
    static final int BATCH = 100;

    @Override
    public String name() {
        return "send";
    }

    @Override
    public String about() {
        return "sendrawtransaction: 1,500 one by one, then 1,500 in batches of 100";
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        List<String> loose = bench.payments().loose();
        int half = loose.size() / 2;
        try (RunningNode running = RunningNode.ready(node, ComparedNode.Setup.on(bench.withPayments(node)));
                HttpLink link = running.link()) {
            List<byte[]> single = new ArrayList<>();
            for (String tx : loose.subList(0, half)) {
                single.add(running.call("sendrawtransaction", tx));
            }
            List<byte[]> batches = batches(running, loose.subList(half, loose.size()));
            long start = System.nanoTime();
            for (byte[] call : single) {
                link.exchange(call);
            }
            long between = System.nanoTime();
            for (byte[] batch : batches) {
                RunningNode.checkBatch(link.exchange(batch));
            }
            long end = System.nanoTime();
            return List.of(
                    Measurement.perSecond("one by one", half * 1e9 / (between - start)),
                    Measurement.perSecond("in batches", (loose.size() - half) * 1e9 / (end - between)),
                    Measurement.seconds("processor time, start included", running.processorSeconds()));
        }
    }

    static List<byte[]> batches(RunningNode running, List<String> transactions) throws IOException {
        List<byte[]> batches = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i += BATCH) {
            batches.add(running.batch(
                    "sendrawtransaction", transactions.subList(i, Math.min(transactions.size(), i + BATCH))));
        }
        return batches;
    }
}
