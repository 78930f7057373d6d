package org.wonsi.node.app;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wonsi.core.block.BlockHash;

/**
 * One connection as it stands.
 *
 * @param id names it for {@link PeerControl}; never used twice while the node runs
 * @param name the other node's name from its user agent; empty before the handshake or if it has none
 * @param address host and port at the other end
 * @param inbound whether the other side dialled
 * @param userAgent as sent in its version message
 * @param version its protocol version; 0 before the handshake
 * @param height of the best block it told of; -1 if none
 * @param tip the best block it told of
 * @param pingMillis the last round trip
 * @param messages how many of each command passed
 */
public record PeerStatus(
        long id,
        Optional<String> name,
        String address,
        boolean inbound,
        String userAgent,
        int version,
        int height,
        Optional<BlockHash> tip,
        Instant connectedAt,
        long bytesSent,
        long bytesReceived,
        OptionalLong pingMillis,
        Map<String, Count> messages) {
    public PeerStatus {
        messages = Map.copyOf(messages);
    }

    /** Messages of one command. */
    public record Count(long sent, long received) {}
}
