package org.wonsi.core.script.interpreter;

import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Operation;

/**
 * One operation of a running script and what it left, for whoever wants to show it.
 *
 * <p>Lessons show a payment's scripts with it, step by step, from the same code that decides. Without a listener
 * nothing is copied.
 *
 * @param part which of the scripts runs
 * @param operation what was read
 * @param executed false in a branch that isn't taken
 * @param stack the elements after it, the top last
 * @param altStack the second stack, the top last
 * @param result OK, or why the script ends here; the stacks are then as the operation left them
 */
public record Step(
        Part part,
        Operation operation,
        boolean executed,
        List<ByteString> stack,
        List<ByteString> altStack,
        ScriptError result) {

    /** Which script. */
    public enum Part {
        /** The input's. */
        SCRIPT_SIG,
        /** The spent output's. */
        SCRIPT_PUB_KEY,
        /** The one that a pay-to-script-hash input brings along. */
        REDEEM_SCRIPT
    }

    /** Told of every step. */
    public interface Listener {
        /** Wants to know nothing; steps are then not even put together. */
        Listener NONE = step -> {};

        /** An operation was executed, or passed over in a branch that isn't taken. */
        void onStep(Step step);
    }
}
