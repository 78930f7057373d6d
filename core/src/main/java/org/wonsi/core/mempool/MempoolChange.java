package org.wonsi.core.mempool;

import java.util.List;

/**
 * What entered and what left the pool, each in order.
 *
 * @param added parents before children
 */
public record MempoolChange(List<MempoolEntry> added, List<Removal> removed) {
    /** Nothing changed. */
    public static final MempoolChange NONE = new MempoolChange(List.of(), List.of());

    public MempoolChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** A transaction that left the pool, and why. */
    public record Removal(MempoolEntry entry, Reason reason) {}

    /** Why a transaction left the pool. */
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
