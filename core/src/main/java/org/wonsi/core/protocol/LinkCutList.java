package org.wonsi.core.protocol;

import java.util.Set;
import java.util.TreeSet;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerList;

/**
 * A list of the nodes, by name, that the operator has cut this one off from, as the lessons on partitions do.
 *
 * <p>The cut is by name, so that it also holds against a peer that dials in from a port nobody knew. Both ends close:
 * existing connections at once, new ones when the version message has told the name.
 */
final class LinkCutList {
    private final Set<String> names = new TreeSet<>();
    private final PeerList peers;
    private final Outbox outbox;

    LinkCutList(PeerList peers, Outbox outbox) {
        this.peers = peers;
        this.outbox = outbox;
    }

    void cut(String name) {
        names.add(name);
        for (Peer peer : peers.all()) {
            check(peer);
        }
    }

    void heal(String name) {
        names.remove(name);
    }

    /** Closes the connection if its node is cut off. */
    void check(Peer peer) {
        if (peer.version().isPresent() && names.contains(peer.name())) {
            outbox.close(peer, "link cut by the operator");
        }
    }

    Set<String> names() {
        return Set.copyOf(names);
    }
}
