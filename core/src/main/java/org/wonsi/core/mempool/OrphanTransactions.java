package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * Transactions that spend outputs not known yet, kept for a while in case these come; the oldest go first.
 *
 * <p>Nothing about them could be checked, so there are at most 100, of at most 100,000 bytes each, for 20 minutes. Source:
 * Bitcoin Core, {@code TxOrphanage}.
 */
final class OrphanTransactions {
    private static final int MAX_COUNT = 100;
    private static final int MAX_SIZE = 100_000;
    private static final long EXPIRY_SECONDS = 20L * 60;

    private record Orphan(Transaction tx, long time) {}

    private final Map<Txid, Orphan> orphans = new LinkedHashMap<>();

    /** Keeps a transaction; false if it is too large. */
    boolean add(Transaction tx, long now) {
        if (tx.size() > MAX_SIZE) {
            return false;
        }
        orphans.putIfAbsent(tx.txid(), new Orphan(tx, now));
        Iterator<Orphan> oldest = orphans.values().iterator();
        while (orphans.size() > MAX_COUNT) {
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    boolean contains(Txid txid) {
        return orphans.containsKey(txid);
    }

    void remove(Txid txid) {
        orphans.remove(txid);
    }

    int count() {
        return orphans.size();
    }

    void expire(long now) {
        orphans.values().removeIf(orphan -> orphan.time + EXPIRY_SECONDS <= now);
    }

    /** Those that spend an output of this transaction, in order of arrival. */
    List<Transaction> childrenOf(Txid parent) {
        List<Transaction> children = new ArrayList<>();
        for (Orphan orphan : orphans.values()) {
            if (orphan.tx.inputs().stream().anyMatch(in -> in.prevout().txid().equals(parent))) {
                children.add(orphan.tx);
            }
        }
        return children;
    }
}
