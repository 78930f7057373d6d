package org.wonsi.core.chain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.Violation;

/**
 * The outcome of giving a block to the chain.
 *
 * <p>Accepted says little: it may be connected, or stored on a branch that doesn't lead. What happened to the tip
 * is in the changes.
 */
public final class BlockResult {
    /** Whether the block is now part of what the node knows. */
    public enum Outcome {
        /** New and, as far as it could be checked, valid; connected only if its branch has the most work. */
        ACCEPTED,
        /** Known before. */
        DUPLICATE,
        /**
         * The block before it is unknown; kept for a while in case that one arrives.
         *
         * <p>No fault: blocks come over many connections, and a later one may be faster. But nothing about it can
         * be checked except its own work.
         */
        ORPHAN,
        /** Refused. */
        INVALID
    }

    private final Outcome outcome;
    private final @Nullable Violation violation;
    private final List<TipChange> changes;
    private final Map<BlockHash, Violation> refused;

    private BlockResult(
            Outcome outcome,
            @Nullable Violation violation,
            List<TipChange> changes,
            Map<BlockHash, Violation> refused) {
        this.outcome = outcome;
        this.violation = violation;
        this.changes = List.copyOf(changes);
        this.refused = Collections.unmodifiableMap(refused);
    }

    static BlockResult accepted(List<TipChange> changes, Map<BlockHash, Violation> refused) {
        return new BlockResult(Outcome.ACCEPTED, null, changes, refused);
    }

    static BlockResult duplicate() {
        return new BlockResult(Outcome.DUPLICATE, null, List.of(), Map.of());
    }

    static BlockResult orphan(Violation violation) {
        return new BlockResult(Outcome.ORPHAN, violation, List.of(), Map.of());
    }

    static BlockResult invalid(Violation violation, List<TipChange> changes, Map<BlockHash, Violation> refused) {
        return new BlockResult(Outcome.INVALID, violation, changes, refused);
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Why it was refused, or is an orphan. */
    public Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    /** What happened to the tip, in order; a refused block of a heavier branch can cause changes and their reversal. */
    public List<TipChange> changes() {
        return changes;
    }

    /**
     * The blocks that turned out to break a rule themselves, in the order in which that was found: this one, or some before it
     * that were checked only now, when their branch had the most work.
     *
     * <p>Whoever sent one of those is told apart from whoever sent this block.
     */
    public Map<BlockHash, Violation> refused() {
        return refused;
    }

    @Override
    public String toString() {
        return outcome + violation().map(v -> " " + v).orElse("");
    }
}
