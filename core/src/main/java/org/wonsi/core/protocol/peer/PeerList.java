package org.wonsi.core.protocol.peer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.protocol.message.NetworkAddress;

/** The open connections, in order of connecting: the same order in every run, so that choices are the same. */
public final class PeerList {
    private final Map<PeerId, Peer> peers = new LinkedHashMap<>();

    public void add(Peer peer) {
        if (peers.putIfAbsent(peer.id(), peer) != null) {
            throw new IllegalStateException("peer id used twice: " + peer.id());
        }
    }

    public Optional<Peer> remove(PeerId id) {
        return Optional.ofNullable(peers.remove(id));
    }

    public Optional<Peer> get(PeerId id) {
        return Optional.ofNullable(peers.get(id));
    }

    public Collection<Peer> all() {
        return List.copyOf(peers.values());
    }

    /** Those one can talk to. */
    public List<Peer> ready() {
        return peers.values().stream().filter(Peer::isReady).toList();
    }

    /** Dialled by this node, whether or not they have answered yet. */
    public long outbound() {
        return peers.values().stream()
                .filter(p -> !p.isInbound() && !p.isClosing())
                .count();
    }

    /** Whether one of them takes connections there. */
    public boolean isConnectedTo(NetworkAddress address) {
        return peers.values().stream().anyMatch(p -> p.listening().equals(address));
    }
}
