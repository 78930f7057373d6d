package org.wonsi.core.mining;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * The choice of the transactions that pay best, each together with those it needs.
 *
 * <p>A transaction can't be in a block without the waiting ones it spends from, so it is judged by what all of them pay
 * for all their bytes: a child that pays much draws in a parent that pays little. Once a package is taken, what depends
 * on it has less left to pay for and is judged anew. Source: Bitcoin Core, {@code BlockAssembler::addPackageTxs}.
 */
final class PackageSelection {
    private static final int MAX_MISSES = 1000;

    /** What must be paid to be in a block; Bitcoin Core's {@code DEFAULT_BLOCK_MIN_TX_FEE}. */
    private static final FeeRate LEAST_RATE = FeeRate.MINIMUM;

    /** A transaction that isn't in the block yet, with the sums over itself and what it needs that isn't either. */
    private static final class Item {
        final MempoolEntry entry;
        final int order;
        final Set<Item> parents = new LinkedHashSet<>();
        final Set<Item> children = new LinkedHashSet<>();
        long bytes;
        long fees;
        long sigops;

        Item(MempoolEntry entry, int order) {
            this.entry = entry;
            this.order = order;
        }

        void count(Item other, int sign) {
            bytes += (long) sign * other.entry.size();
            fees += sign * other.entry.modifiedFee().satoshis();
            sigops += (long) sign * other.entry.sigops();
        }
    }

    private static final Comparator<Item> BEST_FIRST =
            ((Comparator<Item>) PackageSelection::compareRates).thenComparingInt(item -> item.order);

    /** Compares b.fees/b.bytes with a.fees/a.bytes without rounding: whole satoshis a byte, then what is left over. */
    private static int compareRates(Item a, Item b) {
        int whole = Long.compare(Math.floorDiv(b.fees, b.bytes), Math.floorDiv(a.fees, a.bytes));
        return whole != 0
                ? whole
                : Long.compare(Math.floorMod(b.fees, b.bytes) * a.bytes, Math.floorMod(a.fees, a.bytes) * b.bytes);
    }

    private final List<MempoolEntry> chosen = new ArrayList<>();
    private final Set<Item> taken = new LinkedHashSet<>();
    private long bytesLeft;
    private long sigopsLeft;

    private PackageSelection(long maxBytes, long maxSigops) {
        this.bytesLeft = maxBytes;
        this.sigopsLeft = maxSigops;
    }

    /** The transactions to put into a block with so much room, parents before children. */
    static List<MempoolEntry> of(List<MempoolEntry> waiting, long maxBytes, long maxSigops) {
        PackageSelection selection = new PackageSelection(maxBytes, maxSigops);
        selection.run(items(waiting));
        return selection.chosen;
    }

    private static NavigableSet<Item> items(List<MempoolEntry> waiting) {
        Map<Txid, Item> byTxid = new HashMap<>();
        List<Item> items = new ArrayList<>();
        for (MempoolEntry entry : waiting) {
            Item item = new Item(entry, items.size());
            items.add(item);
            byTxid.put(entry.txid(), item);
        }
        for (Item item : items) {
            for (TxIn input : item.entry.tx().inputs()) {
                Item parent = byTxid.get(input.prevout().txid());
                if (parent != null) {
                    item.parents.add(parent);
                    parent.children.add(item);
                }
            }
        }
        NavigableSet<Item> sorted = new TreeSet<>(BEST_FIRST);
        for (Item item : items) {
            closure(item, i -> i.parents).forEach(needed -> item.count(needed, 1));
        }
        sorted.addAll(items);
        return sorted;
    }

    private void run(NavigableSet<Item> queue) {
        int misses = 0;
        while (!queue.isEmpty() && misses < MAX_MISSES) {
            Item best = queue.pollFirst();
            if (best.fees < LEAST_RATE.fee(best.bytes).satoshis()) {
                // Whatever is left pays less still.
                return;
            }
            if (best.bytes > bytesLeft || best.sigops > sigopsLeft) {
                misses++;
                continue;
            }
            misses = 0;
            take(best, queue);
        }
    }

    private void take(Item best, NavigableSet<Item> queue) {
        List<Item> needed = new ArrayList<>(closure(best, item -> item.parents));
        needed.removeAll(taken);
        for (Item item : parentsFirst(needed)) {
            chosen.add(item.entry);
            taken.add(item);
            queue.remove(item);
            bytesLeft -= item.entry.size();
            sigopsLeft -= item.entry.sigops();
        }
        for (Item item : needed) {
            Set<Item> dependent = closure(item, i -> i.children);
            dependent.removeAll(taken);
            for (Item child : dependent) {
                boolean waits = queue.remove(child);
                child.count(item, -1);
                if (waits) {
                    queue.add(child);
                }
            }
        }
    }

    /** By how many of the others each needs: a parent always needs fewer. */
    private static List<Item> parentsFirst(List<Item> items) {
        return items.stream()
                .sorted(Comparator.comparingInt(
                                (Item item) -> closure(item, i -> i.parents).size())
                        .thenComparingInt(item -> item.order))
                .toList();
    }

    private static Set<Item> closure(Item first, Function<Item, Set<Item>> next) {
        Set<Item> all = new LinkedHashSet<>(List.of(first));
        Deque<Item> queue = new ArrayDeque<>(all);
        while (!queue.isEmpty()) {
            for (Item item : next.apply(queue.remove())) {
                if (all.add(item)) {
                    queue.add(item);
                }
            }
        }
        return all;
    }
}
