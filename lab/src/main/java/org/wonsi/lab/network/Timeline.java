package org.wonsi.lab.network;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * The event queue and clock of a simulation in virtual time: tasks in order of time, those of one time in order of scheduling.
 */
final class Timeline {
    /** So many things happen between two calls of the pulse: some milliseconds. */
    private static final int BETWEEN_PULSES = 1_000;

    private final Instant start;
    private final Runnable pulse;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long micros;
    private Instant now;
    private long sequence;
    private int sincePulse;

    /** A scheduled task; the sequence number keeps tasks of one time in the order of scheduling. */
    private record Entry(long micros, long sequence, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            // Written out: it is most of what a queue of a hundred thousand messages does.
            return micros == other.micros ? Long.compare(sequence, other.sequence) : Long.compare(micros, other.micros);
        }
    }

    /**
     * Nothing is to happen yet.
     *
     * @param pulse called every thousand things that happen, however little time passes with them
     */
    Timeline(Instant start, Runnable pulse) {
        this.start = start;
        this.now = start;
        this.pulse = pulse;
    }

    /** Microseconds since the start. */
    long micros() {
        return micros;
    }

    Instant now() {
        return now;
    }

    /** Thousands of nodes ask for the time of one tick. */
    private void goTo(long when) {
        if (when != micros) {
            micros = when;
            now = start.plus(Duration.ofNanos(micros * 1_000));
        }
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
            goTo(next.micros);
            next.task.run();
            if (++sincePulse == BETWEEN_PULSES) {
                sincePulse = 0;
                pulse.run();
            }
        }
        goTo(Math.max(micros, endMicros));
    }
}
