package org.wonsi.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a score of broken rules for each peer; at 100 the peer is dropped and its address kept away for a while.
 *
 * <p>What can't happen by accident (an invalid block, a message over its limit) scores 100 at once; what a slow or old
 * node might do scores less. Addresses of this very machine are dropped but never banned, or one lesson with a forged
 * block would separate all nodes that share a laptop; Bitcoin Core makes the same exception.
 */
final class Misbehaviour {
    /** The score at which a peer is dropped. */
    static final int LIMIT = 100;

    private final Map<PeerId, Integer> scores = new HashMap<>();
    private final Outbox outbox;
    private final Duration banTime;

    Misbehaviour(Outbox outbox, Duration banTime) {
        this.outbox = outbox;
        this.banTime = banTime;
    }

    void punish(Peer peer, int points, String reason, Instant now) {
        if (peer.isClosing()) {
            return;
        }
        int score = scores.merge(peer.id(), points, Integer::sum);
        outbox.tell(new NodeEvent.PeerMisbehaved(peer.id(), peer.name(), score, reason));
        if (score >= LIMIT) {
            if (!peer.address().isLoopback()) {
                outbox.ban(peer.address(), now.plus(banTime), reason);
            }
            outbox.close(peer, reason);
        }
    }

    int score(Peer peer) {
        return scores.getOrDefault(peer.id(), 0);
    }

    void onClosed(Peer peer) {
        scores.remove(peer.id());
    }
}
