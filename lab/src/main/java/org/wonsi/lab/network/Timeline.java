package org.wonsi.lab.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The event queue and clock of a simulation in virtual time: tasks in order of time, those of one time in order of scheduling.
 */
final class Timeline {
    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::micros).thenComparingLong(Entry::sequence);

    /** So many things happen between two calls of the pulse: some milliseconds. */
    private static final int BETWEEN_PULSES = 1_000;

    private final Instant start;
    private final Runnable pulse;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>(ORDER);
    private long micros;
    private long sequence;
    private int sincePulse;

    /** A scheduled task; the sequence number keeps tasks of one time in the order of scheduling. */
    private record Entry(long micros, long sequence, Runnable task) {}

    /**
     * Nothing is to happen yet.
     *
     * @param pulse called every thousand things that happen, however little time passes with them
     */
    Timeline(Instant start, Runnable pulse) {
        this.start = start;
        this.pulse = pulse;
    }

    /** Microseconds since the start. */
    long micros() {
        return micros;
    }

    Instant now() {
        return start.plus(Duration.ofNanos(micros * 1_000));
    }

    void at(long whenMicros, Runnable task) {
        queue.add(new Entry(Math.max(whenMicros, micros), sequence++, task));
    }

    void after(double seconds, Runnable task) {
        at(micros + Math.round(seconds * 1_000_000), task);
    }

    /** Runs everything up to a time, after which it is that time. */
    void runUntil(long endMicros) {
        for (Entry next = queue.peek(); next != null && next.micros <= endMicros; next = queue.peek()) {
            queue.remove();
            micros = next.micros;
            next.task.run();
            if (++sincePulse == BETWEEN_PULSES) {
                sincePulse = 0;
                pulse.run();
            }
        }
        micros = Math.max(micros, endMicros);
    }
}
