package org.wonsi.node.store.db;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

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
    private final int more;
    private final Source source;
    private final LongSupplier committedTxId;
    private final LongSupplier committedOutputId;
    private final LinkedHashMap<OutPoint, Entry> coins = new LinkedHashMap<>(1024, 0.75f, true);
    private final Map<OutPoint, Long> spent = new HashMap<>();
    private final ArrayDeque<Spent> spentInOrder = new ArrayDeque<>();

    /**
     * An empty cache.
     *
     * @param limit coins kept from one block to the next
     * @param more how many more are kept until the next block is connected
     * @param committedTxId the first transaction number that isn't committed yet
     * @param committedOutputId the first output number that isn't committed yet
     */
    public CoinCache(int limit, int more, Source source, LongSupplier committedTxId, LongSupplier committedOutputId) {
        this.limit = limit;
        this.more = more;
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
            evict(limit + more);
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
        evict(limit + more);
    }

    /** A block was connected, or several; whose coins were at hand for that needn't stay. */
    public void settle() {
        evict(limit);
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

    /**
     * Takes a block back, the last one whose coins are here; only while all before it is committed. What it spent is kept, since the
     * branch that takes its place mostly spends the same.
     *
     * @param spentBy the coins that each transaction but the coinbase spent, in order; empty if that isn't known, then they are
     *     asked for when they are needed
     */
    public void takeBack(Block block, List<List<Entry>> spentBy) {
        for (int i = 1; i < block.transactions().size(); i++) {
            List<TxIn> inputs = block.transactions().get(i).inputs();
            for (int j = 0; j < inputs.size(); j++) {
                OutPoint name = inputs.get(j).prevout();
                forget(name);
                if (!spentBy.isEmpty()) {
                    coins.put(name, spentBy.get(i - 1).get(j));
                }
            }
        }
        // After what it spent, since some of that may be its own.
        for (Transaction tx : block.transactions()) {
            for (int i = 0; i < tx.outputs().size(); i++) {
                forget(new OutPoint(tx.txid(), i));
            }
        }
        evict(limit);
    }

    private void forget(OutPoint outPoint) {
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
        evict(limit);
    }

    private void evict(int most) {
        if (coins.size() <= most) {
            return;
        }
        long boundary = committedOutputId.getAsLong();
        Iterator<Entry> eldest = coins.values().iterator();
        while (coins.size() > most && eldest.next().outputId < boundary) {
            eldest.remove();
        }
    }
}
