package org.wonsi.core.consensus;

import java.util.Optional;

/** Makes answers for rules. */
final class Violations {
    private Violations() {}

    static Optional<Violation> of(RejectReason reason, String detail) {
        return Optional.of(new Violation(reason, detail));
    }
}
