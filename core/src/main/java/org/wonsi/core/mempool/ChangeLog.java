package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * A collector of what enters and leaves the pool during one call.
 *
 * <p>An orphan may enter and be thrown out for lack of room within one call. Whoever follows the pool must not be
 * told of a payment that isn't there when he asks.
 */
final class ChangeLog {
    private final Map<Txid, MempoolEntry> added = new LinkedHashMap<>();
    private final List<MempoolChange.Removal> removed = new ArrayList<>();
    private final List<MempoolChange.Refusal> refused = new ArrayList<>();

    void added(MempoolEntry entry) {
        added.put(entry.txid(), entry);
    }

    /** One that entered during this same call is as if it had never come. */
    void removed(Collection<MempoolEntry> entries, MempoolChange.Reason reason) {
        for (MempoolEntry entry : entries) {
            if (!added.remove(entry.txid(), entry)) {
                removed.add(new MempoolChange.Removal(entry, reason));
            }
        }
    }

    /** An orphan's parents came, and it breaks a rule. */
    void refused(Transaction orphan, Violation violation) {
        refused.add(new MempoolChange.Refusal(orphan, violation));
    }

    MempoolChange toChange() {
        return new MempoolChange(List.copyOf(added.values()), removed, refused);
    }
}
