package org.wonsi.node.http.rest;

import java.util.List;

/**
 * The mempool as a whole; Esplora's {@code GET /mempool}.
 *
 * @param count transactions
 * @param vsize their bytes
 * @param totalFee satoshis
 * @param feeHistogram pairs of fee rate (satoshis a byte) and bytes that pay at least so much, highest rate first
 */
public record MempoolSummary(int count, long vsize, long totalFee, List<List<Double>> feeHistogram) {
    public MempoolSummary {
        feeHistogram = List.copyOf(feeHistogram);
    }
}
