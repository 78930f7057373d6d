package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The waiting transactions in the order of what they pay for their bytes, the highest rate first.
 *
 * <p>A sorted array and no tree: after each transaction that comes, the whole list is asked for, by those who show what waits. To
 * copy an array is a hundredth of the work of walking a tree, and to make room in one is less still.
 */
final class RateOrder {
    private static final Comparator<PoolNode> DEAREST_FIRST =
            Comparator.comparing(PoolNode::rate).reversed().thenComparingLong(node -> node.sequence);

    private final List<PoolNode> nodes = new ArrayList<>();

    /** The entry of each, at the same place. */
    private final List<MempoolEntry> entries = new ArrayList<>();

    /** What was given out last, while it is still so. */
    private @Nullable List<MempoolEntry> listed;

    void add(PoolNode node) {
        listed = null;
        // No two are equal, for each has a place in the pool of its own.
        int place = -Collections.binarySearch(nodes, node, DEAREST_FIRST) - 1;
        nodes.add(place, node);
        entries.add(place, node.entry());
    }

    /** Removes one whose rate is what it was when it was added. */
    void remove(PoolNode node) {
        int place = Collections.binarySearch(nodes, node, DEAREST_FIRST);
        if (place >= 0) {
            listed = null;
            nodes.remove(place);
            entries.remove(place);
        }
    }

    List<MempoolEntry> entries() {
        List<MempoolEntry> known = listed;
        if (known == null) {
            known = List.copyOf(entries);
            listed = known;
        }
        return known;
    }
}
