package org.wonsi.node.service.event;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The last events with their ids, and who listens.
 *
 * <p>Nodes in one process share a log, so that one id orders what happened to all of them. Publishing never waits: a
 * subscriber whose queue is full is dropped, and finds what it missed by subscribing again after the last id it saw.
 */
public final class EventLog {
    private final InstantSource clock;
    private final int capacity;
    private final Deque<LoggedEvent> last = new ArrayDeque<>();
    private final List<EventSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private long nextId = 1;

    /** Keeps at most {@code capacity} events. */
    public EventLog(InstantSource clock, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("an event log keeps at least one event, not " + capacity);
        }
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Adds an event and offers it to every subscriber. */
    public LoggedEvent publish(String node, LoggedEvent.Body body) {
        synchronized (last) {
            LoggedEvent event = new LoggedEvent(nextId++, clock.millis(), node, body);
            if (last.size() == capacity) {
                last.removeFirst();
            }
            last.addLast(event);
            // Inside the lock, so that every queue has the order of the ids.
            for (EventSubscription subscription : subscriptions) {
                if (!subscription.offer(event)) {
                    subscription.close();
                }
            }
            return event;
        }
    }

    /** The kept events whose id is greater, oldest first. */
    public List<LoggedEvent> after(long id) {
        synchronized (last) {
            List<LoggedEvent> later = new ArrayList<>();
            for (LoggedEvent event : last) {
                if (event.id() > id) {
                    later.add(event);
                }
            }
            return later;
        }
    }

    /** The id of the newest event, 0 before the first. */
    public long lastId() {
        synchronized (last) {
            return nextId - 1;
        }
    }

    /**
     * Listens to what comes, without the past; {@link #lastId} at subscription is the newest event not delivered.
     *
     * @param queueCapacity how many events may wait before the subscriber counts as too slow and is dropped
     */
    public EventSubscription subscribe(int queueCapacity) {
        synchronized (last) {
            return add(new EventSubscription(this, queueCapacity, List.of()));
        }
    }

    /** Listens, beginning with the kept events whose id is greater than {@code id}. */
    public EventSubscription subscribeAfter(long id, int queueCapacity) {
        synchronized (last) {
            return add(new EventSubscription(this, queueCapacity, after(id)));
        }
    }

    private EventSubscription add(EventSubscription subscription) {
        subscriptions.add(subscription);
        return subscription;
    }

    void remove(EventSubscription subscription) {
        subscriptions.remove(subscription);
    }

    /** How many listen now. */
    public int subscribers() {
        return subscriptions.size();
    }
}
