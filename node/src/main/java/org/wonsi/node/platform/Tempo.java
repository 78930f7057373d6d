package org.wonsi.node.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The speed of time for a whole process: real time, or some times faster, so that a talk's automated run takes minutes.
 *
 * <p>One object for all that goes by the clock: the stamps of blocks, a miner's tries per second, pauses and timers. What is
 * waited for because a program must first do it isn't shortened, for the processors are no faster than before.
 */
public final class Tempo {
    /** Time as it is. */
    public static final Tempo REAL = new Tempo(1, InstantSource.system(), System::nanoTime);

    private static final int MOST = 100;

    private final int times;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    private Tempo(int times, InstantSource clock, LongSupplier nanoTime) {
        this.times = times;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Time that goes so many times faster from now on; 1 is time as it is.
     *
     * @throws IllegalArgumentException if it isn't 1 to 100
     */
    public static Tempo faster(int times) {
        return times == 1 ? REAL : faster(times, InstantSource.system(), System::nanoTime);
    }

    /** The same beside other clocks than the machine's. */
    static Tempo faster(int times, InstantSource clock, LongSupplier nanoTime) {
        if (times < 1 || times > MOST) {
            throw new IllegalArgumentException("time goes 1 to " + MOST + " times faster, not " + times);
        }
        Instant begun = clock.instant();
        long begunNanos = nanoTime.getAsLong();
        LongSupplier nanos = () -> begunNanos + (nanoTime.getAsLong() - begunNanos) * times;
        return new Tempo(times, () -> begun.plusNanos(nanos.getAsLong() - begunNanos), nanos);
    }

    /** Time as other clocks show it, and no faster. */
    public static Tempo of(InstantSource clock, LongSupplier nanoTime) {
        return new Tempo(1, clock, nanoTime);
    }

    /** How many times faster than it is. */
    public int times() {
        return times;
    }

    /** The time of day. */
    public InstantSource clock() {
        return clock;
    }

    /** Nanoseconds since some moment, for durations: it doesn't follow when somebody sets the clock. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** How long a pause really takes; a millisecond at least, for a timer of nothing would never rest. */
    public Duration toReal(Duration pause) {
        Duration shorter = pause.dividedBy(times);
        return shorter.toMillis() == 0 && !pause.isZero() ? Duration.ofMillis(1) : shorter;
    }

    /** How many nanoseconds so many of this time really take. */
    public long toRealNanos(long nanos) {
        return nanos / times;
    }
}
