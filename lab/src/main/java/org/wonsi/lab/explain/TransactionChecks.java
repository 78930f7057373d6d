package org.wonsi.lab.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.TransactionRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxOut;

/**
 * The checks of what a transaction claims: that it is well made, and that each input's script and signature satisfy the
 * output that it spends.
 *
 * <p>Without them an explanation would name the fields of a forged payment as it names those of a real one. The
 * verdicts are those of {@code core}'s rules and interpreter. What can't be said without the chain is no failure here
 * but {@link Check.Outcome#NOT_CHECKED}.
 */
final class TransactionChecks {
    /**
     * The script rule that all blocks since 2012 obey. Younger rules depend on the block's height, which bytes don't
     * tell.
     */
    private static final Set<ScriptFlag> FLAGS = Set.of(ScriptFlag.P2SH);

    private final PrevoutSource prevouts;
    private final Optional<Integer> indexInBlock;
    private final WorkBudget budget;

    TransactionChecks(PrevoutSource prevouts, Optional<Integer> indexInBlock, WorkBudget budget) {
        this.prevouts = prevouts;
        this.indexInBlock = indexInBlock;
        this.budget = budget;
    }

    /**
     * The checks of one transaction.
     *
     * <p>A wrong form ends them: no block can hold such a transaction, so its signatures don't matter. Too much work
     * ends them, too; the last check then says what wasn't checked.
     *
     * @param prefix what the name of each check begins with, such as the transaction's place in its block
     */
    List<Check> of(Transaction tx, String prefix) {
        List<Check> checks = new ArrayList<>();
        Optional<Violation> violation = TransactionRules.check(tx);
        if (violation.isPresent()) {
            checks.add(Check.of(prefix + "form", false, violation.get().toString()));
            return checks;
        }
        checks.add(Check.of(prefix + "txid", true, tx.txid().toDisplay()));
        if (indexInBlock.isPresent() && indexInBlock.get() == 0 != tx.isCoinbase()) {
            checks.add(Check.of(prefix + "place", false, "the first transaction, and only that, is the coinbase"));
        }
        if (tx.isCoinbase()) {
            return checks;
        }
        int last = tx.inputs().size() - 1;
        for (int i = 0; i <= last; i++) {
            if (budget.takeInput()) {
                Check check = signature(tx, i, prefix + "signature of input " + i);
                if (!budget.isSpent()) {
                    checks.add(check);
                }
            }
            if (budget.isSpent()) {
                checks.add(Check.notChecked(
                        prefix + "signature of input" + (i == last ? " " : "s ") + (i == last ? i : i + " to " + last),
                        "too much work for one answer of a node; ./wonsi decode --node checks it on your own machine"));
                return checks;
            }
        }
        return checks;
    }

    private Check signature(Transaction tx, int input, String name) {
        OutPoint prevout = tx.inputs().get(input).prevout();
        Optional<TxOut> spent = prevouts.output(prevout);
        if (spent.isPresent()) {
            ScriptError result = run(tx, input, spent.get());
            String detail = "output " + prevout + " (" + spent.get().value() + " coins, "
                    + ExplanationText.shortened(ScriptText.format(spent.get().scriptPubKey())) + ")";
            return result == ScriptError.OK
                    ? Check.of(name, true, "satisfies " + detail)
                    : Check.of(name, false, result + " against " + detail);
        }
        return guessed(tx, input)
                .map(script -> guessedCheck(tx, input, name, script))
                .orElse(Check.notChecked(
                        name,
                        "the output it spends, " + prevout
                                + ", isn't in these bytes; give it with --prevout or --node"));
    }

    /**
     * The check of an input without the output that it spends.
     *
     * <p>If the input's script is a signature and a key, the output most likely pays the hash of that key. The script
     * of such an output can be made from the key, so the signature is checked against it, and the answer says on which
     * condition it holds.
     */
    private Check guessedCheck(Transaction tx, int input, String name, Script assumed) {
        ScriptError result = run(tx, input, new TxOut(Amount.ZERO, assumed));
        String condition = "if the output it spends pays the key beside the signature (not in these bytes)";
        return result == ScriptError.OK
                ? Check.of(name, true, "holds " + condition)
                : Check.of(name, false, result + " " + condition);
    }

    private static Optional<Script> guessed(Transaction tx, int input) {
        List<Operation> pushed = tx.inputs().get(input).scriptSig().operations();
        if (pushed.size() != 2 || !ScriptFields.looksLikeSignature(pushed.get(0).data())) {
            return Optional.empty();
        }
        ByteString key = pushed.get(1).data();
        return ScriptFields.looksLikePublicKey(key)
                ? Optional.of(StandardScript.payToPublicKeyHash(Hash160.hash(key)))
                : Optional.empty();
    }

    private ScriptError run(Transaction tx, int input, TxOut spent) {
        return Interpreter.verify(
                tx.inputs().get(input).scriptSig(),
                spent.scriptPubKey(),
                FLAGS,
                new BudgetedSignatures(new TransactionSignatureChecker(tx, input, spent.value()), tx.size(), budget));
    }
}
