package org.wonsi.node.runtime;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.wonsi.node.service.NodeSnapshot;

/** The snapshot that others see, and a place to wait for the next one. The chain thread sets it; any thread may look. */
final class PublishedSnapshot {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile NodeSnapshot now;

    PublishedSnapshot(NodeSnapshot first) {
        this.now = first;
    }

    NodeSnapshot get() {
        return now;
    }

    void set(NodeSnapshot next) {
        lock.lock();
        try {
            now = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while this is still what is seen, but no longer than that. */
    @SuppressWarnings("ReferenceEquality") // Another one with the same content is a change, too.
    void awaitChange(NodeSnapshot seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (now == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
