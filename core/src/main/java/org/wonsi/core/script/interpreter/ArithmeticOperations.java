package org.wonsi.core.script.interpreter;

import org.wonsi.core.script.Opcode;

/**
 * Operations on numbers of at most four bytes, one bit of which is the sign.
 *
 * <p>A result may need five bytes; it stays on the stack as bytes, but no further arithmetic takes it. So nothing here
 * can overflow a long.
 *
 * <pre>
 *    7fffffff + 7fffffff = feffffff00       five bytes: can be compared as bytes or hashed, but not added to
 * </pre>
 *
 * <p>Operands of four bytes are a consensus limit. A node that computed with more would accept scripts that others
 * refuse, and the network would split; so multiplication, which nobody can use since 2010, isn't missing by
 * oversight.
 */
final class ArithmeticOperations {
    private ArithmeticOperations() {}

    static void execute(Opcode opcode, Execution execution) {
        switch (opcode.operands()) {
            case 1 -> unary(opcode, execution);
            case 2 -> binary(opcode, execution);
            default -> within(execution);
        }
    }

    /**
     * Replaces the top number by the result.
     *
     * <p>Each operand is read, and its form checked, before the result is pushed.
     */
    private static void unary(Opcode opcode, Execution execution) {
        long a = execution.number(0);
        execution.stack.pop();
        execution.stack.push(
                switch (opcode) {
                    case OP_1ADD -> a + 1;
                    case OP_1SUB -> a - 1;
                    case OP_NEGATE -> -a;
                    case OP_ABS -> Math.abs(a);
                    case OP_NOT -> truth(a == 0);
                    case OP_0NOTEQUAL -> truth(a != 0);
                    default -> throw new IllegalStateException(opcode + " takes no single number");
                });
    }

    private static void binary(Opcode opcode, Execution execution) {
        long a = execution.number(1);
        long b = execution.number(0);
        execution.stack.drop(2);
        execution.stack.push(
                switch (opcode) {
                    case OP_ADD -> a + b;
                    case OP_SUB -> a - b;
                    case OP_MIN -> Math.min(a, b);
                    case OP_MAX -> Math.max(a, b);
                    default -> truth(compare(opcode, a, b));
                });
        if (opcode == Opcode.OP_NUMEQUALVERIFY) {
            if (a != b) {
                throw new ScriptFailure(ScriptError.NUMEQUALVERIFY);
            }
            execution.stack.pop();
        }
    }

    private static boolean compare(Opcode opcode, long a, long b) {
        return switch (opcode) {
            case OP_BOOLAND -> a != 0 && b != 0;
            case OP_BOOLOR -> a != 0 || b != 0;
            case OP_NUMEQUAL, OP_NUMEQUALVERIFY -> a == b;
            case OP_NUMNOTEQUAL -> a != b;
            case OP_LESSTHAN -> a < b;
            case OP_GREATERTHAN -> a > b;
            case OP_LESSTHANOREQUAL -> a <= b;
            case OP_GREATERTHANOREQUAL -> a >= b;
            default -> throw new IllegalStateException(opcode + " takes no two numbers");
        };
    }

    /**
     * Whether the lowest of three is at least the second and below the top.
     *
     * <p>The upper end isn't part of it: a quirk to keep.
     */
    private static void within(Execution execution) {
        long x = execution.number(2);
        long min = execution.number(1);
        long max = execution.number(0);
        execution.stack.drop(3);
        execution.stack.push(min <= x && x < max);
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }
}
