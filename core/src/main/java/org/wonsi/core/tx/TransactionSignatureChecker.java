package org.wonsi.core.tx;

import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.script.LockTime;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.SignatureChecker;

/**
 * The answers to a script's questions about one input of a transaction.
 *
 * <p>It knows one input of one transaction, so a script can't look at anything else.
 *
 * <p>Source: Bitcoin Core, {@code GenericTransactionSignatureChecker}.
 */
public final class TransactionSignatureChecker implements SignatureChecker {
    private final Transaction tx;
    private final int inputIndex;

    /**
     * For one input.
     *
     * @param amount what the spent output is worth; signatures from before SegWit don't cover it (BIP 143 does)
     */
    public TransactionSignatureChecker(Transaction tx, int inputIndex, Amount amount) {
        if (inputIndex < 0 || inputIndex >= tx.inputs().size()) {
            throw new IllegalArgumentException(
                    "input " + inputIndex + " of " + tx.inputs().size());
        }
        this.tx = tx;
        this.inputIndex = inputIndex;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The signature is read as leniently as before BIP 66, and a high S counts: the flags DERSIG and LOW_S have been
     * looked at before.
     *
     * <p>A signature that doesn't fit is an answer and no error: a script may go on, for instance to try another
     * key.
     */
    @Override
    public boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode) {
        if (!PublicKey.hasForm(publicKey) || signatureWithHashType.isEmpty()) {
            return false;
        }
        int last = signatureWithHashType.size() - 1;
        Optional<EcdsaSignature> signature = EcdsaSignature.parseLaxDer(signatureWithHashType.slice(0, last));
        if (signature.isEmpty()) {
            return false;
        }
        Hash256 hash = SignatureHash.hash(tx, inputIndex, scriptCode, signatureWithHashType.at(last));
        return Secp256k1.best().verify(hash, signature.get(), PublicKey.parse(publicKey));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Both must be heights or both times, the transaction's the same or later, and not switched off by a final
     * sequence. Whether the transaction's own lock time has come is checked with the block.
     *
     * <p>With a final sequence the transaction's lock time isn't looked at in a block, and then the script's demand
     * would be met on paper only.
     */
    @Override
    public boolean checkLockTime(long lockTime) {
        // A height and a time can't be compared: 500,000 and 1,700,000,000 would seem to be in order.
        boolean sameUnit = LockTime.isTime(tx.lockTime()) == LockTime.isTime(lockTime);
        return sameUnit && lockTime <= tx.lockTime() && sequence() != TxIn.SEQUENCE_FINAL;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Both must be in blocks or both in time, and the input's the same or longer. Before version 2 (read as an
     * unsigned number) a transaction's sequences are no lock times.
     */
    @Override
    public boolean checkSequence(long sequence) {
        if (Integer.toUnsignedLong(tx.version()) < 2 || LockTime.isRelativeOff(sequence())) {
            return false;
        }
        boolean sameUnit = LockTime.isRelativeTime(sequence()) == LockTime.isRelativeTime(sequence);
        return sameUnit && LockTime.relativeSpan(sequence) <= LockTime.relativeSpan(sequence());
    }

    private long sequence() {
        return tx.inputs().get(inputIndex).sequence();
    }
}
