package org.wonsi.node.http.node.body;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another node, or a tab; an element of {@code GET /node/peers}.
 *
 * @param id number of the connection on this node
 * @param name from its user agent's comment; absent if it gives none
 * @param address host and port
 * @param inbound whether it connected to us
 * @param version protocol version; 0 before the handshake
 * @param height best height it is known to have
 * @param tip best block it is known to have; absent before it told
 * @param pingMs milliseconds of the last round trip; absent before the first
 * @param connection "inbound", "outbound" (found by itself), "manual" (asked for by the operator) or "tab" (a page's, over a
 *     WebSocket)
 * @param services what it offers, as 16 hexadecimal digits; zeros before the handshake
 * @param misbehaviour its score of broken rules; at 100 it is dropped
 * @param messages counts by message type; "*other*" holds the types that Bitcoin doesn't know
 */
public record PeerSummary(
        long id,
        @Nullable String name,
        String address,
        boolean inbound,
        String userAgent,
        int version,
        int height,
        @Nullable String tip,
        long connectedAt,
        long bytesSent,
        long bytesReceived,
        long lastSent,
        long lastReceived,
        String connection,
        String services,
        int misbehaviour,
        @Nullable Long pingMs,
        Map<String, MessageCount> messages) {
    public PeerSummary {
        messages = new TreeMap<>(messages);
    }

    /** The number of messages of a type that went each way, and their bytes, headers included. */
    public record MessageCount(long sent, long received, long bytesSent, long bytesReceived) {}
}
