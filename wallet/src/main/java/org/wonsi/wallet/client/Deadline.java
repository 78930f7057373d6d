package org.wonsi.wallet.client;

import java.util.concurrent.TimeUnit;

/** The moment by which a command must have its answers, whatever a node does. */
public final class Deadline {
    private final int seconds;
    private final long end;

    /** A deadline so many seconds from now. */
    public Deadline(int seconds) {
        this.seconds = seconds;
        this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** How long the command has in all. */
    int seconds() {
        return seconds;
    }

    /** Milliseconds left, 0 when it has passed. */
    long leftMillis() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
