package org.wonsi.node.http.rpc.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.TxRecord;

/**
 * A block in figures, amounts in satoshis, rates in satoshis a byte.
 *
 * <p>Source: Bitcoin Core, {@code getblockstats}; the figures of witnesses are 0 here.
 */
final class BlockStatistics {
    private static final int WEIGHT_PER_BYTE = 4;

    /** The bytes that Core counts for a coin besides its output: outpoint, height, and whether it is of a coinbase. */
    private static final int COIN_OVERHEAD = 41;

    private static final double[] PERCENTILES = {0.1, 0.25, 0.5, 0.75, 0.9};

    private final List<Long> fees = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<Rate> rates = new ArrayList<>();
    private final boolean genesis;
    private long inputs;
    private long outputs;
    private long coins;
    private long totalOut;
    private long outputBytes;
    private long coinBytes;

    /** A fee rate and the bytes that pay it. */
    private record Rate(long rate, long bytes) {}

    private BlockStatistics(boolean genesis) {
        this.genesis = genesis;
    }

    /** All of them, in Core's order. */
    static ObjectNode of(BlockInfo block, StoreSnapshot chain, ChainParams params) {
        BlockStatistics statistics = new BlockStatistics(block.height() == 0);
        chain.txs(block.hash(), 0, block.txCount()).forEach(statistics::add);
        return statistics.json(
                block, Subsidy.at(block.height(), params.halvingInterval()).satoshis());
    }

    private void add(TxRecord record) {
        Transaction tx = record.tx();
        tx.outputs().forEach(this::addOutput);
        if (tx.isCoinbase()) {
            return;
        }
        inputs += tx.inputs().size();
        tx.outputs().forEach(output -> totalOut += output.value().satoshis());
        for (Coin spent : record.spent().values()) {
            outputBytes -= bytes(spent.output());
            coinBytes -= bytes(spent.output());
        }
        long fee = record.fee().satoshis();
        fees.add(fee);
        sizes.add((long) tx.size());
        rates.add(new Rate(fee / tx.size(), tx.size()));
    }

    private void addOutput(TxOut output) {
        outputs++;
        outputBytes += bytes(output);
        if (!genesis && !UtxoRules.isUnspendable(output)) {
            coins++;
            coinBytes += bytes(output);
        }
    }

    private static long bytes(TxOut output) {
        ByteWriter writer = new ByteWriter(64);
        output.encode(writer);
        return (long) writer.size() + COIN_OVERHEAD;
    }

    private ObjectNode json(BlockInfo block, long subsidy) {
        int payments = fees.size();
        long totalFee = sum(fees);
        long totalSize = sum(sizes);
        ObjectNode json = RpcJson.object()
                .put("avgfee", payments == 0 ? 0 : totalFee / payments)
                .put("avgfeerate", totalSize == 0 ? 0 : totalFee / totalSize)
                .put("avgtxsize", payments == 0 ? 0 : totalSize / payments)
                .put("blockhash", block.hash().toDisplay());
        var percentiles = json.putArray("feerate_percentiles");
        percentiles(totalSize).forEach(percentiles::add);
        return json.put("height", block.height())
                .put("ins", inputs)
                .put("maxfee", max(fees))
                .put("maxfeerate", max(rates.stream().map(Rate::rate).toList()))
                .put("maxtxsize", max(sizes))
                .put("medianfee", median(fees))
                .put("mediantime", block.medianTimePast())
                .put("mediantxsize", median(sizes))
                .put("minfee", min(fees))
                .put("minfeerate", min(rates.stream().map(Rate::rate).toList()))
                .put("mintxsize", min(sizes))
                .put("outs", outputs)
                .put("subsidy", subsidy)
                .put("swtotal_size", 0)
                .put("swtotal_weight", 0)
                .put("swtxs", 0)
                .put("time", block.header().time())
                .put("total_out", totalOut)
                .put("total_size", totalSize)
                .put("total_weight", WEIGHT_PER_BYTE * totalSize)
                .put("totalfee", totalFee)
                .put("txs", block.txCount())
                .put("utxo_increase", outputs - inputs)
                .put("utxo_size_inc", outputBytes)
                .put("utxo_increase_actual", coins - inputs)
                .put("utxo_size_inc_actual", coinBytes);
    }

    /** The rates below which a tenth, a quarter, ... of the bytes pay. */
    private List<Long> percentiles(long totalBytes) {
        List<Rate> sorted = rates.stream()
                .sorted(Comparator.comparingLong(Rate::rate).thenComparingLong(Rate::bytes))
                .toList();
        List<Long> found = new ArrayList<>();
        long bytes = 0;
        for (Rate rate : sorted) {
            bytes += rate.bytes();
            while (found.size() < PERCENTILES.length && bytes >= PERCENTILES[found.size()] * totalBytes) {
                found.add(rate.rate());
            }
        }
        while (found.size() < PERCENTILES.length) {
            found.add(0L);
        }
        return found;
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static long max(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static long min(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    private static long median(List<Long> numbers) {
        List<Long> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return 0;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
