package org.wonsi.core.mempool;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.consensus.Violation;

/**
 * The outcome of giving a transaction to the mempool.
 *
 * <p>An orphan isn't refused: its sender did nothing wrong if its parent is only slower on its way.
 */
public final class MempoolResult {
    /** Whether the transaction now waits for a block. */
    public enum Outcome {
        ACCEPTED,
        /** It waits already. */
        DUPLICATE,
        /** It spends outputs that aren't known (yet); kept for a while in case they come. */
        ORPHAN,
        REJECTED
    }

    private final Outcome outcome;
    private final @Nullable Violation violation;
    private final MempoolChange change;

    MempoolResult(Outcome outcome, @Nullable Violation violation, MempoolChange change) {
        this.outcome = outcome;
        this.violation = violation;
        this.change = change;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Why it was refused, or is an orphan or a duplicate. */
    public Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    /** What entered the pool (this one, then orphans that waited for it) and what left (replaced, evicted). */
    public MempoolChange change() {
        return change;
    }

    /** What entered the pool. */
    public List<MempoolEntry> added() {
        return change.added();
    }

    /** What left the pool. */
    public List<MempoolChange.Removal> removed() {
        return change.removed();
    }

    @Override
    public String toString() {
        return outcome + violation().map(v -> " " + v).orElse("");
    }
}
