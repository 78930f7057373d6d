package org.wonsi.node.http.route;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.NodeService;

/**
 * The transactions that wait at a node, by id; made again only when others wait.
 *
 * <p>A mempool may hold hundreds of thousands, and a client that asks about one of them may ask a thousand times a second. Any
 * thread.
 */
public final class WaitingTransactions {
    /** By the node's name. */
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** The map made last, and the list it was made from, by which a new one is noticed. */
    private record Seen(List<MempoolEntry> entries, Map<Txid, Transaction> byId) {}

    /** The waiting transactions of a node, from its present snapshot. */
    public Map<Txid, Transaction> of(NodeService node) {
        List<MempoolEntry> entries = node.snapshot().mempool();
        Seen last = seen.get(node.name());
        if (last == null || !isSame(last.entries, entries)) {
            last = new Seen(entries, byId(entries));
            seen.put(node.name(), last);
        }
        return last.byId;
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
