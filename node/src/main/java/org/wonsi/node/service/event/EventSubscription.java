package org.wonsi.node.service.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One listener's bounded queue of events. Close it when done. */
public final class EventSubscription implements AutoCloseable {
    private final EventLog log;
    private final BlockingQueue<LoggedEvent> queue;
    private volatile boolean closed;

    EventSubscription(EventLog log, int capacity, List<LoggedEvent> past) {
        this.log = log;
        this.queue = new LinkedBlockingQueue<>(Math.addExact(capacity, past.size()));
        queue.addAll(past);
    }

    boolean offer(LoggedEvent event) {
        return queue.offer(event);
    }

    /** The next event, waiting for it at most so long; empty if none came. */
    public Optional<LoggedEvent> poll(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Whether nothing more will be added: closed, or dropped for being too slow. What is queued can still be polled. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        log.remove(this);
    }
}
