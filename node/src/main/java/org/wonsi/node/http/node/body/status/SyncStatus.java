package org.wonsi.node.http.node.body.status;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a node that catches up with the blocks announced to it; absent once it has them, or nobody delivers them.
 *
 * @param target height of the header with the most work
 * @param missing blocks still to come
 * @param progress share of the best branch that is connected, 0 to 1
 * @param blocksPerSecond over the last seconds
 * @param secondsLeft at that rate; absent while no blocks come
 */
public record SyncStatus(
        int target,
        int missing,
        double progress,
        double blocksPerSecond,
        @Nullable Long secondsLeft) {}
