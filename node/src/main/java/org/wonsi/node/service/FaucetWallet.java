package org.wonsi.node.service;

import java.util.concurrent.CompletableFuture;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;

/**
 * The faucet's wallet: what a node mined, and gives away.
 *
 * <p>One key in the data directory ({@code purse.key}, readable by its owner alone). A convenience for talks, not a
 * wallet: the wallet is a program of its own, and no node ever sees its keys.
 */
public interface FaucetWallet {
    /** Where the node's miner is paid. */
    Script scriptPubKey();

    /** The same as an address. */
    String address();

    /** What it has at the present tip; never waits. */
    Balance balance();

    /** Satoshis a byte that a payment offers unless told otherwise: above the relay minimum, and little money. */
    long USUAL_FEE_RATE = 2;

    /**
     * Pays from what is mature and not yet spent, signs, and hands the transaction to the mempool.
     *
     * @param feeRate satoshis a byte
     */
    CompletableFuture<Payment> pay(Script to, Amount amount, long feeRate);

    /** The same at the usual fee rate. */
    default CompletableFuture<Payment> pay(Script to, Amount amount) {
        return pay(to, amount, USUAL_FEE_RATE);
    }

    /**
     * The faucet wallet's money.
     *
     * @param spendable confirmed, mature and not spent by a transaction in the mempool
     * @param immature mined, but not deep enough yet
     * @param blocksToWait until the next coins mature; 0 if none will
     */
    record Balance(Amount spendable, Amount immature, int blocksToWait) {}

    /** The outcome of a payment. */
    sealed interface Payment {}

    /** A payment that is in the mempool. */
    record Paid(Transaction transaction, Amount amount) implements Payment {}

    /** A payment that lacks money: with so many more blocks there will be enough; 0 if mining must find more first. */
    record NotEnough(Amount spendable, Amount wanted, int blocksToWait) implements Payment {}

    /** The mempool refused the transaction; {@code reason} is Bitcoin's word for why. */
    record Refused(String reason, String detail) implements Payment {}
}
