package org.wonsi.node.http.rest;

import org.jspecify.annotations.Nullable;

/**
 * Whether a block is in the active chain; Esplora's {@code GET /block/:hash/status}.
 *
 * @param height absent if it isn't
 * @param nextBest the hash of the block after it; absent at the tip
 */
public record BlockStanding(
        boolean inBestChain,
        @Nullable Integer height,
        @Nullable String nextBest) {}
