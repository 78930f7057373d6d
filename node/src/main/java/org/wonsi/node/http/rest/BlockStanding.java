package org.wonsi.node.http.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A block's standing: whether it is in the active chain; Esplora's {@code GET /block/:hash/status}.
 *
 * <p>Esplora writes what is absent as null here, in place of leaving it out.
 *
 * @param height absent if it isn't
 * @param nextBest the hash of the block after it; absent at the tip
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BlockStanding(
        boolean inBestChain,
        @Nullable Integer height,
        @Nullable String nextBest) {}
