package org.wonsi.core.script.interpreter;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;

/**
 * The questions that a script may ask about the transaction that spends.
 *
 * <p>So that this package needs to know no transaction; {@code tx.TransactionSignatureChecker} is the real one.
 *
 * <p>The script language knows nothing of inputs and outputs. All it can ask are these three questions, so no
 * script can depend on the clock, on other blocks or on other payments.
 */
public interface SignatureChecker {
    /** Says no to everything; for scripts without a transaction. */
    SignatureChecker NONE = new SignatureChecker() {
        @Override
        public boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode) {
            return false;
        }

        @Override
        public boolean checkLockTime(long lockTime) {
            return false;
        }

        @Override
        public boolean checkSequence(long sequence) {
            return false;
        }
    };

    /**
     * Whether the signature is the key's, of what its hash type selects.
     *
     * @param signatureWithHashType DER or something like it, then one byte of hash type; may be empty or nonsense
     * @param publicKey may be nonsense
     * @param scriptCode the script that runs, from its last executed OP_CODESEPARATOR on, without the signature itself
     */
    boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode);

    /** Whether the transaction can't be in a block before this height or time (BIP 65); 0 to 2^39-1. */
    boolean checkLockTime(long lockTime);

    /** Whether the input is at least this old (BIP 112); 0 to 2^39-1. */
    boolean checkSequence(long sequence);
}
