package org.wonsi.core.api;

/**
 * A coin of an address; Esplora's {@code GET /address/:address/utxo}.
 *
 * @param vout the output's index
 * @param value satoshis
 */
public record UnspentOutput(String txid, long vout, TxStatus status, long value) {}
