package org.wonsi.node.http.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wonsi.node.http.auth.ClientAddress;

/**
 * The limits on how many of HTTP's threads answer requests of one address, and of all other machines together; one object for
 * all servers that share the threads.
 *
 * <p>A thread writes an answer, and waits while its reader takes nothing. So no address may hold them all, nor all addresses of a
 * hostile laptop those that answer the machine in front of the room. What comes beyond that waits without a thread; addresses take
 * turns.
 */
final class ThreadShares {
    private final int ofOne;
    private final int ofOthers;
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private int others;

    /** The share of one address: what runs of it, and what waits. */
    private static final class Share {
        private final ClientAddress client;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int running;

        Share(ClientAddress client) {
            this.client = client;
        }
    }

    /** So many threads for one address, and for all that aren't this machine. */
    ThreadShares(int ofOne, int ofOthers) {
        this.ofOne = ofOne;
        this.ofOthers = ofOthers;
    }

    /**
     * Takes a thread, or a place in the queue; the caller that got a thread calls {@link #leave}.
     *
     * @param start what the one that leaves is given once there is a thread for it; it counts as taken then
     * @return whether there is a thread now
     */
    synchronized boolean enter(ClientAddress client, Runnable start) {
        Share share = shares.computeIfAbsent(client.text(), text -> new Share(client));
        if (share.waiting.isEmpty() && hasRoom(share)) {
            begin(share);
            return true;
        }
        share.waiting.addLast(start);
        return false;
    }

    private boolean hasRoom(Share share) {
        return share.running < ofOne && (share.client.here() || others < ofOthers);
    }

    private void begin(Share share) {
        share.running++;
        others += share.client.here() ? 0 : 1;
    }

    /** Gives a thread back; what may start now, for the caller to start it. */
    synchronized Optional<Runnable> leave(ClientAddress client) {
        Share share = shares.get(client.text());
        if (share == null || share.running == 0) {
            throw new IllegalStateException("no thread was taken for " + client);
        }
        share.running--;
        others -= client.here() ? 0 : 1;
        if (share.running == 0 && share.waiting.isEmpty()) {
            shares.remove(client.text());
        }
        return next();
    }

    private Optional<Runnable> next() {
        Iterator<Share> each = shares.values().iterator();
        while (each.hasNext()) {
            Share share = each.next();
            if (!share.waiting.isEmpty() && hasRoom(share)) {
                begin(share);
                Runnable start = share.waiting.removeFirst();
                // To the end of the line.
                each.remove();
                shares.put(share.client.text(), share);
                return Optional.of(start);
            }
        }
        return Optional.empty();
    }

    /** How many addresses have a thread or wait for one. */
    synchronized int addresses() {
        return shares.size();
    }
}
