package org.wonsi.core.protocol.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.wonsi.core.protocol.message.NetworkAddress;

/**
 * A score of broken rules for each peer; at 100 the peer is dropped and its address kept away for a while.
 *
 * <p>What can't happen by accident (an invalid block, a message over its limit) scores 100 at once; what a slow or old
 * node might do scores less. Only the connection is lost, never the address, if others share it: this very machine's, or
 * that of a room behind one router with another connection in good standing, or a tab's, behind whose address a whole room
 * may be. Otherwise one lesson with a forged block would separate all nodes of a laptop, or of a room.
 */
public final class Misbehaviour {
    /** The score at which a peer is dropped. */
    static final int LIMIT = 100;

    private final Map<PeerId, Integer> scores = new HashMap<>();
    private final PeerList peers;
    private final Outbox outbox;
    private final Duration banTime;
    private final Predicate<NetworkAddress> exempt;

    /**
     * The scores of some peers.
     *
     * @param exempt addresses that the operator wants connected whatever they do
     */
    public Misbehaviour(PeerList peers, Outbox outbox, Duration banTime, Predicate<NetworkAddress> exempt) {
        this.peers = peers;
        this.outbox = outbox;
        this.banTime = banTime;
        this.exempt = exempt;
    }

    /** Adds points to a peer's score; at 100 its connection is closed and, unless others share it, its address banned. */
    public void punish(Peer peer, int points, String reason, Instant now) {
        if (peer.isClosing()) {
            return;
        }
        int score = scores.merge(peer.id(), points, Integer::sum);
        outbox.report(new NodeEvent.PeerMisbehaved(peer.id(), peer.name(), score, reason));
        if (score >= LIMIT && !exempt.test(peer.address())) {
            outbox.close(peer, reason);
            if (peer.kind() != PeerKind.TAB && !isShared(peer.address())) {
                outbox.ban(peer.address(), now.plus(banTime), reason);
            }
        }
    }

    private boolean isShared(NetworkAddress address) {
        return address.isLoopback()
                || peers.ready().stream()
                        .anyMatch(other -> other.address().ip().equals(address.ip()) && score(other) < LIMIT / 2);
    }

    public int score(Peer peer) {
        return scores.getOrDefault(peer.id(), 0);
    }

    public void onClosed(Peer peer) {
        scores.remove(peer.id());
    }
}
