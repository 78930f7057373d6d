package org.wonsi.core.protocol.peer;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;

/**
 * The facts about a connected peer, as a value that other threads may keep.
 *
 * @param name from the user agent's comment; empty before the handshake
 * @param userAgent without control characters; empty before the handshake
 * @param version what it said first; {@link VersionMessage#NONE} before
 * @param clockOffset seconds that its clock was ahead when it said so
 * @param lastBlock when it last delivered a new block, seconds since 1970 UTC; 0 for never
 * @param lastTransaction when it last delivered a transaction that was taken, likewise
 * @param misbehaviour its score; at 100 it is dropped
 * @param feeFilter the lowest rate it wants announced, satoshis per 1,000 bytes
 */
public record PeerSummary(
        PeerId id,
        NetworkAddress address,
        boolean inbound,
        PeerKind kind,
        boolean ready,
        String name,
        String userAgent,
        VersionMessage version,
        Instant connectedAt,
        long clockOffset,
        Sync sync,
        Ping ping,
        Addresses addresses,
        long lastBlock,
        long lastTransaction,
        int misbehaviour,
        long feeFilter) {

    /**
     * The chain that a peer is on.
     *
     * @param bestHash display form of the best block it announced; empty if unknown
     * @param bestHeight of that block; -1 if unknown
     * @param commonHeight of the last block it and this node are known to share; -1 if unknown
     * @param sentHash display form of the block with the most work that it was sent at its request; empty if none
     * @param sentHeight of that block; -1 if none
     * @param inFlight heights of the blocks asked of it and not yet here, in the order of asking
     */
    public record Sync(
            String bestHash,
            int bestHeight,
            int commonHeight,
            String sentHash,
            int sentHeight,
            List<Integer> inFlight) {
        /** Nothing is known. */
        public static final Sync UNKNOWN = new Sync("", -1, -1, "", -1, List.of());

        public Sync {
            inFlight = List.copyOf(inFlight);
        }
    }

    /**
     * The round trip to a peer.
     *
     * @param lastMicros microseconds there and back, as last measured
     * @param leastMicros the shortest of all measured
     * @param waitingSinceMicros when the ping was sent that it hasn't answered yet, microseconds since 1970 UTC
     */
    public record Ping(OptionalLong lastMicros, OptionalLong leastMicros, OptionalLong waitingSinceMicros) {
        /** Nothing was measured. */
        public static final Ping UNKNOWN = new Ping(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * The addresses of other nodes that a peer told.
     *
     * @param enabled whether addresses are exchanged with it: it was dialled, or it has asked or told
     * @param processed addresses of it that were looked at
     * @param rateLimited addresses of it that were too many at a time, and weren't
     */
    public record Addresses(boolean enabled, long processed, long rateLimited) {
        /** None yet. */
        public static final Addresses NONE = new Addresses(false, 0, 0);
    }
}
