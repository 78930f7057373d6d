package org.wonsi.core.consensus;

import java.util.List;
import java.util.Optional;

/**
 * Runs the script checks of a block or transaction, perhaps on several threads.
 *
 * <p>The answer is that of running them one after the other: the first in the list that fails, whatever the timing.
 */
@FunctionalInterface
public interface ScriptChecks {
    /** The violation of the first check in the list that fails; empty if all pass. */
    Optional<Violation> runAll(List<ScriptCheck> checks);

    /** Runs them one after the other on the calling thread. */
    static ScriptChecks inOrder() {
        return checks -> {
            for (ScriptCheck check : checks) {
                Optional<Violation> violation = check.check();
                if (violation.isPresent()) {
                    return violation;
                }
            }
            return Optional.empty();
        };
    }
}
