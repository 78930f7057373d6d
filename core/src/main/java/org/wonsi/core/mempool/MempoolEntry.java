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
    /** The transaction's id. */
    public Txid txid() {
        return tx.txid();
    }

    /** The transaction's bytes; virtual size is the same as there is no witness. */
    public int size() {
        return tx.size();
    }

    /** Satoshis for 1,000 bytes, rounded down. */
    public long feeRate() {
        return Math.multiplyExact(fee.satoshis(), 1000) / size();
    }
}
