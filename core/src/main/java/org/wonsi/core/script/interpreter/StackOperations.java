package org.wonsi.core.script.interpreter;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Opcode;

/**
 * Operations that move, copy, measure and compare elements.
 *
 * <p>The pictures have the top of the stack at the right: before, then after. {@link Opcode#operands} has made sure that
 * the elements are there.
 *
 * <p>A script has no names for its values: it brings what it needs to the top. Nearly all scripts in the chain use
 * DUP and nothing else of these; the rest is here because a node must run whatever was ever allowed.
 */
final class StackOperations {
    private StackOperations() {}

    static void execute(Opcode opcode, Execution execution) {
        ScriptStack stack = execution.stack;
        switch (opcode) {
            case OP_TOALTSTACK -> execution.altStack.push(stack.pop());
            case OP_FROMALTSTACK -> fromAltStack(execution);
            case OP_IFDUP -> duplicateIfTrue(stack);
            case OP_DEPTH -> stack.push(stack.size());
            case OP_DROP -> stack.pop(); // a |
            case OP_2DROP -> stack.drop(2); // a b |
            case OP_DUP -> copy(stack, 1, 0); // a | a a
            case OP_2DUP -> copy(stack, 2, 1); // a b | a b a b
            case OP_3DUP -> copy(stack, 3, 2); // a b c | a b c a b c
            case OP_OVER -> copy(stack, 1, 1); // a b | a b a
            case OP_2OVER -> copy(stack, 2, 3); // a b c d | a b c d a b
            case OP_NIP -> stack.remove(1); // a b | b
            case OP_TUCK -> stack.insert(2, stack.peek(0)); // a b | b a b
            case OP_SWAP -> move(stack, 1, 1); // a b | b a
            case OP_ROT -> move(stack, 1, 2); // a b c | b c a
            case OP_2SWAP -> move(stack, 2, 3); // a b c d | c d a b
            case OP_2ROT -> move(stack, 2, 5); // a b c d e f | c d e f a b
            case OP_PICK -> copy(stack, 1, takeDepth(execution)); // ... n | ... copy of the n-th
            case OP_ROLL -> move(stack, 1, takeDepth(execution)); // ... n | ... the n-th itself
            case OP_SIZE -> stack.push(stack.peek(0).size()); // a | a length
            case OP_EQUAL -> equal(stack);
            case OP_EQUALVERIFY -> equalVerify(stack);
            default -> throw new IllegalStateException(opcode + " is no stack operation");
        }
    }

    /** Copies so many elements, the lowest of them at this depth, to the top in their order. */
    private static void copy(ScriptStack stack, int count, int depth) {
        for (int i = 0; i < count; i++) {
            // Each push moves the next one down to the same depth.
            stack.push(stack.peek(depth));
        }
    }

    /** Moves so many elements, the lowest of them at this depth, to the top in their order. */
    private static void move(ScriptStack stack, int count, int depth) {
        for (int i = 0; i < count; i++) {
            stack.push(stack.remove(depth));
        }
    }

    private static void fromAltStack(Execution execution) {
        if (execution.altStack.size() == 0) {
            throw new ScriptFailure(ScriptError.INVALID_ALTSTACK_OPERATION);
        }
        execution.stack.push(execution.altStack.pop());
    }

    private static void duplicateIfTrue(ScriptStack stack) {
        ByteString top = stack.peek(0);
        if (ScriptStack.isTrue(top)) {
            stack.push(top);
        }
    }

    /**
     * Takes the number that PICK and ROLL go by: 0 is the element right below it.
     *
     * <p>The only operations in which a value decides how far down is looked, so the value is checked here and not
     * by the list of operands.
     */
    private static int takeDepth(Execution execution) {
        long depth = execution.number(0);
        execution.stack.pop();
        if (depth < 0 || depth >= execution.stack.size()) {
            throw new ScriptFailure(ScriptError.INVALID_STACK_OPERATION);
        }
        return (int) depth;
    }

    /**
     * Replaces two elements by whether they are the same.
     *
     * <p>Bytes and not numbers: 01 and 0100 are different here, and the same to NUMEQUAL.
     */
    private static void equal(ScriptStack stack) {
        ByteString right = stack.pop();
        ByteString left = stack.pop();
        stack.push(left.equals(right));
    }

    private static void equalVerify(ScriptStack stack) {
        equal(stack);
        if (!ScriptStack.isTrue(stack.peek(0))) {
            throw new ScriptFailure(ScriptError.EQUALVERIFY);
        }
        stack.pop();
    }
}
