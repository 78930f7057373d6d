package org.wonsi.core.consensus;

import java.util.Optional;

/** Builds the answers of the rules. */
final class Violations {
    private Violations() {}

    static Optional<Violation> of(RejectReason reason, String detail) {
        return Optional.of(new Violation(reason, detail));
    }
}
