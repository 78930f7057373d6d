package org.wonsi.core.protocol.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.tx.Txid;

/**
 * The questions for announced transactions: for each, one peer is asked at a time, the next that announced it if
 * the first is silent.
 *
 * <p>A peer that announces more than may be open at a time is asked for the rest as answers come, so that a full mempool
 * arrives whole; how much it may announce ahead is limited.
 */
final class TxRequests {
    /** Requests to one peer that are open at a time. */
    static final int PER_PEER = 100;

    /** Announcements of one peer that are remembered; Bitcoin Core's {@code MAX_PEER_TX_ANNOUNCEMENTS}. */
    static final int ANNOUNCED_PER_PEER = 5_000;

    /** Transactions known only by announcement, over all peers. */
    static final int IN_ALL = 50_000;

    /**
     * Peers remembered beside the one asked: enough that silent ones don't stop a payment, too few to fill the memory by
     * announcing.
     */
    private static final int ALTERNATIVES = 8;

    private final Duration patience;
    private final Map<Txid, Request> requests = new LinkedHashMap<>();
    private final Map<PeerId, Integer> open = new HashMap<>();
    private final Map<PeerId, Deque<Txid>> waiting = new HashMap<>();

    /** A transaction known by announcement: whom it is asked of, or will be, and who else has it. */
    private static final class Request {
        private PeerId peer;
        private Instant since;
        private boolean isOpen = true;
        private final Deque<PeerId> alternatives = new ArrayDeque<>();

        Request(PeerId peer, Instant since) {
            this.peer = peer;
            this.since = since;
        }

        boolean isKnownTo(PeerId other) {
            return peer.equals(other) || alternatives.contains(other);
        }
    }

    /** A request that should now go to another peer. */
    record Retry(Txid txid, PeerId peer) {}

    TxRequests(Duration patience) {
        this.patience = patience;
    }

    /** Notes that a peer has a transaction; whether it is to be asked for it now, which {@code later} rules out. */
    boolean announced(Txid txid, PeerId peer, boolean later, Instant now) {
        Request known = requests.get(txid);
        if (known != null) {
            return announcedAgain(txid, known, peer, later, now);
        }
        Deque<Txid> queue = waiting.computeIfAbsent(peer, id -> new ArrayDeque<>());
        if (requests.size() >= IN_ALL || queue.size() + open(peer) >= ANNOUNCED_PER_PEER) {
            return false;
        }
        Request request = new Request(peer, now);
        requests.put(txid, request);
        if (!later && open(peer) < PER_PEER) {
            open.merge(peer, 1, Integer::sum);
            return true;
        }
        request.isOpen = false;
        queue.add(txid);
        return false;
    }

    private boolean announcedAgain(Txid txid, Request known, PeerId peer, boolean later, Instant now) {
        if (!later && !known.isOpen && open(peer) < PER_PEER) {
            // The one that told of it first has its hands full.
            ask(known, peer, now);
            return true;
        }
        boolean isAnother = !known.peer.equals(peer) && !known.alternatives.contains(peer);
        if (isAnother && known.alternatives.size() < ALTERNATIVES) {
            known.alternatives.add(peer);
            Deque<Txid> queue = waiting.computeIfAbsent(peer, id -> new ArrayDeque<>());
            if (!known.isOpen && queue.size() < ANNOUNCED_PER_PEER) {
                // The peer that told of it first may never be asked: its turn comes with the first that has room.
                queue.add(txid);
            }
        }
        return false;
    }

    private int open(PeerId peer) {
        return open.getOrDefault(peer, 0);
    }

    private void ask(Request request, PeerId peer, Instant now) {
        request.peer = peer;
        request.since = now;
        request.isOpen = true;
        open.merge(peer, 1, Integer::sum);
    }

    /** What a peer is to be asked for next, once half of what it was asked for has come. */
    List<Txid> nextOf(PeerId peer, Instant now) {
        Deque<Txid> queue = waiting.get(peer);
        if (queue == null || open(peer) > PER_PEER / 2) {
            return List.of();
        }
        List<Txid> next = new ArrayList<>();
        while (!queue.isEmpty() && open(peer) < PER_PEER) {
            Txid txid = queue.remove();
            Request request = requests.get(txid);
            if (request != null && !request.isOpen && request.isKnownTo(peer)) {
                request.alternatives.remove(peer);
                ask(request, peer, now);
                next.add(txid);
            }
        }
        return next;
    }

    /** The transaction arrived, from whomever. */
    void arrived(Txid txid) {
        Request request = requests.remove(txid);
        if (request != null) {
            release(request);
        }
    }

    /** The peer hasn't got it; who is to be asked instead, if anyone. */
    Optional<Retry> notFound(Txid txid, PeerId peer, Instant now) {
        Request request = requests.get(txid);
        return request == null || !request.peer.equals(peer) ? Optional.empty() : next(txid, request, now);
    }

    /** Requests whose peer has been silent for too long, moved to other peers that announced the same. */
    List<Retry> overdue(Instant now) {
        List<Retry> retries = new ArrayList<>();
        for (Map.Entry<Txid, Request> entry : List.copyOf(requests.entrySet())) {
            if (entry.getValue().isOpen && entry.getValue().since.plus(patience).isBefore(now)) {
                next(entry.getKey(), entry.getValue(), now).ifPresent(retries::add);
            }
        }
        return retries;
    }

    /** Whether nothing is asked for, or waits to be. */
    boolean isEmpty() {
        return requests.isEmpty() && waiting.values().stream().allMatch(Deque::isEmpty);
    }

    /** Moves a closed peer's requests to others. */
    List<Retry> closed(PeerId peer, Instant now) {
        List<Retry> retries = new ArrayList<>();
        for (Map.Entry<Txid, Request> entry : List.copyOf(requests.entrySet())) {
            entry.getValue().alternatives.remove(peer);
            if (entry.getValue().peer.equals(peer)) {
                next(entry.getKey(), entry.getValue(), now).ifPresent(retries::add);
            }
        }
        open.remove(peer);
        waiting.remove(peer);
        return retries;
    }

    private Optional<Retry> next(Txid txid, Request request, Instant now) {
        release(request);
        PeerId other = request.alternatives.poll();
        if (other == null) {
            requests.remove(txid);
            return Optional.empty();
        }
        ask(request, other, now);
        return Optional.of(new Retry(txid, other));
    }

    private void release(Request request) {
        if (request.isOpen) {
            open.computeIfPresent(request.peer, (id, n) -> n <= 1 ? null : n - 1);
        }
    }
}
