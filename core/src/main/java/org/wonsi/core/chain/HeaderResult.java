package org.wonsi.core.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.consensus.Violation;

/**
 * The outcome of giving a header to the chain.
 *
 * <p>An orphan is no offence here: a peer may be ahead of this node. It is answered with a question for what lies
 * between.
 */
public final class HeaderResult {
    /** Whether the header is now in the tree. */
    public enum Outcome {
        /** New and valid. */
        ACCEPTED,
        /** Known before. */
        DUPLICATE,
        /** The header before it is unknown. */
        ORPHAN,
        /** Refused. */
        INVALID
    }

    private final Outcome outcome;
    private final @Nullable Violation violation;
    private final @Nullable HeaderNode node;

    private HeaderResult(Outcome outcome, @Nullable Violation violation, @Nullable HeaderNode node) {
        this.outcome = outcome;
        this.violation = violation;
        this.node = node;
    }

    static HeaderResult accepted(HeaderNode node) {
        return new HeaderResult(Outcome.ACCEPTED, null, node);
    }

    static HeaderResult duplicate(HeaderNode node) {
        return new HeaderResult(Outcome.DUPLICATE, null, node);
    }

    static HeaderResult orphan(Violation violation) {
        return new HeaderResult(Outcome.ORPHAN, violation, null);
    }

    static HeaderResult invalid(Violation violation) {
        return new HeaderResult(Outcome.INVALID, violation, null);
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Why it was refused, or is an orphan. */
    public Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    /** Its place in the tree, if it was accepted or known. */
    public Optional<HeaderNode> node() {
        return Optional.ofNullable(node);
    }

    @Override
    public String toString() {
        return outcome + violation().map(v -> " " + v).orElse("");
    }
}
