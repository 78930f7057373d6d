package org.wonsi.node.store.db;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;

/**
 * The coins used last, in memory, and what has changed since the database's last commit.
 *
 * <p>In bulk mode the database is behind. Two things must not be asked of it then: a coin made since the last commit,
 * which is kept here whatever the limit, and a coin spent since, which is remembered as spent. Both end when {@code
 * committed} passes the output made or the transaction that spent.
 *
 * <p>Used by one thread.
 */
public final class CoinCache {
    /** A coin and the number of its row in table {@code output}. */
    public record Entry(long outputId, Coin coin) {}

    /** A reader of the committed state. */
    @FunctionalInterface
    public interface Source {
        /** The coin of this name in the committed state; empty if it isn't there or is spent. */
        Optional<Entry> find(OutPoint outPoint);
    }

    /** A coin that was spent, and the number of the transaction that spent it. */
    private record Spent(OutPoint outPoint, long txId) {}

    private int limit;
    private final Source source;
    private final LongSupplier committedTxId;
    private final LongSupplier committedOutputId;
    private final LinkedHashMap<OutPoint, Entry> coins = new LinkedHashMap<>(1024, 0.75f, true);
    private final Map<OutPoint, Long> spent = new HashMap<>();
    private final ArrayDeque<Spent> spentInOrder = new ArrayDeque<>();

    /**
     * An empty cache.
     *
     * @param committedTxId the first transaction number that isn't committed yet
     * @param committedOutputId the first output number that isn't committed yet
     */
    public CoinCache(int limit, Source source, LongSupplier committedTxId, LongSupplier committedOutputId) {
        this.limit = limit;
        this.source = source;
        this.committedTxId = committedTxId;
        this.committedOutputId = committedOutputId;
    }

    /** The unspent coin of this name, from memory or from the source; empty if there is none. */
    public Optional<Entry> find(OutPoint outPoint) {
        Entry known = coins.get(outPoint);
        if (known != null) {
            return Optional.of(known);
        }
        forgetCommitted();
        if (spent.containsKey(outPoint)) {
            return Optional.empty();
        }
        Optional<Entry> loaded = source.find(outPoint);
        loaded.ifPresent(entry -> {
            coins.put(outPoint, entry);
            evict();
        });
        return loaded;
    }

    /** The same without asking the source. */
    public Optional<Entry> findInMemory(OutPoint outPoint) {
        return Optional.ofNullable(coins.get(outPoint));
    }

    /** Adds a coin that a connected block made, with the number of its row. */
    public void add(OutPoint outPoint, long outputId, Coin coin) {
        coins.put(outPoint, new Entry(outputId, coin));
        spent.remove(outPoint);
        evict();
    }

    /** Takes a coin out, spent by transaction number {@code txId}. */
    public Entry spend(OutPoint outPoint, long txId) {
        forgetCommitted();
        Entry entry = find(outPoint)
                .orElseThrow(() -> new IllegalStateException("a connected block spends " + outPoint + ", no coin"));
        coins.remove(outPoint);
        spent.put(outPoint, txId);
        spentInOrder.add(new Spent(outPoint, txId));
        return entry;
    }

    /** Forgets what it knows of a coin; only while everything is committed. */
    public void forget(OutPoint outPoint) {
        coins.remove(outPoint);
        spent.remove(outPoint);
    }

    /** Forgets everything; only while everything is committed, or given up. */
    public void clear() {
        coins.clear();
        spent.clear();
        spentInOrder.clear();
    }

    int size() {
        return coins.size();
    }

    private void forgetCommitted() {
        long boundary = committedTxId.getAsLong();
        while (!spentInOrder.isEmpty() && spentInOrder.peek().txId < boundary) {
            Spent old = spentInOrder.remove();
            spent.remove(old.outPoint, old.txId);
        }
    }

    /** Keeps so many from now on, and lets go of the others that were asked for longest ago. */
    public void limit(int most) {
        limit = most;
        evict();
    }

    private void evict() {
        if (coins.size() <= limit) {
            return;
        }
        long boundary = committedOutputId.getAsLong();
        Iterator<Entry> eldest = coins.values().iterator();
        while (coins.size() > limit && eldest.next().outputId < boundary) {
            eldest.remove();
        }
    }
}
