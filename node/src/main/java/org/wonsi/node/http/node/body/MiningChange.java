package org.wonsi.node.http.node.body;

import org.jspecify.annotations.Nullable;

/**
 * A request to change the miner; {@code POST /node/mining}. An absent field stays as it is.
 *
 * @param maxHashRate tries per second; 0 is no limit
 */
public record MiningChange(
        @Nullable Boolean enabled,
        @Nullable String address,
        @Nullable Integer threads,
        @Nullable Long maxHashRate) {}
