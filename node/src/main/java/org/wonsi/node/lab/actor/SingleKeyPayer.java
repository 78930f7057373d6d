package org.wonsi.node.lab.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.coin.PaymentSigner;

/** A person in an experiment with one key, which signs what no wallet would, such as the same coin twice. */
public record SingleKeyPayer(PrivateKey key, Script script) {

    /** An output of a transaction, and what it holds. */
    public record Money(OutPoint outPoint, Amount amount) {}

    /** A person with a new key, drawn from a source of numbers. */
    public static SingleKeyPayer generate(RandomGenerator random) {
        PrivateKey key = PrivateKey.generate(random);
        return new SingleKeyPayer(
                key, StandardScript.payToPublicKeyHash(key.publicKey(true).hash160()));
    }

    /** Spends one coin of this key; what the outputs leave is the fee. */
    public Transaction spend(OutPoint coin, List<TxOut> outputs) {
        return PaymentSigner.sign(List.of(new PaymentSigner.Owned(coin, key)), outputs);
    }

    /** Pays all of a coin but the fee to somebody. */
    public Transaction pay(Money coin, Script to, Amount fee) {
        return spend(coin.outPoint(), List.of(new TxOut(coin.amount().minus(fee), to)));
    }

    /** The output of a transaction that pays this key. */
    public Money received(Transaction tx) {
        List<TxOut> outputs = new ArrayList<>(tx.outputs());
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).scriptPubKey().equals(script)) {
                return new Money(new OutPoint(tx.txid(), i), outputs.get(i).value());
            }
        }
        throw new IllegalStateException("the transaction pays somebody else");
    }
}
