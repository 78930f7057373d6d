package org.wonsi.node.service;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.node.p2p.SocketTraffic;

/**
 * One connection as it stands.
 *
 * @param peer what the protocol knows of it, at most a second old
 * @param traffic what passed over its socket until now
 */
public record PeerStatus(PeerSummary peer, SocketTraffic traffic) {

    /** Names it for {@link PeerControl}; never used twice while the node runs. */
    public long id() {
        return peer.id().number();
    }

    /** The other node's name from its user agent; empty before the handshake or if it has none. */
    public Optional<String> name() {
        return peer.name().isEmpty() ? Optional.empty() : Optional.of(peer.name());
    }

    /** Host and port at the other end. */
    public String address() {
        return peer.address().toString();
    }

    /** Whether the other side dialled. */
    public boolean inbound() {
        return peer.inbound();
    }

    /** A node or a tab. */
    public PeerKind kind() {
        return peer.kind();
    }

    /** As sent in its version message. */
    public String userAgent() {
        return peer.userAgent();
    }

    /** Its protocol version; 0 before the handshake. */
    public int version() {
        return peer.version().version();
    }

    /** Height of the best block it told of; -1 if none. */
    public int height() {
        return peer.sync().bestHeight();
    }

    /** The best block it told of. */
    public Optional<BlockHash> tip() {
        String hash = peer.sync().bestHash();
        return hash.isEmpty() ? Optional.empty() : Optional.of(BlockHash.ofDisplay(hash));
    }

    /** Height of the block it most likely stands on: the best it told of, or was sent; -1 if there was none. */
    public int likelyHeight() {
        return Math.max(peer.sync().bestHeight(), peer.sync().sentHeight());
    }

    /** That block: a node that has just fetched all blocks from here has no reason to tell of them. */
    public Optional<BlockHash> likelyTip() {
        String sent = peer.sync().sentHash();
        return peer.sync().sentHeight() > peer.sync().bestHeight() ? Optional.of(BlockHash.ofDisplay(sent)) : tip();
    }

    /** When the connection was made. */
    public Instant connectedAt() {
        return peer.connectedAt();
    }

    /** The last round trip in milliseconds, rounded down. */
    public OptionalLong pingMillis() {
        OptionalLong micros = peer.ping().lastMicros();
        return micros.isPresent() ? OptionalLong.of(micros.getAsLong() / 1_000) : OptionalLong.empty();
    }

    /** What passed by message type. */
    public Map<String, SocketTraffic.Count> messages() {
        return traffic.messages();
    }
}
