package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.TransactionRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptParser;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * The vectors of {@code tx_valid.json} and {@code tx_invalid.json}: the outputs spent, a transaction, and flags.
 *
 * <p>In the first the flags are those to <em>leave out</em>, and all inputs must be in order; in the second those to
 * apply, and the transaction must break a rule. BADTX there means one that needs no look at the scripts.
 */
final class TransactionVectors implements VectorCheck {
    private static final String WITNESS_FLAG = "a WITNESS or TAPROOT flag";

    private final boolean valid;

    private TransactionVectors(boolean valid) {
        this.valid = valid;
    }

    static VectorCheck ofValid() {
        return new TransactionVectors(true);
    }

    static VectorCheck ofInvalid() {
        return new TransactionVectors(false);
    }

    @Override
    public Verdict check(JsonNode vector) {
        ByteString bytes = ByteString.ofHex(vector.get(1).asText());
        String flagNames = vector.get(2).asText();
        if (hasWitness(bytes)) {
            return Verdict.skipped("a witness-serialised transaction");
        }
        Map<OutPoint, TxOut> spent = outputsSpent(vector.get(0));
        Transaction tx = Transaction.decode(bytes);
        if (!valid && flagNames.equals("BADTX")) {
            return TransactionRules.check(tx).isPresent() ? Verdict.PASSED : Verdict.failed("breaks no rule");
        }
        VectorFlags flags = VectorFlags.parse(flagNames);
        if (flags.unknown().isPresent()) {
            return Verdict.skipped("an unknown flag: " + flags.unknown().get());
        }
        return valid ? checkValid(tx, spent, flags) : checkInvalid(tx, spent, flags);
    }

    private static Verdict checkValid(Transaction tx, Map<OutPoint, TxOut> spent, VectorFlags leftOut) {
        if (!leftOut.has("WITNESS") && spendsWitnessProgram(tx, spent)) {
            return Verdict.skipped(WITNESS_FLAG);
        }
        return firstProblem(tx, spent, leftOut.leftOut())
                .map(problem -> Verdict.failed("expected a valid transaction, but " + problem))
                .orElse(Verdict.PASSED);
    }

    private static Verdict checkInvalid(Transaction tx, Map<OutPoint, TxOut> spent, VectorFlags applied) {
        if (firstProblem(tx, spent, applied.applied()).isPresent()) {
            return Verdict.PASSED;
        }
        return applied.wantsWitness()
                ? Verdict.skipped(WITNESS_FLAG)
                : Verdict.failed("expected an invalid transaction, but no rule is broken");
    }

    private static Optional<String> firstProblem(Transaction tx, Map<OutPoint, TxOut> spent, Set<ScriptFlag> flags) {
        Optional<Violation> violation = TransactionRules.check(tx);
        if (violation.isPresent()) {
            return violation.map(Violation::toString);
        }
        for (int i = 0; i < tx.inputs().size(); i++) {
            TxIn input = tx.inputs().get(i);
            TxOut output = output(input, spent);
            ScriptError error = Interpreter.verify(
                    input.scriptSig(),
                    output.scriptPubKey(),
                    flags,
                    new TransactionSignatureChecker(tx, i, output.value()));
            if (error != ScriptError.OK) {
                return Optional.of("input " + i + " ends with " + error);
            }
        }
        return Optional.empty();
    }

    /** The marker 00 in place of the number of inputs, and a flag (BIP 144). */
    private static boolean hasWitness(ByteString bytes) {
        return bytes.size() > 5 && bytes.at(4) == 0 && bytes.at(5) == 1;
    }

    private static boolean spendsWitnessProgram(Transaction tx, Map<OutPoint, TxOut> spent) {
        return tx.inputs().stream().anyMatch(input -> {
            Script scriptPubKey = output(input, spent).scriptPubKey();
            return isWitnessProgram(scriptPubKey)
                    || (scriptPubKey.isPayToScriptHash() && isWitnessProgram(lastPush(input.scriptSig())));
        });
    }

    private static boolean isWitnessProgram(Script script) {
        return StandardScript.of(script).type().isWitnessProgram();
    }

    private static Script lastPush(Script scriptSig) {
        List<Operation> operations = scriptSig.operations();
        return operations.isEmpty()
                ? Script.EMPTY
                : new Script(operations.get(operations.size() - 1).data());
    }

    private static TxOut output(TxIn input, Map<OutPoint, TxOut> spent) {
        TxOut output = spent.get(input.prevout());
        if (output == null) {
            throw new MalformedException("the case doesn't say what " + input.prevout() + " is");
        }
        return output;
    }

    private static Map<OutPoint, TxOut> outputsSpent(JsonNode list) {
        Map<OutPoint, TxOut> outputs = new HashMap<>();
        for (JsonNode entry : list) {
            // -1 is the index of a coinbase's null outpoint.
            long index = entry.get(1).asLong() & 0xffff_ffffL;
            Amount amount = entry.size() > 3 ? new Amount(entry.get(3).asLong()) : Amount.ZERO;
            outputs.put(
                    new OutPoint(Txid.ofDisplay(entry.get(0).asText()), index),
                    new TxOut(amount, ScriptParser.parse(entry.get(2).asText())));
        }
        return outputs;
    }
}
