package org.wonsi.lab.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxOut;

/**
 * A trace of an input's scripts as the interpreter that judges payments ran them: what it read, and the stack after each
 * operation.
 *
 * <p>A script may hold thousands of operations on a stack of hundreds of thousands of bytes, so only so many steps, with so
 * many bytes of stack in all, are kept; the script runs to its end all the same.
 *
 * @param operations all of them, those that weren't reached too; step n ran operation n
 * @param steps those that ran, from the first; the last is the one that failed, if one did
 * @param isWhole whether every step that ran is among them
 * @param end OK, or why the coin may not be spent; null if that took too long to find out
 */
public record ScriptTrace(
        List<Part> operations,
        List<Step> steps,
        boolean isWhole,
        @Nullable ScriptError end) {
    /** Steps of a whole trace. */
    public static final int MAX_STEPS = 500;

    /** Bytes on all the stacks of a whole trace. */
    public static final int MAX_BYTES = 200_000;

    public ScriptTrace {
        operations = List.copyOf(operations);
        steps = List.copyOf(steps);
    }

    /** OK, or why the coin may not be spent; empty if that took too long to find out. */
    public Optional<ScriptError> result() {
        return Optional.ofNullable(end);
    }

    /** An operation and the script that it is part of. */
    public record Part(Step.Part script, Operation operation) {}

    /** Runs an input's scripts under these rules. */
    public static ScriptTrace of(Transaction tx, int input, TxOut spent, Set<ScriptFlag> flags, WorkBudget budget) {
        Keeper keeper = new Keeper();
        Script scriptSig = tx.inputs().get(input).scriptSig();
        ScriptError result = Interpreter.verify(
                scriptSig,
                spent.scriptPubKey(),
                flags,
                new BudgetedSignatures(new TransactionSignatureChecker(tx, input, spent.value()), tx.size(), budget),
                keeper);
        List<Part> operations = new ArrayList<>();
        add(operations, Step.Part.SCRIPT_SIG, scriptSig);
        add(operations, Step.Part.SCRIPT_PUB_KEY, spent.scriptPubKey());
        if (flags.contains(ScriptFlag.P2SH) && spent.scriptPubKey().isPayToScriptHash()) {
            List<Operation> pushed = scriptSig.operations();
            if (!pushed.isEmpty()) {
                add(
                        operations,
                        Step.Part.REDEEM_SCRIPT,
                        new Script(pushed.get(pushed.size() - 1).data()));
            }
        }
        return new ScriptTrace(
                operations.subList(0, Math.min(operations.size(), MAX_STEPS)),
                keeper.steps,
                keeper.isWhole,
                budget.isSpent() ? null : result);
    }

    private static void add(List<Part> operations, Step.Part part, Script script) {
        script.operations().forEach(operation -> operations.add(new Part(part, operation)));
    }

    /** A listener to the interpreter that keeps steps until there is no room. */
    private static final class Keeper implements Step.Listener {
        private final List<Step> steps = new ArrayList<>();
        private long bytes;
        private boolean isWhole = true;

        @Override
        public void onStep(Step step) {
            bytes += size(step.stack()) + size(step.altStack());
            isWhole = isWhole && steps.size() < MAX_STEPS && bytes <= MAX_BYTES;
            if (isWhole) {
                steps.add(step);
            }
        }

        /** An empty element takes room in an answer, too. */
        private static long size(List<ByteString> stack) {
            return stack.stream().mapToLong(element -> element.size() + 4L).sum();
        }
    }
}
