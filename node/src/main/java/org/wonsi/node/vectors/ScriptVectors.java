package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.ScriptParser;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** The vectors of {@code script_tests.json}: two scripts, flags, and how they end. */
final class ScriptVectors implements VectorCheck {

    @Override
    public Verdict check(JsonNode vector) {
        // A witness with an amount at its end may come first.
        int first = vector.get(0).isArray() ? 1 : 0;
        VectorFlags flags = VectorFlags.parse(vector.get(first + 2).asText());
        if (flags.unknown().isPresent()) {
            return Verdict.skipped("an unknown flag: " + flags.unknown().get());
        }
        if (flags.wantsWitness()) {
            return Verdict.skipped("a WITNESS or TAPROOT flag");
        }
        Script scriptSig = ScriptParser.parse(vector.get(first).asText());
        Script scriptPubKey = ScriptParser.parse(vector.get(first + 1).asText());
        ScriptError expected = error(vector.get(first + 3).asText());

        Transaction credit = credit(scriptPubKey, amount(vector));
        Transaction spend = spend(credit, scriptSig);
        ScriptError found = Interpreter.verify(
                scriptSig,
                scriptPubKey,
                flags.applied(),
                new TransactionSignatureChecker(
                        spend, 0, credit.outputs().get(0).value()));
        return Verdict.compare("script", expected, found);
    }

    /** In coins, the last element of the witness. */
    private static Amount amount(JsonNode vector) {
        JsonNode witness = vector.get(0);
        return witness.isArray() && !witness.isEmpty()
                ? Amount.parseCoins(
                        witness.get(witness.size() - 1).decimalValue().toPlainString())
                : Amount.ZERO;
    }

    /** The names of the vectors are those of Bitcoin Core's errors, but for one. */
    private static ScriptError error(String name) {
        if (name.equals("NULLFAIL")) {
            return ScriptError.SIG_NULLFAIL;
        }
        for (ScriptError error : ScriptError.values()) {
            if (error.name().equals(name)) {
                return error;
            }
        }
        throw new MalformedException("no script error is called '" + name + "'");
    }

    /** The transaction whose output is spent: something like a coinbase. */
    private static Transaction credit(Script scriptPubKey, Amount amount) {
        Script scriptSig = new ScriptBuilder().op(Opcode.OP_0).op(Opcode.OP_0).build();
        return new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, scriptSig, TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(amount, scriptPubKey)),
                0);
    }

    private static Transaction spend(Transaction credit, Script scriptSig) {
        return new Transaction(
                1,
                List.of(new TxIn(new OutPoint(credit.txid(), 0), scriptSig, TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(credit.outputs().get(0).value(), Script.EMPTY)),
                0);
    }
}
