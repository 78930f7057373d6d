package org.wonsi.node.http.rest;

/**
 * The totals of what an address received and spent; Esplora's {@code chain_stats} and {@code mempool_stats}.
 *
 * @param fundedTxoCount outputs received
 * @param fundedTxoSum their value in satoshis
 * @param spentTxoCount outputs spent
 * @param spentTxoSum their value in satoshis
 * @param txCount transactions that touch it
 */
public record CoinTotals(long fundedTxoCount, long fundedTxoSum, long spentTxoCount, long spentTxoSum, long txCount) {
    /** Nothing yet. */
    public static final CoinTotals ZERO = new CoinTotals(0, 0, 0, 0, 0);

    /** The balance in satoshis, received less spent; negative in the mempool when it spends confirmed coins. */
    public long balance() {
        return fundedTxoSum - spentTxoSum;
    }
}
