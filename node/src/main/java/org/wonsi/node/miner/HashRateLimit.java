package org.wonsi.node.miner;

import java.util.concurrent.locks.LockSupport;
import org.wonsi.node.platform.Tempo;

/**
 * A cap on tries per second, shared by any number of threads.
 *
 * <p>Each range of tries is given the next free stretch of time, in the order in which threads ask: with ranges of like
 * size, every thread gets the same share.
 */
public final class HashRateLimit {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Tempo tempo;
    private long perSecond;
    private long nextFree;

    /** 0 is no cap; seconds are those of {@code tempo}. */
    public HashRateLimit(long perSecond, Tempo tempo) {
        this.tempo = tempo;
        set(perSecond);
    }

    /** Whose seconds they are. */
    Tempo tempo() {
        return tempo;
    }

    /** Changes the cap; 0 takes it away. */
    public synchronized void set(long triesPerSecond) {
        if (triesPerSecond < 0) {
            throw new IllegalArgumentException("a hash rate can't be negative: " + triesPerSecond);
        }
        perSecond = triesPerSecond;
        nextFree = tempo.nanoTime();
    }

    /** The cap; 0 is none. */
    public synchronized long get() {
        return perSecond;
    }

    /** The {@link Tempo#nanoTime} at which so many tries may begin; takes that stretch. */
    synchronized long reserve(int tries) {
        long now = tempo.nanoTime();
        if (perSecond == 0) {
            return now;
        }
        long start = Math.max(now, nextFree);
        nextFree = start + (long) (tries * NANOS_PER_SECOND / perSecond);
        return start;
    }

    /** Waits for this pace and another, until both allow so many tries, or the thread is interrupted. */
    void await(HashRateLimit other, int tries) {
        long start = Math.max(reserve(tries), other.reserve(tries));
        long wait = start - tempo.nanoTime();
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, tempo.toRealNanos(wait));
            wait = start - tempo.nanoTime();
        }
    }
}
