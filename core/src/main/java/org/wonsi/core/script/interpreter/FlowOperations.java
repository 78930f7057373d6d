package org.wonsi.core.script.interpreter;

import org.wonsi.core.script.Opcode;

/**
 * Operations that decide what runs: IF, NOTIF, ELSE, ENDIF, VERIFY, RETURN.
 *
 * <p>There are no loops and no jumps back, so a script always ends.
 *
 * <p>No script can run longer than its own length: that is how a node knows what a stranger's program will cost
 * before it runs it. Ethereum, which has loops, must count steps and charge for them instead.
 */
final class FlowOperations {
    private FlowOperations() {}

    /** Whether an operation matters in a branch that isn't taken, too. */
    static boolean keepsTrackOfBranches(Opcode opcode) {
        return opcode.code() >= Opcode.OP_IF.code() && opcode.code() <= Opcode.OP_ENDIF.code();
    }

    static void execute(Opcode opcode, boolean executed, Execution execution) {
        switch (opcode) {
            case OP_IF -> openIf(true, executed, execution);
            case OP_NOTIF -> openIf(false, executed, execution);
            case OP_ELSE -> {
                requireOpenIf(execution);
                execution.conditions.switchBranch();
            }
            case OP_ENDIF -> {
                requireOpenIf(execution);
                execution.conditions.close();
            }
            case OP_VERIFY -> verify(execution);
            case OP_RETURN -> throw new ScriptFailure(ScriptError.OP_RETURN);
            default -> throw new IllegalStateException(opcode + " is no flow operation");
        }
    }

    /** An IF inside a branch that isn't taken takes nothing from the stack; it only waits for its ENDIF. */
    private static void openIf(boolean wanted, boolean executed, Execution execution) {
        boolean taken = false;
        if (executed) {
            if (execution.stack.size() == 0) {
                throw new ScriptFailure(ScriptError.UNBALANCED_CONDITIONAL);
            }
            taken = ScriptStack.isTrue(execution.stack.pop()) == wanted;
        }
        execution.conditions.open(taken);
    }

    /**
     * Ends the script unless an IF is open.
     *
     * <p>An ELSE without an IF would have nothing to switch.
     */
    private static void requireOpenIf(Execution execution) {
        if (execution.conditions.isEmpty()) {
            throw new ScriptFailure(ScriptError.UNBALANCED_CONDITIONAL);
        }
    }

    /**
     * Takes the top element if it is true, else ends the script.
     *
     * <p>On failure the element stays on the stack, for whoever shows the steps.
     */
    private static void verify(Execution execution) {
        if (!ScriptStack.isTrue(execution.stack.peek(0))) {
            throw new ScriptFailure(ScriptError.VERIFY);
        }
        execution.stack.pop();
    }
}
