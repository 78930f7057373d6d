package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * What is known of a connected peer, as a value that other threads may keep.
 *
 * @param name from the user agent's comment; empty before the handshake
 * @param bestHash display form of the best block it announced; empty if unknown
 * @param bestHeight of that block; -1 if unknown
 * @param pingMillis of the last round trip; -1 if none was measured
 * @param messages messages by type
 */
public record PeerSummary(
        PeerId id,
        NetworkAddress address,
        boolean inbound,
        boolean ready,
        String name,
        String userAgent,
        int version,
        long services,
        int startHeight,
        String bestHash,
        int bestHeight,
        Instant connectedAt,
        long bytesReceived,
        long pingMillis,
        int misbehaviour,
        long feeFilter,
        Map<String, Traffic> messages) {
    public PeerSummary {
        messages = Map.copyOf(messages);
    }

    /** Messages of one type: how many were sent and received. */
    public record Traffic(long sent, long received) {}
}
