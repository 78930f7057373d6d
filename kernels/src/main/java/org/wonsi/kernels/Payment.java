package org.wonsi.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.coin.HandPayment;
import org.wonsi.lab.coin.PaymentSigner;

/**
 * A payment of one input with real signatures, and the script that it spends.
 *
 * @param tx the payment
 * @param scriptPubKey of the output that its input spends
 */
record Payment(Transaction tx, Script scriptPubKey) {
    /** What its input offers. */
    Script scriptSig() {
        return tx.inputs().get(0).scriptSig();
    }

    /** The same without its last output, which its signatures cover: so they no longer fit. */
    Payment withoutLastOutput() {
        List<TxOut> rest = tx.outputs().subList(0, tx.outputs().size() - 1);
        return new Payment(new Transaction(tx.version(), tx.inputs(), rest, tx.lockTime()), scriptPubKey);
    }

    /** One that spends a coin of one key by its hash, as nearly all did. */
    static Payment ofKeyHash(Random random) {
        PrivateKey key = PrivateKey.generate(random);
        Script scriptPubKey = HandPayment.lockedTo(key.publicKey(true));
        return new Payment(
                PaymentSigner.sign(List.of(new PaymentSigner.Owned(coin(random), key)), outputs(scriptPubKey)),
                scriptPubKey);
    }

    /** One that spends a coin of three keys, of which the first two sign. They are tried from the last on, so one check is in vain. */
    static Payment ofTwoOfThree(Random random) {
        List<PrivateKey> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            keys.add(PrivateKey.generate(random));
        }
        Script scriptPubKey = StandardScript.payToMultisig(
                2, keys.stream().map(key -> key.publicKey(true)).toList());
        OutPoint coin = coin(random);
        Transaction draft = PaymentSigner.unsigned(List.of(coin), outputs(scriptPubKey));
        Hash256 digest = SignatureHash.hash(draft, 0, scriptPubKey, SignatureHash.ALL);
        Script scriptSig = new ScriptBuilder()
                .push(ByteString.EMPTY)
                .push(PaymentSigner.pushed(keys.get(0).sign(digest)))
                .push(PaymentSigner.pushed(keys.get(1).sign(digest)))
                .build();
        return new Payment(
                new Transaction(
                        draft.version(),
                        List.of(new TxIn(coin, scriptSig, TxIn.SEQUENCE_FINAL)),
                        draft.outputs(),
                        draft.lockTime()),
                scriptPubKey);
    }

    private static OutPoint coin(Random random) {
        byte[] txid = new byte[32];
        random.nextBytes(txid);
        return new OutPoint(new Txid(Hash256.of(txid)), 0);
    }

    private static List<TxOut> outputs(Script to) {
        return List.of(new TxOut(Amount.ofCoins(1), to), new TxOut(Amount.ofCoins(2), to));
    }
}
