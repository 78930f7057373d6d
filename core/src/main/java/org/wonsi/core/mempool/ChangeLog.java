package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what enters and leaves the pool during one call. */
final class ChangeLog {
    private final List<MempoolEntry> added = new ArrayList<>();
    private final List<MempoolChange.Removal> removed = new ArrayList<>();

    void added(MempoolEntry entry) {
        added.add(entry);
    }

    /** One that entered during this same call is as if it had never come. */
    void removed(Collection<MempoolEntry> entries, MempoolChange.Reason reason) {
        for (MempoolEntry entry : entries) {
            if (!added.remove(entry)) {
                removed.add(new MempoolChange.Removal(entry, reason));
            }
        }
    }

    MempoolChange toChange() {
        return new MempoolChange(added, removed);
    }
}
