package org.wonsi.node.http.auth;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A meter of how fast a connection's reader takes what waits for it, to tell one that holds things up from one that is slow or
 * has nothing to read.
 *
 * <p>Only time in which bytes waited for the reader counts: an event stream may be silent for hours. After each period of such
 * time the reader must have taken so many bytes for each of its seconds, whenever in it: what the operating system takes, it takes
 * in lumps of some ten thousand bytes. Any thread.
 */
public final class ReaderPace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long periodNanos;
    private final long leastBytes;
    private final LongSupplier nanoTime;
    /** Since when bytes wait; meaningless if none do. */
    private long waitingSince;

    private boolean waiting;
    private long waitedNanos;
    private long taken;

    /** Asks for so many bytes a second, over this period. */
    public ReaderPace(int bytesPerSecond, Duration period, LongSupplier nanoTime) {
        this.periodNanos = period.toNanos();
        this.leastBytes = Math.multiplyExact(bytesPerSecond, periodNanos) / SECOND;
        this.nanoTime = nanoTime;
    }

    /** Records that the reader took so many bytes, and whether others wait now. */
    public synchronized void addTaken(long bytes, boolean othersWait) {
        long now = nanoTime.getAsLong();
        count(now);
        taken += bytes;
        waiting = othersWait;
        waitingSince = now;
    }

    private void count(long now) {
        waitedNanos += waiting ? now - waitingSince : 0;
        waitingSince = now;
    }

    /** How long bytes have waited for the reader in the present period; 0 if none wait now. */
    public synchronized long waitedNanos() {
        count(nanoTime.getAsLong());
        return waiting ? waitedNanos : 0;
    }

    /** Whether the reader took too little in the period that is over; begins the next one if it took enough. */
    public synchronized boolean isTooSlow() {
        count(nanoTime.getAsLong());
        if (waitedNanos < periodNanos) {
            return false;
        }
        boolean slow = taken < leastBytes;
        waitedNanos = 0;
        taken = 0;
        return slow;
    }
}
