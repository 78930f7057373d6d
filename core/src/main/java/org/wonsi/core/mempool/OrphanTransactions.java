package org.wonsi.core.mempool;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * Transactions that spend outputs not known yet, kept for a while in case these come; the oldest go first.
 *
 * <p>Nothing about them could be checked, so there are at most 100, of at most 100,000 bytes each, for 20 minutes. Once a
 * parent has come, its children stand in a queue, and the pool judges them a few at a time: a hundred at once, each as
 * large as allowed, would hold up everything else. Source: Bitcoin Core, {@code TxOrphanage}.
 *
 * <p>Once there was no limit, and anybody could fill a node's memory with transactions that spend coins nobody
 * knows (CVE-2012-3789). With one, an attacker can push an honest orphan out; all that is lost then is a little
 * time, for it is sent again when its parent is there.
 */
final class OrphanTransactions {
    private static final int MAX_COUNT = 100;
    private static final int MAX_SIZE = 100_000;
    private static final long EXPIRY_SECONDS = 20L * 60;

    /**
     * One orphan, with the hash codes of its parents' ids in order: to see quickly that it isn't another's child.
     *
     * <p>A comparison of numbers in order instead of a search through all inputs: a hundred orphans with 2,400
     * inputs each would be gone through for every transaction that comes.
     */
    private static final class Orphan {
        final Transaction tx;
        final long time;
        private final int[] parents;

        Orphan(Transaction tx, long time) {
            this.tx = tx;
            this.time = time;
            this.parents = tx.inputs().stream()
                    .mapToInt(in -> in.prevout().txid().hashCode())
                    .sorted()
                    .toArray();
        }

        boolean spends(Txid parent) {
            return Arrays.binarySearch(parents, parent.hashCode()) >= 0 && hasInput(parent);
        }

        private boolean hasInput(Txid parent) {
            for (TxIn input : tx.inputs()) {
                if (input.prevout().txid().equals(parent)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Map<Txid, Orphan> orphans = new LinkedHashMap<>();
    private final Set<Txid> ready = new LinkedHashSet<>();

    /**
     * Keeps a transaction; false if it is too large.
     *
     * <p>Whatever is larger couldn't be relayed anyway.
     */
    boolean add(Transaction tx, long now) {
        if (tx.size() > MAX_SIZE) {
            return false;
        }
        orphans.putIfAbsent(tx.txid(), new Orphan(tx, now));
        if (orphans.size() > MAX_COUNT) {
            remove(orphans.keySet().iterator().next());
        }
        return true;
    }

    boolean contains(Txid txid) {
        return orphans.containsKey(txid);
    }

    void remove(Txid txid) {
        orphans.remove(txid);
        ready.remove(txid);
    }

    int count() {
        return orphans.size();
    }

    /**
     * Forgets those that came more than twenty minutes ago.
     *
     * <p>A parent that hasn't come in twenty minutes was hardly relayed at all.
     */
    void expire(long now) {
        orphans.values().removeIf(orphan -> orphan.time + EXPIRY_SECONDS <= now);
        ready.retainAll(orphans.keySet());
    }

    /**
     * Those that spend an output of this transaction may have all they need now; they queue in order of arrival.
     *
     * <p>The parent may have come in a block as well as into the pool; to the child it is the same.
     */
    void parentCame(Txid parent) {
        for (Orphan orphan : orphans.values()) {
            if (orphan.spends(parent)) {
                ready.add(orphan.tx.txid());
            }
        }
    }

    /** Whether any stands in the queue. */
    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** The next of the queue, which leaves the queue but stays an orphan. */
    Optional<Transaction> nextReady() {
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        Iterator<Txid> first = ready.iterator();
        Txid txid = first.next();
        first.remove();
        return Optional.ofNullable(orphans.get(txid)).map(orphan -> orphan.tx);
    }
}
