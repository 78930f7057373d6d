package org.wonsi.core.protocol.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.protocol.message.NetworkAddress;

/** The open connections, in order of connecting: the same order in every run, so that choices are the same. */
public final class PeerList {
    private final Map<PeerId, Peer> peers = new LinkedHashMap<>();
    private final Deque<Integer> freePlaces = new ArrayDeque<>();

    public void add(Peer peer) {
        if (peers.containsKey(peer.id())) {
            throw new IllegalStateException("peer id used twice: " + peer.id());
        }
        peer.setPlace(freePlaces.isEmpty() ? peers.size() : freePlaces.pop());
        peers.put(peer.id(), peer);
    }

    public Optional<Peer> remove(PeerId id) {
        Optional<Peer> removed = Optional.ofNullable(peers.remove(id));
        removed.ifPresent(peer -> freePlaces.push(peer.place()));
        return removed;
    }

    public Optional<Peer> get(PeerId id) {
        return Optional.ofNullable(peers.get(id));
    }

    public Collection<Peer> all() {
        return List.copyOf(peers.values());
    }

    /** Those one can talk to. */
    public List<Peer> ready() {
        List<Peer> ready = new ArrayList<>(peers.size());
        for (Peer peer : peers.values()) {
            if (peer.isReady()) {
                ready.add(peer);
            }
        }
        return ready;
    }

    /** Dialled by this node, whether or not they have answered yet. */
    public long outbound() {
        long count = 0;
        for (Peer peer : peers.values()) {
            count += peer.isInbound() || peer.isClosing() ? 0 : 1;
        }
        return count;
    }

    /** Whether one of them takes connections there. */
    public boolean isConnectedTo(NetworkAddress address) {
        return peers.values().stream().anyMatch(p -> p.listening().equals(address));
    }
}
