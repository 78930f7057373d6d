package org.wonsi.core.mempool;

import java.util.List;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.Transaction;

/**
 * A change of the pool: what entered and what left, each in order.
 *
 * @param added parents before children
 * @param refused orphans whose parents came, and which proved to be against the rules
 */
public record MempoolChange(List<MempoolEntry> added, List<Removal> removed, List<Refusal> refused) {
    /** Nothing changed. */
    public static final MempoolChange NONE = new MempoolChange(List.of(), List.of(), List.of());

    public MempoolChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        refused = List.copyOf(refused);
    }

    /** An orphan that is kept no longer, and the rule it breaks. */
    public record Refusal(Transaction tx, Violation violation) {}

    /** A transaction that left the pool, and why. */
    public record Removal(MempoolEntry entry, Reason reason) {}

    /**
     * Why a transaction left the pool.
     *
     * <p>Wallets show these: a payment that was replaced is a different story from one that expired.
     */
    public enum Reason {
        /** It is in a block now. */
        CONFIRMED,
        /** Another transaction that spends the same coin is in a block now. */
        CONFLICT,
        /** Another one that pays more took its place. */
        REPLACED,
        /** The pool was full and it paid the least. */
        EVICTED,
        /** It waited too long. */
        EXPIRED,
        /** The chain was reorganised and it is no longer valid. */
        REORG
    }
}
