package org.wonsi.node.p2p;

import java.util.Map;
import org.wonsi.core.protocol.message.NetworkAddress;

/**
 * One connection seen from its socket: who made it, and what passed over it.
 *
 * @param local this end's address
 * @param lastSent when bytes last left, seconds since 1970 UTC; 0 for never
 * @param lastReceived when bytes last came, likewise
 * @param messages what passed by message type; types without any are left out
 */
public record SocketTraffic(
        Direction direction,
        NetworkAddress local,
        long bytesSent,
        long bytesReceived,
        long lastSent,
        long lastReceived,
        Map<String, Count> messages) {
    /** Commands that Bitcoin doesn't know are counted under this one name: a peer could think of ever new ones. */
    public static final String OTHER = "*other*";

    public SocketTraffic {
        messages = Map.copyOf(messages);
    }

    /** The origin of a connection. */
    public enum Direction {
        /** The other side dialled. */
        INBOUND,
        /** This node dialled an address it found by itself. */
        OUTBOUND,
        /** The operator asked for it. */
        MANUAL
    }

    /** The number of messages of one type and their bytes, headers included. */
    public record Count(long sent, long received, long bytesSent, long bytesReceived) {}
}
