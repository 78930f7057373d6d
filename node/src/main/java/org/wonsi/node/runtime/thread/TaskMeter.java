package org.wonsi.node.runtime.thread;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.service.ChainLoad;

/** A record of the longest tasks of the chain thread, of the whole run and of the last minute or two. */
public final class TaskMeter {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private ChainLoad.@Nullable Timed longest;
    private ChainLoad.@Nullable Timed thisWindow;
    private ChainLoad.@Nullable Timed lastWindow;
    private long windowStart;

    public TaskMeter(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /** The time for {@link #ended}. */
    long begin() {
        return nanoTime.getAsLong();
    }

    /** Notes a task that began then and ends now. */
    synchronized void ended(String kind, long begunNanos) {
        long now = nanoTime.getAsLong();
        double millis = (now - begunNanos) / 1e6;
        turn(now);
        if (thisWindow == null || millis > thisWindow.millis()) {
            thisWindow = new ChainLoad.Timed(kind, millis, clock.instant());
            longest = longest == null || millis > longest.millis() ? thisWindow : longest;
        }
    }

    /** A window that is over is kept for another, and forgotten after that. */
    private void turn(long now) {
        long windows = (now - windowStart) / WINDOW_NANOS;
        if (windows > 0) {
            lastWindow = windows == 1 ? thisWindow : null;
            thisWindow = null;
            windowStart += windows * WINDOW_NANOS;
        }
    }

    /** What was measured, with the number of those that wait. */
    synchronized ChainLoad load(int waiting) {
        turn(nanoTime.getAsLong());
        ChainLoad.Timed a = thisWindow;
        ChainLoad.Timed b = lastWindow;
        ChainLoad.Timed recent = a == null || (b != null && b.millis() > a.millis()) ? b : a;
        return new ChainLoad(waiting, Optional.ofNullable(longest), Optional.ofNullable(recent));
    }
}
