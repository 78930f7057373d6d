package org.wonsi.node.service;

import java.time.Instant;
import java.util.Optional;

/**
 * The load of the chain thread.
 *
 * @param waiting tasks left and not yet begun
 * @param longest the task that took longest since the node started
 * @param recent the one that took longest in the last minute or two
 */
public record ChainLoad(int waiting, Optional<Timed> longest, Optional<Timed> recent) {
    /**
     * A task that was timed, with what it made known afterwards.
     *
     * @param kind "message block", "request", "tick" and so on
     * @param millis how long it took
     * @param at when it ended
     */
    public record Timed(String kind, double millis, Instant at) {}
}
