package org.wonsi.lab.coin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxOut;

/**
 * An input's two scripts as they ran, operation by operation.
 *
 * @param steps those that ran; the last is the one that failed, if one did
 * @param result OK, or why the coin may not be spent
 */
public record ScriptRun(List<Step> steps, ScriptError result) {
    public ScriptRun {
        steps = List.copyOf(steps);
    }

    /** Runs them under these rules. */
    public static ScriptRun of(Transaction tx, int input, TxOut spent, Set<ScriptFlag> flags) {
        List<Step> steps = new ArrayList<>();
        ScriptError result = Interpreter.verify(
                tx.inputs().get(input).scriptSig(),
                spent.scriptPubKey(),
                flags,
                new TransactionSignatureChecker(tx, input, spent.value()),
                steps::add);
        return new ScriptRun(steps, result);
    }
}
