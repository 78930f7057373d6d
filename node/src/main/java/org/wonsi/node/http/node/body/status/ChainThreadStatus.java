package org.wonsi.node.http.node.body.status;

import org.jspecify.annotations.Nullable;

/**
 * The load of the thread that owns a node's chain and mempool, and that everything else waits for.
 *
 * @param waiting tasks left and not yet begun
 * @param longest the task that took longest since the node started; absent before the first
 * @param recent the one that took longest in the last minute or two; absent if there was none
 */
public record ChainThreadStatus(
        int waiting, @Nullable LongTask longest, @Nullable LongTask recent) {
    /**
     * A task that was timed.
     *
     * @param kind "message block", "read", "tick" and so on
     * @param millis how long it took
     * @param at when it ended, seconds since 1970 UTC
     */
    public record LongTask(String kind, double millis, long at) {}
}
