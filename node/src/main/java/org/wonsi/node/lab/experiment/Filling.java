package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.SingleKeyPayer;

/** The payments that make a block large: valid, as any node relays them, and paid for by the byte. */
record Filling(List<Transaction> payments) {
    /** A transaction with so many outputs has nearly the 100,000 bytes that are still relayed. */
    static final int MOST_OUTPUTS = 3_050;

    private static final Amount EACH = new Amount(1_000);
    /** For one output more, at more than a satoshi a byte. */
    private static final long FEE_PER_OUTPUT = 50;

    private static final long LEAST_FEE = 10_000;

    Filling {
        payments = List.copyOf(payments);
    }

    /**
     * Makes payments of which each spends a coin of its own, confirmed at every node, and has so many outputs.
     *
     * <p>The outputs are locked by the hash of a script, since those by the hash of a key count as signature operations, of which a
     * block may hold 20,000.
     */
    static Filling fund(LabNetwork network, SingleKeyPayer owner, int payments, int outputs)
            throws InterruptedException {
        Amount fee = new Amount(LEAST_FEE + FEE_PER_OUTPUT * outputs);
        Amount coin = new Amount(EACH.satoshis() * outputs + fee.satoshis());
        List<SingleKeyPayer.Money> coins = coins(network, owner, payments, coin);
        Script nobody =
                StandardScript.payToScriptHash(owner.key().publicKey(true).hash160());
        List<TxOut> crowd = Collections.nCopies(outputs, new TxOut(EACH, nobody));
        List<Transaction> made = new ArrayList<>();
        for (SingleKeyPayer.Money money : coins) {
            made.add(owner.spend(money.outPoint(), crowd));
        }
        return new Filling(made);
    }

    /** So many coins of one owner and size, from one transaction that every node has in a block. */
    static List<SingleKeyPayer.Money> coins(LabNetwork network, SingleKeyPayer owner, int count, Amount each)
            throws InterruptedException {
        Amount all = new Amount(each.satoshis() * count + LEAST_FEE + FEE_PER_OUTPUT * count);
        SingleKeyPayer.Money coin = network.fund(owner, all);
        Transaction split = owner.spend(coin.outPoint(), Collections.nCopies(count, new TxOut(each, owner.script())));
        LabNetwork.submit(network.nodes().get(0), split).ifPresent(why -> {
            throw new IllegalStateException("the lab's payment was refused: " + why);
        });
        network.mine(network.nodes().get(0));
        List<SingleKeyPayer.Money> coins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            coins.add(new SingleKeyPayer.Money(new OutPoint(split.txid(), i), each));
        }
        return coins;
    }
}
