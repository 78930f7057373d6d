package org.wonsi.core.oracle;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.SignatureChecker;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * One input to be checked by every implementation.
 *
 * @param tx the spending transaction; input 0 is the one
 * @param scriptPubKey what it spends
 * @param flags the rules in force
 */
public record ScriptCase(Transaction tx, Script scriptPubKey, Set<ScriptFlag> flags) {

    /** A case around two scripts, in a plain transaction. */
    static ScriptCase of(Script scriptSig, Script scriptPubKey, Set<ScriptFlag> flags) {
        return new ScriptCase(
                new Transaction(
                        2,
                        List.of(new TxIn(new OutPoint(Txid.ofDisplay("ab".repeat(32)), 0), scriptSig, 0x40_0005)),
                        List.of(new TxOut(new Amount(1000), Script.ofHex("51"))),
                        500_000_100L),
                scriptPubKey,
                flags);
    }

    Script scriptSig() {
        return tx.inputs().get(0).scriptSig();
    }

    /** The last push of the scriptSig as a script; empty if it isn't run. */
    Script redeemScript() {
        List<Operation> operations = scriptSig().operations();
        return !flags.contains(ScriptFlag.P2SH) || !scriptPubKey.isPayToScriptHash() || operations.isEmpty()
                ? Script.EMPTY
                : new Script(operations.get(operations.size() - 1).data());
    }

    /** The same with fewer rules. */
    ScriptCase without(Set<ScriptFlag> others) {
        EnumSet<ScriptFlag> fewer = EnumSet.noneOf(ScriptFlag.class);
        fewer.addAll(flags);
        fewer.removeAll(others);
        return new ScriptCase(tx, scriptPubKey, fewer);
    }

    SignatureChecker checker() {
        return new TransactionSignatureChecker(tx, 0, new Amount(1000));
    }

    /** How it ends here. */
    public ScriptError run() {
        return run(checker());
    }

    ScriptError run(SignatureChecker checker) {
        return Interpreter.verify(scriptSig(), scriptPubKey, flags, checker);
    }

    /** All that is needed to run it again. */
    @Override
    public String toString() {
        return "scriptSig " + scriptSig().bytes() + " (" + scriptSig() + "), scriptPubKey " + scriptPubKey.bytes()
                + " (" + scriptPubKey + "), flags " + flags + ", tx " + tx.encode();
    }
}
