package org.wonsi.browser;

import java.util.List;
import java.util.Set;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A trial of two scripts: one transaction whose only output has the locking script, and a second one that spends it
 * with the unlocking script.
 *
 * <p>Source: Bitcoin Core, {@code script_tests.cpp}, {@code BuildCreditingTransaction} and {@code
 * BuildSpendingTransaction}.
 */
final class ScriptTrial {
    private ScriptTrial() {}

    static ScriptError run(Script scriptSig, Script scriptPubKey, Set<ScriptFlag> flags) {
        Script nothing = new ScriptBuilder().op(Opcode.OP_0).op(Opcode.OP_0).build();
        Transaction credit = transaction(new TxIn(OutPoint.NULL, nothing, TxIn.SEQUENCE_FINAL), scriptPubKey);
        Transaction spend =
                transaction(new TxIn(new OutPoint(credit.txid(), 0), scriptSig, TxIn.SEQUENCE_FINAL), Script.EMPTY);
        return Interpreter.verify(
                scriptSig, scriptPubKey, flags, new TransactionSignatureChecker(spend, 0, Amount.ZERO));
    }

    private static Transaction transaction(TxIn input, Script output) {
        return new Transaction(1, List.of(input), List.of(new TxOut(Amount.ZERO, output)), 0);
    }
}
