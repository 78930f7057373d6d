package org.wonsi.node.http.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.route.ResponseWriter.CacheLifetime;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;

/** The routes of Esplora's {@code /mempool} and {@code /fee-estimates}. */
public final class MempoolRoutes implements RouteFamily {
    private static final int RECENT = 10;
    private static final int HISTOGRAM_BYTES = 50_000;

    /** Confirmation targets in blocks for which Esplora gives an estimate. */
    private static final int[] TARGETS = IntStream.concat(IntStream.rangeClosed(1, 25), IntStream.of(144, 504, 1008))
            .toArray();

    private static final long BLOCK_BYTES = 1_000_000;
    private static final double MINIMUM_RATE = 1.0;

    private final ReadableChain node;

    /** Answers from this node's mempool. */
    public MempoolRoutes(ReadableChain node) {
        this.node = node;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.MEMPOOL, "/api/mempool", "What waits, in figures.", Content.json(MempoolSummary.class)),
                ctx -> ResponseWriter.json(ctx, summary(entries()), CacheLifetime.SHORT));
        routes.add(
                Operation.get(Tag.MEMPOOL, "/api/mempool/txids", "The ids of what waits.", Content.list(String.class)),
                ctx -> ResponseWriter.json(
                        ctx, entries().stream().map(e -> e.txid().toDisplay()).toList(), CacheLifetime.SHORT));
        routes.add(
                Operation.get(
                        Tag.MEMPOOL, "/api/mempool/recent", "The last ten that came.", Content.list(RecentTx.class)),
                ctx -> ResponseWriter.json(ctx, recent(entries()), CacheLifetime.SHORT));
        routes.add(
                Operation.get(
                        Tag.MEMPOOL,
                        "/api/fee-estimates",
                        "Satoshis a byte by the number of blocks until confirmation.",
                        Content.ANY_JSON),
                ctx -> ResponseWriter.json(ctx, estimates(entries()), CacheLifetime.SHORT));
    }

    private List<MempoolEntry> entries() {
        return node.waiting();
    }

    static MempoolSummary summary(List<MempoolEntry> entries) {
        long bytes = entries.stream().mapToLong(MempoolEntry::size).sum();
        long fees = entries.stream().mapToLong(e -> e.fee().satoshis()).sum();
        return new MempoolSummary(entries.size(), bytes, fees, histogram(entries));
    }

    /** Bins of at least so many bytes: the lowest rate in each, and its bytes. */
    private static List<List<Double>> histogram(List<MempoolEntry> entries) {
        List<List<Double>> bins = new ArrayList<>();
        long bytes = 0;
        double last = 0;
        for (MempoolEntry entry : entries) {
            double rate = rate(entry);
            if (bytes > HISTOGRAM_BYTES && rate != last) {
                bins.add(List.of(last, (double) bytes));
                bytes = 0;
            }
            bytes += entry.size();
            last = rate;
        }
        if (bytes > 0) {
            bins.add(List.of(last, (double) bytes));
        }
        return bins;
    }

    private static List<RecentTx> recent(List<MempoolEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(MempoolEntry::time).reversed())
                .limit(RECENT)
                .map(e -> new RecentTx(e.txid().toDisplay(), e.fee().satoshis(), e.size(), sum(e.tx().outputs())))
                .toList();
    }

    private static long sum(List<TxOut> outputs) {
        return outputs.stream()
                .map(TxOut::value)
                .reduce(Amount.ZERO, Amount::plus)
                .satoshis();
    }

    /** For each target, the rate at which what waits now would fill so many blocks; the relay minimum below that. */
    private static Map<String, Double> estimates(List<MempoolEntry> entries) {
        Map<String, Double> estimates = new TreeMap<>(Comparator.comparingInt(Integer::parseInt));
        for (int target : TARGETS) {
            long bytes = 0;
            double rate = MINIMUM_RATE;
            for (MempoolEntry entry : entries) {
                bytes += entry.size();
                if (bytes > target * BLOCK_BYTES) {
                    rate = Math.max(MINIMUM_RATE, rate(entry));
                    break;
                }
            }
            estimates.put(target + "", rate);
        }
        return estimates;
    }

    /** Satoshis a byte; for people, never for a rule. */
    static double rate(MempoolEntry entry) {
        return entry.feeRate().satoshisPerByte().doubleValue();
    }
}
