package org.wonsi.core.mempool;

import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * A waiting transaction.
 *
 * <p>The fee is worked out once, when the coins are at hand; later they may be spent.
 *
 * @param fee what its inputs hold beyond its outputs
 * @param time when it came, seconds since 1970 UTC
 * @param height of the tip when it came
 * @param sigops signature operations, P2SH ones included
 * @param feeDelta satoshis by which this node's operator values it higher than its fee, or lower
 */
public record MempoolEntry(Transaction tx, Amount fee, long time, int height, int sigops, long feeDelta) {
    /** A transaction with many signature operations counts as if it had this many bytes for each. */
    private static final int BYTES_PER_SIGOP = 20;

    /** One that nobody values otherwise than by its fee. */
    public MempoolEntry(Transaction tx, Amount fee, long time, int height, int sigops) {
        this(tx, fee, time, height, sigops, 0);
    }

    /** The same, valued otherwise. */
    MempoolEntry withFeeDelta(long satoshis) {
        return new MempoolEntry(tx, fee, time, height, sigops, satoshis);
    }

    /**
     * What it counts as paying, when transactions are chosen for a block, replaced or thrown out.
     *
     * <p>The operator's value counts inside this node only; the fee that is paid stays what it is.
     */
    public Amount modifiedFee() {
        return feeDelta == 0 ? fee : fee.plus(new Amount(feeDelta));
    }

    /** The transaction's id. */
    public Txid txid() {
        return tx.txid();
    }

    /**
     * The bytes it is charged for: its own, or more if it has unusually many signature operations.
     *
     * <p>A block has two limits, bytes and signature operations. By charging for whichever a transaction uses more
     * of, one ranking serves both, and nobody gets checks for the price of bytes.
     */
    public int size() {
        return Math.max(tx.size(), BYTES_PER_SIGOP * sigops);
    }

    /** What it counts as paying for its bytes. */
    public FeeRate feeRate() {
        return FeeRate.of(modifiedFee(), size());
    }
}
