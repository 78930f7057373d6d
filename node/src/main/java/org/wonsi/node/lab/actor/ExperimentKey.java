package org.wonsi.node.lab.actor;

import java.util.List;
import java.util.random.RandomGenerator;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.coin.PaymentSigner;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.FaucetWallet;

/** A key of an experiment's own: the experiment itself chooses which coins go into a payment and what comes out. */
public record ExperimentKey(PrivateKey key, Address address) {
    /** What a payment of an experiment leaves to the miner: above the least that is relayed, whatever its size here. */
    public static final Amount FEE = new Amount(5_000);

    /** A coin that a key can spend. */
    public record Held(OutPoint outPoint, Amount value, ExperimentKey owner) {}

    /** A new one. */
    public static ExperimentKey make(RandomGenerator random, ChainParams params) {
        PrivateKey key = PrivateKey.generate(random);
        return new ExperimentKey(key, Address.of(key.publicKey(true), params));
    }

    /** The script that pays to this key's address. */
    public Script scriptPubKey() {
        return address.scriptPubKey();
    }

    /** An output that pays it. */
    public TxOut paid(Amount amount) {
        return new TxOut(amount, scriptPubKey());
    }

    /** Its coin, if an output of the transaction pays it. */
    public Held coinOf(Transaction tx, int output) {
        TxOut out = tx.outputs().get(output);
        if (!out.scriptPubKey().equals(scriptPubKey())) {
            throw new IllegalStateException("output " + output + " of " + tx.txid() + " doesn't pay " + address);
        }
        return new Held(new OutPoint(tx.txid(), output), out.value(), this);
    }

    /** A node's faucet wallet pays it; the coin, once the payment waits in that node's mempool. */
    public Held fund(Node from, Amount amount) throws InterruptedException {
        FaucetWallet.Payment payment = Sandbox.answer(from.faucetWallet().pay(scriptPubKey(), amount));
        if (!(payment instanceof FaucetWallet.Paid paid)) {
            throw new IllegalStateException("the lab can't make its payments: " + payment);
        }
        return coinOf(paid.transaction(), 0);
    }

    /** Signs each input with the key of the key that holds the coin. */
    public static Transaction sign(List<Held> coins, List<TxOut> outputs) {
        return PaymentSigner.sign(
                coins.stream()
                        .map(coin -> new PaymentSigner.Owned(
                                coin.outPoint(), coin.owner().key()))
                        .toList(),
                outputs);
    }

    /** Gives a payment to a node. */
    public static void submit(Node node, Transaction tx) throws InterruptedException {
        MempoolResult result = Sandbox.answer(node.submitTransaction(tx));
        if (result.outcome() != MempoolResult.Outcome.ACCEPTED) {
            throw new IllegalStateException("the lab's payment was not accepted: " + result);
        }
    }

    /** Waits until a payment is in a node's mempool. */
    public static void await(ExperimentContext context, Node node, Transaction tx) throws InterruptedException {
        context.await(
                "the payment reaches " + node.name(),
                () -> node.snapshot().mempool().stream()
                        .anyMatch(entry -> entry.txid().equals(tx.txid())));
    }
}
