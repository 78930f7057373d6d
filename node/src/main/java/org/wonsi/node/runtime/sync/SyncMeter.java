package org.wonsi.node.runtime.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A meter of how fast a node catches up: blocks a second over the last ten seconds. Used by the chain thread alone.
 *
 * <p>Over a window, because blocks come in batches; over a short one, because blocks of different years differ in size by a
 * thousand times, and an average since the start would promise an end that doesn't come.
 */
public final class SyncMeter {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(250);
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** The height at a moment. */
    private record Sample(Instant time, int height) {}

    /** Forgets what was measured: the node has caught up, or begins to. */
    void reset() {
        samples.clear();
    }

    /** Notes the height of the tip now; the rate is looked at often, samples are kept four times a second. */
    public void note(int height, Instant now) {
        if (samples.isEmpty() || !samples.getLast().time.plus(BETWEEN_SAMPLES).isAfter(now)) {
            samples.addLast(new Sample(now, height));
        }
        while (samples.getFirst().time.plus(WINDOW).isBefore(now)) {
            samples.removeFirst();
        }
    }

    /** Blocks a second; 0 while nothing came, or for too short a time to tell. */
    public double blocksPerSecond(int height, Instant now) {
        Sample first = samples.peekFirst();
        if (first == null) {
            return 0;
        }
        Duration time = Duration.between(first.time, now);
        return time.compareTo(SHORTEST) < 0 ? 0 : Math.max(0, (height - first.height) * 1000.0 / time.toMillis());
    }
}
