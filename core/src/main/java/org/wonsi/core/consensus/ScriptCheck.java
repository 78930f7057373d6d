package org.wonsi.core.consensus;

import java.util.Optional;
import java.util.Set;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * One input whose scripts are to be run.
 *
 * <p>It holds all that is needed to run it, and nothing that changes, so it can be handed to any thread and run at
 * any time.
 *
 * @param tx the spending transaction
 * @param inputIndex which of its inputs
 * @param spent the output it spends
 * @param flags the rules in force; an immutable set
 */
public record ScriptCheck(Transaction tx, int inputIndex, TxOut spent, Set<ScriptFlag> flags) {
    /** Runs them. */
    public ScriptError run() {
        return Interpreter.verify(
                input().scriptSig(),
                spent.scriptPubKey(),
                flags,
                new TransactionSignatureChecker(tx, inputIndex, spent.value()));
    }

    /** Runs them as a rule: the owner of every coin has agreed to the payment. Source: paper, section 2. */
    public Optional<Violation> check() {
        ScriptError error = run();
        return error == ScriptError.OK ? Optional.empty() : Optional.of(violation(RejectReason.SCRIPT_FAILED, error));
    }

    /** A violation about this input. */
    public Violation violation(RejectReason reason, ScriptError error) {
        return new Violation(
                reason,
                error.message(),
                "input " + inputIndex + " of " + tx.txid() + ", spending " + input().prevout());
    }

    private TxIn input() {
        return tx.inputs().get(inputIndex);
    }
}
