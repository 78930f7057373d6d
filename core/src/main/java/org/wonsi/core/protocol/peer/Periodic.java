package org.wonsi.core.protocol.peer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A timer for something that is done at intervals: at the first question, then every so often.
 *
 * <p>Core has no clock and no threads, so nothing here fires by itself: the machine is told the time with each
 * event, and asks. In a simulation a day passes in a moment by the same code.
 */
public final class Periodic {
    private final Duration interval;
    private @Nullable Instant next;

    /** Due for the first time at once. */
    public Periodic(Duration interval) {
        this.interval = interval;
    }

    /** Whether it is due; if so, it is next due an interval from now. */
    public boolean isDue(Instant now) {
        if (next != null && now.isBefore(next)) {
            return false;
        }
        next = now.plus(interval);
        return true;
    }

    /** When it is due next; the earliest time before the first question. */
    public Instant next() {
        return next == null ? Instant.MIN : next;
    }

    /** Makes it due so much earlier. */
    public void forward(Duration by) {
        if (next != null) {
            next = next.minus(by);
        }
    }
}
