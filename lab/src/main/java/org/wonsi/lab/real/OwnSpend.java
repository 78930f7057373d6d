package org.wonsi.lab.real;

import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.SignatureChecker;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxOut;

/**
 * An input whose coin is known, so that its scripts can be run.
 *
 * @param spent the coin, made earlier in the same block
 * @param flags the script rules in force at the block's height
 */
public record OwnSpend(Transaction tx, int input, TxOut spent, Set<ScriptFlag> flags) {
    public OwnSpend {
        flags = Set.copyOf(flags);
    }

    /**
     * The result of running the input's scripts.
     *
     * @param result OK, or why the coin may not be spent
     * @param signatures how many were found good
     * @param tried how often a signature and a key were compared; a multi-signature script tries some without success
     */
    public record Result(ScriptError result, int signatures, int tried) {}

    /** Runs the scripts, signatures included. */
    public Result verify() {
        Counting counting = new Counting(new TransactionSignatureChecker(tx, input, spent.value()));
        ScriptError error = Interpreter.verify(
                tx.inputs().get(input).scriptSig(), spent.scriptPubKey(), flags, counting, Step.Listener.NONE);
        return new Result(error, counting.good, counting.tried);
    }

    /** A signature checker that counts its calls and asks the real one. */
    private static final class Counting implements SignatureChecker {
        private final SignatureChecker real;
        private int good;
        private int tried;

        Counting(SignatureChecker real) {
            this.real = real;
        }

        @Override
        public boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode) {
            boolean valid = real.checkSignature(signatureWithHashType, publicKey, scriptCode);
            tried++;
            good += valid ? 1 : 0;
            return valid;
        }

        @Override
        public boolean checkLockTime(long lockTime) {
            return real.checkLockTime(lockTime);
        }

        @Override
        public boolean checkSequence(long sequence) {
            return real.checkSequence(sequence);
        }
    }
}
