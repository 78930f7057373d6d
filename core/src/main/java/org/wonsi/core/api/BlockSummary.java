package org.wonsi.core.api;

import org.jspecify.annotations.Nullable;

/**
 * A block without its transactions; Esplora's {@code GET /block/:hash}.
 *
 * @param id the hash
 * @param timestamp the header's time
 * @param size bytes
 * @param weight four times the size, as long as there is no witness
 * @param previousblockhash absent for genesis
 * @param mediantime median of the times of this block and the ten before it
 * @param bits the compact target as a number
 * @param difficulty how many times harder than difficulty one, {@code 0x1d00ffff}
 */
public record BlockSummary(
        String id,
        int height,
        int version,
        long timestamp,
        int txCount,
        int size,
        int weight,
        String merkleRoot,
        @Nullable String previousblockhash,
        long mediantime,
        long nonce,
        long bits,
        double difficulty) {}
