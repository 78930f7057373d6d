package org.wonsi.node.runtime;

import java.time.Duration;

/**
 * The pause that a node makes after its chain had to be read again, so that a fault that comes back at once doesn't keep it
 * reading.
 *
 * <pre>
 *   fault   first   second   third   fourth ...
 *   rest    none    1 s      2 s     4 s    ... 60 s at most; from the beginning again after ten minutes without one
 * </pre>
 *
 * <p>A resting node answers requests, but takes no connection, has no timers and gives its miner no work.
 */
final class RecoveryBackoff {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private boolean known;
    private long lastNanos;
    private Duration rest = Duration.ZERO;

    /** A fault happened; {@code nanos} as of {@link System#nanoTime}. */
    void begin(long nanos) {
        boolean again = known && nanos - lastNanos < FORGOTTEN_AFTER.toNanos();
        Duration doubled = rest.isZero() ? SHORTEST : rest.multipliedBy(2);
        rest = !again ? Duration.ZERO : doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        known = true;
        lastNanos = nanos;
    }

    /** How long this time. */
    Duration length() {
        return rest;
    }

    boolean lasts(long nanos) {
        return known && nanos - lastNanos < rest.toNanos();
    }
}
