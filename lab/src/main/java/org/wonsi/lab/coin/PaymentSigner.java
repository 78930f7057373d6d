package org.wonsi.lab.coin;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A signer of payments from coins that are each locked to the hash of one known key; it also signs what no wallet would, such
 * as the same coin twice. All of the transaction is signed ({@link SignatureHash#ALL}). Source: paper, section 2.
 */
public final class PaymentSigner {
    private static final int VERSION = 2;

    private PaymentSigner() {}

    /**
     * A coin, and the key to whose hash it is locked.
     *
     * @param publicKey of that key, 33 bytes; making it costs about as much as signing, so who has it hands it over
     */
    public record Owned(OutPoint coin, PrivateKey key, PublicKey publicKey) {
        /** A coin and its key; the public key is made from the private one. */
        public Owned(OutPoint coin, PrivateKey key) {
            this(coin, key, key.publicKey(true));
        }
    }

    /** A payment of the coins to the outputs; what these leave is the fee. */
    public static Transaction sign(List<Owned> coins, List<TxOut> outputs) {
        Transaction draft = unsigned(coins.stream().map(Owned::coin).toList(), outputs);
        List<TxIn> inputs = new ArrayList<>();
        for (int i = 0; i < coins.size(); i++) {
            PrivateKey key = coins.get(i).key();
            PublicKey publicKey = coins.get(i).publicKey();
            EcdsaSignature signature =
                    key.sign(SignatureHash.hash(draft, i, HandPayment.lockedTo(publicKey), SignatureHash.ALL));
            inputs.add(new TxIn(coins.get(i).coin(), scriptSig(pushed(signature), publicKey), TxIn.SEQUENCE_FINAL));
        }
        return new Transaction(VERSION, inputs, outputs, 0);
    }

    /** The payment before it is signed: the inputs have no scripts. */
    public static Transaction unsigned(List<OutPoint> coins, List<TxOut> outputs) {
        List<TxIn> inputs = coins.stream()
                .map(coin -> new TxIn(coin, Script.EMPTY, TxIn.SEQUENCE_FINAL))
                .toList();
        return new Transaction(VERSION, inputs, outputs, 0);
    }

    /** The signature as a script carries it: DER, and the byte that says what it signs. */
    public static ByteString pushed(EcdsaSignature signature) {
        return signature.toDer().concat(ByteString.copyOf((byte) SignatureHash.ALL));
    }

    /** The scriptSig of such an input: the signature, hash type included, and the public key. */
    public static Script scriptSig(ByteString pushedSignature, PublicKey key) {
        return new ScriptBuilder().push(pushedSignature).push(key.bytes()).build();
    }
}
