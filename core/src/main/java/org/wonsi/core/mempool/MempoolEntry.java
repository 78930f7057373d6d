package org.wonsi.core.mempool;

import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * A waiting transaction.
 *
 * @param fee what its inputs hold beyond its outputs
 * @param time when it came, seconds since 1970 UTC
 * @param height of the tip when it came
 * @param sigops signature operations, P2SH ones included
 */
public record MempoolEntry(Transaction tx, Amount fee, long time, int height, int sigops) {
    /** A transaction with many signature operations counts as if it had this many bytes for each. */
    private static final int BYTES_PER_SIGOP = 20;

    /** The transaction's id. */
    public Txid txid() {
        return tx.txid();
    }

    /** The bytes it is charged for: its own, or more if it has unusually many signature operations. */
    public int size() {
        return Math.max(tx.size(), BYTES_PER_SIGOP * sigops);
    }

    /** What it pays for its bytes. */
    public FeeRate feeRate() {
        return FeeRate.of(fee, size());
    }
}
