package org.wonsi.node.http.node.body.status;

import org.jspecify.annotations.Nullable;

/**
 * The miner; {@code GET /node/mining}.
 *
 * @param waits what it waits for instead of searching: {@code blocks} that are still fetched, or the {@code clock}, which is
 *     behind the chain; absent if it doesn't wait
 * @param address where the reward goes
 * @param hashRate tries per second, measured
 * @param maxHashRate its throttle; 0 is none
 * @param kernel the hashing kernel
 * @param tries since the last block arrived
 * @param bestHash the lowest hash found since then, 64 hex digits; absent before the first
 * @param expectedTries tries that a block takes on average at this target
 * @param target 64 hex digits
 */
public record MiningStatus(
        boolean enabled,
        @Nullable String waits,
        String address,
        int threads,
        double hashRate,
        long maxHashRate,
        String kernel,
        long tries,
        @Nullable String bestHash,
        double expectedTries,
        String target) {}
