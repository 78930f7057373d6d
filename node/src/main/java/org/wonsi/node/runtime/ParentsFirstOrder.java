package org.wonsi.node.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * An order of waiting transactions in which a mempool takes them: each after those whose outputs it spends.
 *
 * <p>After a fault the mempool is made again and given what waited in it. A child that came before its parent would be taken for
 * an orphan, of which only 100 are kept, and the others would be lost. Parents are found depth first, on a stack of its own: a chain
 * of transactions can be longer than the call stack is deep. The loop ends, as no transaction can spend from itself: its id is
 * the hash of what it spends.
 */
final class ParentsFirstOrder {
    private ParentsFirstOrder() {}

    static List<Transaction> of(List<MempoolEntry> entries) {
        Map<Txid, Transaction> left = new LinkedHashMap<>();
        entries.forEach(entry -> left.put(entry.txid(), entry.tx()));
        List<Transaction> ordered = new ArrayList<>();
        for (MempoolEntry entry : entries) {
            Deque<Transaction> path = new ArrayDeque<>(List.of(entry.tx()));
            while (!path.isEmpty()) {
                Transaction tx = path.element();
                int before = path.size();
                for (TxIn input : tx.inputs()) {
                    Transaction parent = left.get(input.prevout().txid());
                    if (parent != null) {
                        path.push(parent);
                    }
                }
                if (path.size() == before) {
                    path.remove();
                    if (left.remove(tx.txid()) != null) {
                        ordered.add(tx);
                    }
                }
            }
        }
        return ordered;
    }
}
