package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.UserAgent;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.NextTick;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;

/**
 * The first messages: version and verack from each side.
 *
 * <pre>
 *   dialling                 dialled
 *      | ---- version ----->   |
 *      | <---- version ------  |
 *      | <---- verack -------  |
 *      | ---- verack ------->  |
 * </pre>
 *
 * <p>A node that dials its own address sees its own nonce come back, and disconnects. Nothing else is listened to before both
 * sides have agreed; unknown messages between version and verack are how newer nodes negotiate features.
 */
final class Handshake {
    private final ProtocolConfig config;
    private final Outbox outbox;
    private final RandomGenerator random;
    private final IntSupplier tipHeight;
    private final Set<Long> ownNonces = new HashSet<>();
    private final Map<PeerId, Long> nonceOf = new HashMap<>();

    Handshake(ProtocolConfig config, Outbox outbox, RandomGenerator random, IntSupplier tipHeight) {
        this.config = config;
        this.outbox = outbox;
        this.random = random;
        this.tipHeight = tipHeight;
    }

    void onConnected(Peer peer, Instant now) {
        if (!peer.isInbound()) {
            sendVersion(peer, now);
        }
    }

    void onVersion(Peer peer, VersionMessage theirs, Instant now) {
        if (ownNonces.contains(theirs.nonce())) {
            outbox.close(peer, "connected to self");
            return;
        }
        if (theirs.version() < VersionMessage.MINIMUM_PROTOCOL_VERSION) {
            outbox.close(
                    peer,
                    "speaks protocol version " + theirs.version() + ", older than "
                            + VersionMessage.MINIMUM_PROTOCOL_VERSION);
            return;
        }
        peer.setVersion(theirs, config.nameOf(peer.address(), peer.kind(), theirs.userAgent()), now);
        if (peer.isInbound()) {
            sendVersion(peer, now);
        }
        outbox.send(peer, new Message.Verack());
    }

    /** Whether the peer became ready by this. */
    boolean onVerack(Peer peer) {
        if (peer.version().isEmpty() || peer.isReady()) {
            return false;
        }
        forgetNonce(peer);
        peer.setReady();
        VersionMessage theirs = peer.version().orElseThrow();
        outbox.report(new NodeEvent.PeerReady(
                peer.id(), peer.address(), peer.isInbound(), peer.name(), UserAgent.printable(theirs.userAgent())));
        return true;
    }

    void onTick(Peer peer, Instant now) {
        if (!peer.isReady()
                && peer.connectedAt().plus(config.timeouts().handshake()).isBefore(now)) {
            outbox.close(
                    peer, "no handshake within " + config.timeouts().handshake().getSeconds() + " s");
        }
    }

    void planTick(Peer peer, NextTick next) {
        if (!peer.isReady()) {
            next.at(peer.connectedAt().plus(config.timeouts().handshake()));
        }
    }

    void onClosed(Peer peer) {
        forgetNonce(peer);
    }

    private void forgetNonce(Peer peer) {
        Long nonce = nonceOf.remove(peer.id());
        if (nonce != null) {
            ownNonces.remove(nonce);
        }
    }

    private void sendVersion(Peer peer, Instant now) {
        long nonce = random.nextLong();
        ownNonces.add(nonce);
        nonceOf.put(peer.id(), nonce);
        outbox.send(
                peer,
                new VersionMessage(
                        VersionMessage.PROTOCOL_VERSION,
                        VersionMessage.NODE_NETWORK,
                        now.getEpochSecond(),
                        new VersionMessage.PeerServices(0, peer.address()),
                        new VersionMessage.PeerServices(VersionMessage.NODE_NETWORK, NetworkAddress.NONE),
                        nonce,
                        config.userAgent(),
                        tipHeight.getAsInt(),
                        true));
    }
}
