package org.wonsi.core.mempool;

import java.util.LinkedHashSet;
import java.util.Set;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;

/**
 * A waiting transaction with its links to others, and sums over all it needs and all that need it, itself included.
 *
 * <p>Identity counts, not content.
 *
 * <p>The sums are kept up to date as transactions come and go: to add them up when they are needed would mean a
 * walk through up to 25 others for each comparison.
 *
 * <pre>
 *    parent (fee 1)  &lt;--- child (fee 9)      evicted by the higher of 1 and (1 + 9) / 2 for each unit of size
 * </pre>
 */
final class PoolNode {
    private MempoolEntry entry;
    /** The entry's own, kept because the sorted lists compare it all the time. */
    private FeeRate rate;

    LockPoints lockPoints;
    /** Order of entry. */
    final long sequence;
    /** What {@link MemoryUsage} counts for it, without its links. */
    final long memory;

    final Set<PoolNode> parents = new LinkedHashSet<>();
    final Set<PoolNode> children = new LinkedHashSet<>();

    int ancestorCount = 1;
    long ancestorBytes;
    int descendantCount = 1;
    long descendantBytes;
    long descendantFees;

    PoolNode(MempoolEntry entry, LockPoints lockPoints, long sequence) {
        this.entry = entry;
        this.rate = entry.feeRate();
        this.lockPoints = lockPoints;
        this.sequence = sequence;
        this.memory = MemoryUsage.of(entry.tx());
        this.ancestorBytes = entry.size();
        this.descendantBytes = entry.size();
        this.descendantFees = entry.modifiedFee().satoshis();
    }

    MempoolEntry entry() {
        return entry;
    }

    /** What it pays for its own bytes. */
    FeeRate rate() {
        return rate;
    }

    /** Lets the operator value it otherwise; it must be in no sorted list meanwhile. */
    void value(long feeDelta) {
        entry = entry.withFeeDelta(feeDelta);
        rate = entry.feeRate();
    }

    /**
     * Adds to, or with sign -1 takes from, the sums the other's part in them.
     *
     * <p>What one adds when it comes it must take away when it goes, in the same numbers: fees may be valued anew
     * in between, and then {@link Pool#value} mends the sums.
     */
    void countAncestor(PoolNode other, int sign) {
        ancestorCount += sign;
        ancestorBytes += (long) sign * other.entry.size();
    }

    /** The same for one that needs this. */
    void countDescendant(PoolNode other, int sign) {
        descendantCount += sign;
        descendantBytes += (long) sign * other.entry.size();
        descendantFees += sign * other.entry.modifiedFee().satoshis();
    }

    /**
     * What a full pool goes by: its own rate, or with those that need it, whichever is higher.
     *
     * <p>A cheap parent whose child pays well is worth keeping; the child alone couldn't be mined. But a poor child
     * must not pull a good parent down, so the higher of the two counts.
     */
    FeeRate evictionRate() {
        if (descendantCount == 1) {
            return rate;
        }
        FeeRate all = descendantRate();
        return rate.compareTo(all) >= 0 ? rate : all;
    }

    /** What it pays together with all that need it. */
    FeeRate descendantRate() {
        return FeeRate.of(new Amount(descendantFees), descendantBytes);
    }
}
