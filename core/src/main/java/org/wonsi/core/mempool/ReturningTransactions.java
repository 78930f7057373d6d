package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * The transactions of blocks that a reorganisation disconnected: they may wait for a block again.
 *
 * <p>Checking them again takes time, so only 20 MB of memory is kept of them, those nearest to the fork: the others may need
 * them. Source: Bitcoin Core, {@code DisconnectedBlockTransactions}.
 *
 * <p>The payments of a lost block were in a block because somebody wanted them to be. Most are in the winning
 * branch as well. The others must not vanish: whoever was paid would have to ask for it again.
 */
final class ReturningTransactions {
    private static final long MAX_MEMORY = 20_000_000;

    /** Children before parents: blocks are disconnected last first. */
    private final Map<Txid, Transaction> lastFirst = new LinkedHashMap<>();

    private long memory;

    /** A block was disconnected; its coinbase is gone for good. */
    void disconnected(List<Transaction> transactions) {
        for (int i = transactions.size() - 1; i > 0; i--) {
            Transaction tx = transactions.get(i);
            if (lastFirst.put(tx.txid(), tx) == null) {
                memory += MemoryUsage.of(tx);
            }
        }
        Iterator<Transaction> last = lastFirst.values().iterator();
        while (memory > MAX_MEMORY) {
            memory -= MemoryUsage.of(last.next());
            last.remove();
        }
    }

    /** A block of the new branch was connected; what it holds needn't come back. */
    void connected(List<Transaction> transactions) {
        for (Transaction tx : transactions) {
            if (lastFirst.remove(tx.txid()) != null) {
                memory -= MemoryUsage.of(tx);
            }
        }
    }

    /** What comes back, parents before children. */
    List<Transaction> inOrder() {
        List<Transaction> all = new ArrayList<>(lastFirst.values());
        Collections.reverse(all);
        return all;
    }
}
