package org.wonsi.node.runtime.thread;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.node.service.ChainBusyException;

/**
 * The queue of tasks for the chain thread, in lanes that take turns. For any thread.
 *
 * <pre>
 *   node      miner, timers                  first, always taken in
 *   requests  HTTP                           \  in turns, a task each;
 *   peers     one lane a connection, in turns /  a full lane makes its own filler wait or fail
 * </pre>
 *
 * <p>So a peer that floods the node slows itself down and nobody else: the next request waits for one message, and the
 * block that this node's miner found for none. Within a lane tasks keep their order.
 */
public final class TaskQueue {
    private final int requestRoom;
    private final int roomPerPeer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Deque<Task> node = new ArrayDeque<>();
    private final Deque<Task> requests = new ArrayDeque<>();
    private final Map<PeerId, Deque<Task>> peers = new HashMap<>();
    private final Deque<PeerId> turns = new ArrayDeque<>();
    private boolean requestsTurn;
    private boolean closed;
    private int size;

    /**
     * A task that waits for the chain thread.
     *
     * @param kind what it is, for the measurements
     * @param refused run instead if the thread ends first
     */
    record Task(String kind, Runnable action, Runnable refused) {}

    public TaskQueue(int requestRoom, int roomPerPeer) {
        this.requestRoom = requestRoom;
        this.roomPerPeer = roomPerPeer;
    }

    /** Leaves a task of the node itself; false if the queue is closed. */
    boolean addOwn(Task task) {
        return guarded(() -> add(node, task));
    }

    /**
     * Leaves a request's task; false if the queue is closed.
     *
     * @throws ChainBusyException if the lane is full
     */
    boolean addRequest(Task task) {
        return guarded(() -> {
            if (!closed && requests.size() >= requestRoom) {
                throw new ChainBusyException(requests.size());
            }
            return add(requests, task);
        });
    }

    /** Leaves a peer's task, after waiting for room in its lane if {@code patient}; false if the queue is closed. */
    boolean addOfPeer(PeerId peer, Task task, boolean patient) {
        return guarded(() -> {
            if (patient && !awaitRoom(peer)) {
                return false;
            }
            if (closed) {
                return false;
            }
            Deque<Task> lane = peers.computeIfAbsent(peer, p -> new ArrayDeque<>());
            if (lane.isEmpty()) {
                turns.add(peer);
            }
            return add(lane, task);
        });
    }

    private int waiting(PeerId peer) {
        return Optional.ofNullable(peers.get(peer)).map(Deque::size).orElse(0);
    }

    /** False if the thread was interrupted. */
    private boolean awaitRoom(PeerId peer) {
        try {
            while (!closed && waiting(peer) >= roomPerPeer) {
                taken.await();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean add(Deque<Task> lane, Task task) {
        if (closed) {
            return false;
        }
        lane.add(task);
        size++;
        added.signal();
        return true;
    }

    /** The next task, waiting for one; empty once the queue is closed and empty. */
    Optional<Task> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0 && !closed) {
                added.await();
            }
            return size == 0 ? Optional.empty() : Optional.of(next());
        } finally {
            lock.unlock();
        }
    }

    private Task next() {
        size--;
        if (!node.isEmpty()) {
            return node.remove();
        }
        boolean request = !requests.isEmpty() && (requestsTurn || turns.isEmpty());
        requestsTurn = !request;
        return request ? requests.remove() : nextOfPeers();
    }

    private Task nextOfPeers() {
        PeerId peer = turns.remove();
        Deque<Task> lane = peers.getOrDefault(peer, new ArrayDeque<>());
        if (lane.size() >= roomPerPeer) {
            taken.signalAll();
        }
        Task task = lane.remove();
        if (lane.isEmpty()) {
            peers.remove(peer);
        } else {
            turns.add(peer);
        }
        return task;
    }

    /** How many wait. */
    int size() {
        return guarded(() -> size);
    }

    /** Takes no more tasks, and gives back those of peers; those of the node and of requests can still be taken. */
    List<Task> close() {
        return guarded(() -> {
            closed = true;
            List<Task> ofPeers = new ArrayList<>();
            peers.values().forEach(ofPeers::addAll);
            peers.clear();
            turns.clear();
            size -= ofPeers.size();
            added.signalAll();
            taken.signalAll();
            return ofPeers;
        });
    }

    /** Closes, and gives back all that waits. */
    List<Task> abandon() {
        return guarded(() -> {
            List<Task> rest = new ArrayList<>(close());
            rest.addAll(node);
            rest.addAll(requests);
            node.clear();
            requests.clear();
            size = 0;
            return rest;
        });
    }

    private <T> T guarded(java.util.function.Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
