package org.wonsi.lab.coin;

import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A payment of one whole coin to the next owner, signed by hand: what the paper draws in section 2.
 *
 * @param spent the coin, locked to the hash of the owner's key
 * @param digest what the owner signed
 * @param signature of that digest
 * @param publicKey the owner's, 33 bytes
 */
public record HandPayment(
        OutPoint coin,
        TxOut spent,
        Transaction transaction,
        Hash256 digest,
        EcdsaSignature signature,
        PublicKey publicKey) {

    /** Passes a coin on, less a fee; the owner signs. */
    public static HandPayment of(OutPoint coin, TxOut spent, PrivateKey owner, Script to, Amount fee) {
        List<TxOut> outputs = List.of(new TxOut(spent.value().minus(fee), to));
        Transaction unsigned = PaymentSigner.unsigned(List.of(coin), outputs);
        Hash256 digest = SignatureHash.hash(unsigned, 0, spent.scriptPubKey(), SignatureHash.ALL);
        EcdsaSignature signature = owner.sign(digest);
        PublicKey key = owner.publicKey(true);
        return new HandPayment(coin, spent, unsigned, digest, signature, key).with(PaymentSigner.pushed(signature));
    }

    private HandPayment with(ByteString pushedSignature) {
        Script scriptSig = PaymentSigner.scriptSig(pushedSignature, publicKey);
        Transaction signed = new Transaction(
                transaction.version(),
                List.of(new TxIn(coin, scriptSig, TxIn.SEQUENCE_FINAL)),
                transaction.outputs(),
                transaction.lockTime());
        return new HandPayment(coin, spent, signed, digest, signature, publicKey);
    }

    /** The signature's bytes in the script, hash type included. */
    public ByteString signatureBytes() {
        return transaction.inputs().get(0).scriptSig().operations().get(0).data();
    }

    /** The index of the last byte of s in {@link #signatureBytes}: it stands before the hash type. */
    public int lastByteOfS() {
        return signatureBytes().size() - 2;
    }

    /** The same payment with the last bit of the signature's s flipped; the signature is well-formed still, but invalid. */
    public HandPayment withFlippedBit() {
        byte[] bytes = signatureBytes().toByteArray();
        bytes[lastByteOfS()] ^= 1;
        return with(ByteString.copyOf(bytes));
    }

    /** The lock for the next owner. */
    public static Script lockedTo(PublicKey key) {
        return StandardScript.payToPublicKeyHash(key.hash160());
    }
}
