package org.wonsi.node.http.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.node.http.auth.ClientAddress;

/**
 * The limits on how many of HTTP's threads answer requests of one address, and of all other machines together; one object for
 * all servers that share the threads.
 *
 * <p>A thread writes an answer, and waits while its reader takes nothing. So no address may hold them all, nor all addresses of a
 * hostile laptop those that answer the machine in front of the room. What comes beyond that waits without a thread; addresses take
 * turns. And while somebody waits, whoever reads an answer so slowly that a thread waits for him loses his connection, long before
 * he would for his slowness alone: two laptops that read large answers drop by drop would else hold every thread of a room of phones.
 */
final class ThreadShares {
    /** So long may a thread wait for a reader while others wait for the thread. */
    private static final long PATIENCE = Duration.ofSeconds(4).toNanos();

    private final int ofOne;
    private final int ofOthers;
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private int others;

    /** Who is to read an answer. */
    interface Reader {
        /** How long bytes have waited for him of late; 0 if none wait now. */
        long waitedNanos();

        /** Ends his connection. */
        void giveUp();
    }

    /** A request that has no thread yet. */
    private record Waiting(Reader reader, Runnable start) {}

    private static final class Share {
        private final ClientAddress client;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private final List<Reader> running = new ArrayList<>();

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
    synchronized boolean enter(ClientAddress client, Reader reader, Runnable start) {
        Share share = shares.computeIfAbsent(client.text(), text -> new Share(client));
        if (share.waiting.isEmpty() && hasRoom(share)) {
            begin(share, reader);
            return true;
        }
        share.waiting.addLast(new Waiting(reader, start));
        return false;
    }

    private boolean hasRoom(Share share) {
        return !hasItsShare(share) && (share.client.here() || others < ofOthers);
    }

    private boolean hasItsShare(Share share) {
        return share.running.size() >= ofOne;
    }

    private void begin(Share share, Reader reader) {
        share.running.add(reader);
        others += share.client.here() ? 0 : 1;
    }

    /** Gives a thread back; what may start now, for the caller to start it. */
    synchronized Optional<Runnable> leave(ClientAddress client, Reader reader) {
        Share share = shares.get(client.text());
        if (share == null || !share.running.remove(reader)) {
            throw new IllegalStateException("no thread was taken for " + client);
        }
        others -= client.here() ? 0 : 1;
        if (share.running.isEmpty() && share.waiting.isEmpty()) {
            shares.remove(client.text());
        }
        return next();
    }

    private Optional<Runnable> next() {
        Iterator<Share> each = shares.values().iterator();
        while (each.hasNext()) {
            Share share = each.next();
            if (!share.waiting.isEmpty() && hasRoom(share)) {
                Waiting first = share.waiting.removeFirst();
                begin(share, first.reader);
                // To the end of the line.
                each.remove();
                shares.put(share.client.text(), share);
                return Optional.of(first.start);
            }
        }
        return Optional.empty();
    }

    /**
     * For each address that waits gives up the reader that has been waited for longest, if that is too long: one of its own if it has
     * its share, else one of the address that has most.
     *
     * @return whether anybody waits
     */
    boolean relieve() {
        Set<Reader> slow = new LinkedHashSet<>();
        boolean somebody;
        synchronized (this) {
            List<Share> waiting = shares.values().stream()
                    .filter(share -> !share.waiting.isEmpty())
                    .toList();
            waiting.forEach(share ->
                    slowest(hasItsShare(share) ? share : largest(), slow).ifPresent(slow::add));
            somebody = !waiting.isEmpty();
        }
        slow.forEach(Reader::giveUp);
        return somebody;
    }

    /** Of all that aren't this machine; there is one, for they have all that they may. */
    private Share largest() {
        return shares.values().stream()
                .filter(share -> !share.client.here())
                .max(Comparator.comparingInt(share -> share.running.size()))
                .orElseThrow();
    }

    private static Optional<Reader> slowest(Share share, Set<Reader> known) {
        return share.running.stream()
                .filter(reader -> reader.waitedNanos() >= PATIENCE && !known.contains(reader))
                .max(Comparator.comparingLong(Reader::waitedNanos));
    }

    /** How many addresses have a thread or wait for one. */
    synchronized int addresses() {
        return shares.size();
    }
}
