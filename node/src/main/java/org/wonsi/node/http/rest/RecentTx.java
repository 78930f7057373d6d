package org.wonsi.node.http.rest;

/**
 * A transaction that came lately; Esplora's {@code GET /mempool/recent}.
 *
 * @param fee satoshis
 * @param vsize bytes
 * @param value satoshis of all outputs
 */
public record RecentTx(String txid, long fee, int vsize, long value) {}
