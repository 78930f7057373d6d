package org.wonsi.core.consensus;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A runner of the script checks of a block or transaction, perhaps on several threads.
 *
 * <p>The answer is that of running them one after the other: the first in the list that fails, whatever the timing.
 *
 * <p>Whichever thread finds a failure first, nodes must give the same reason for the same block: a reason that
 * depended on timing couldn't be tested, and would look to others like a lie.
 */
@FunctionalInterface
public interface ScriptCheckRunner {
    /** The place in the list of the first check that fails, from 0; empty if all pass. */
    OptionalInt firstFailure(List<ScriptCheck> checks);

    /** The violation of the first check in the list that fails; empty if all pass. */
    default Optional<Violation> runAll(List<ScriptCheck> checks) {
        OptionalInt failed = firstFailure(checks);
        return failed.isEmpty()
                ? Optional.empty()
                : checks.get(failed.getAsInt()).check();
    }

    /** Runs them one after the other on the calling thread. */
    static ScriptCheckRunner inOrder() {
        return checks -> IntStream.range(0, checks.size())
                .filter(i -> checks.get(i).check().isPresent())
                .findFirst();
    }
}
