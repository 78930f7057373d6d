package org.wonsi.node.http.rest;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * The transactions that wait on a chain, by id; made again only when others wait.
 *
 * <p>A mempool may hold hundreds of thousands, and a client that asks about one of them may ask a thousand times a second. Any
 * thread.
 */
final class WaitingTransactions {
    private final ReadableChain chain;
    private volatile Seen last = new Seen(List.of(), Map.of());

    /** The map made last, and the list it was made from, by which a new one is noticed. */
    private record Seen(List<MempoolEntry> entries, Map<Txid, Transaction> byId) {}

    WaitingTransactions(ReadableChain chain) {
        this.chain = chain;
    }

    /** Those of the present moment. */
    Map<Txid, Transaction> now() {
        List<MempoolEntry> entries = chain.waiting();
        Seen seen = last;
        if (!isSame(seen.entries, entries)) {
            seen = new Seen(entries, byId(entries));
            last = seen;
        }
        return seen.byId;
    }

    /** The same list: comparing what is in it would take as long as making the map. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(List<MempoolEntry> one, List<MempoolEntry> other) {
        return one == other;
    }

    private static Map<Txid, Transaction> byId(List<MempoolEntry> entries) {
        Map<Txid, Transaction> byId = new HashMap<>(entries.size() * 2);
        entries.forEach(entry -> byId.put(entry.txid(), entry.tx()));
        return Collections.unmodifiableMap(byId);
    }
}
