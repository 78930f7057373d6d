package org.wonsi.core.protocol;

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
import org.wonsi.core.tx.Txid;

/**
 * Which peer is asked for which announced transaction: one at a time, the next that announced it if the first is silent.
 */
final class TxRequests {
    /** Requests to one peer that are open at a time. */
    static final int PER_PEER = 100;

    /** Transactions known only by announcement, over all peers. */
    static final int IN_ALL = 5_000;

    private static final int ALTERNATIVES = 8;

    private final Duration patience;
    private final Map<Txid, Request> requests = new LinkedHashMap<>();
    private final Map<PeerId, Integer> open = new HashMap<>();

    private static final class Request {
        private PeerId peer;
        private Instant since;
        private final Deque<PeerId> alternatives = new ArrayDeque<>();

        Request(PeerId peer, Instant since) {
            this.peer = peer;
            this.since = since;
        }
    }

    /** A request that should now go to another peer. */
    record Retry(Txid txid, PeerId peer) {}

    TxRequests(Duration patience) {
        this.patience = patience;
    }

    /** Notes that a peer has a transaction; whether it is to be asked for it now. */
    boolean announced(Txid txid, PeerId peer, Instant now) {
        Request known = requests.get(txid);
        if (known != null) {
            if (known.alternatives.size() < ALTERNATIVES && !known.peer.equals(peer)) {
                known.alternatives.add(peer);
            }
            return false;
        }
        if (requests.size() >= IN_ALL || open.getOrDefault(peer, 0) >= PER_PEER) {
            return false;
        }
        requests.put(txid, new Request(peer, now));
        open.merge(peer, 1, Integer::sum);
        return true;
    }

    /** The transaction arrived, from whomever. */
    void arrived(Txid txid) {
        Request request = requests.remove(txid);
        if (request != null) {
            release(request.peer);
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
            if (entry.getValue().since.plus(patience).isBefore(now)) {
                next(entry.getKey(), entry.getValue(), now).ifPresent(retries::add);
            }
        }
        return retries;
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
        return retries;
    }

    private Optional<Retry> next(Txid txid, Request request, Instant now) {
        release(request.peer);
        PeerId other = request.alternatives.poll();
        if (other == null) {
            requests.remove(txid);
            return Optional.empty();
        }
        request.peer = other;
        request.since = now;
        open.merge(other, 1, Integer::sum);
        return Optional.of(new Retry(txid, other));
    }

    private void release(PeerId peer) {
        open.computeIfPresent(peer, (id, n) -> n <= 1 ? null : n - 1);
    }
}
