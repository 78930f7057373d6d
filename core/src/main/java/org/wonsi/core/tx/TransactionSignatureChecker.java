package org.wonsi.core.tx;

import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.SignatureChecker;

/**
 * Answers a script's questions about one input of a transaction.
 *
 * <p>Source: Bitcoin Core, {@code GenericTransactionSignatureChecker}.
 */
public final class TransactionSignatureChecker implements SignatureChecker {
    /** Lock times below are heights, from here on seconds since 1970 UTC. */
    public static final long LOCK_TIME_THRESHOLD = 500_000_000L;

    /** The bit that switches an input's relative lock time off (BIP 68). */
    private static final long SEQUENCE_DISABLE_BIT = 1L << 31;

    /** The bit that makes a relative lock time one of 512-second units, not blocks (BIP 68). */
    private static final long SEQUENCE_TIME_BIT = 1L << 22;

    /** The bits of the relative lock time itself (BIP 68). */
    private static final long SEQUENCE_VALUE_MASK = 0xffff;

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
     */
    @Override
    public boolean checkLockTime(long lockTime) {
        boolean sameUnit = (tx.lockTime() < LOCK_TIME_THRESHOLD) == (lockTime < LOCK_TIME_THRESHOLD);
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
        if (Integer.toUnsignedLong(tx.version()) < 2 || (sequence() & SEQUENCE_DISABLE_BIT) != 0) {
            return false;
        }
        boolean sameUnit = (sequence() & SEQUENCE_TIME_BIT) == (sequence & SEQUENCE_TIME_BIT);
        return sameUnit && (sequence & SEQUENCE_VALUE_MASK) <= (sequence() & SEQUENCE_VALUE_MASK);
    }

    private long sequence() {
        return tx.inputs().get(inputIndex).sequence();
    }
}
