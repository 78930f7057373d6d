package org.wonsi.node.http.rest;

import org.jspecify.annotations.Nullable;

/**
 * An address (or script hash) and its money; Esplora's {@code GET /address/:address} and {@code GET /scripthash/:hash}.
 *
 * @param address absent when asked by script hash
 * @param scripthash SHA-256 of the scriptPubKey, hex; absent when asked by address
 * @param chainStats in the active chain
 * @param mempoolStats on top of it, unconfirmed
 */
public record AddressSummary(
        @Nullable String address, @Nullable String scripthash, CoinTotals chainStats, CoinTotals mempoolStats) {}
