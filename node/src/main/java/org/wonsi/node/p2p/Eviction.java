package org.wonsi.node.p2p;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * The choice of the inbound connection that is closed when all places are taken and another peer connects.
 *
 * <p>Were newcomers simply refused, an attacker who came first could hold every place. So some connections are protected
 * for what an attacker can't easily have on many of them at once: an address in a group chosen by a secret, a short way, a
 * transaction or block that was news, a long stay. Of the rest, the group with the most connections loses its youngest.
 * Source: Bitcoin Core, {@code SelectNodeToEvict}.
 */
final class Eviction {
    private static final int BY_GROUP = 4;
    private static final int BY_PING = 8;
    private static final int BY_TRANSACTION = 4;
    private static final int BY_BLOCK = 4;

    private Eviction() {}

    /**
     * An inbound connection.
     *
     * @param group the part of its address that one operator usually controls
     * @param leastPingMicros its shortest round trip; {@link Long#MAX_VALUE} if none was measured
     * @param lastBlock when it last delivered a new block, seconds since 1970 UTC; 0 for never
     * @param lastTransaction likewise a transaction
     */
    record Candidate(
            PeerId id,
            ByteString group,
            Instant connectedAt,
            long leastPingMicros,
            long lastBlock,
            long lastTransaction) {}

    /** The one to close; empty if all are worth their place. */
    static Optional<PeerId> choose(List<Candidate> inbound, long secret) {
        List<Candidate> rest = new ArrayList<>(inbound);
        Comparator<Candidate> bySecret = Comparator.comparingLong(c -> mix(c.group.hashCode() ^ secret));
        protect(rest, BY_GROUP, bySecret);
        protect(rest, BY_PING, Comparator.comparingLong(Candidate::leastPingMicros));
        protect(
                rest,
                BY_TRANSACTION,
                Comparator.comparingLong(Candidate::lastTransaction).reversed());
        protect(rest, BY_BLOCK, Comparator.comparingLong(Candidate::lastBlock).reversed());
        protect(rest, rest.size() / 2, Comparator.comparing(Candidate::connectedAt));
        return youngestOfTheLargestGroup(rest);
    }

    private static void protect(List<Candidate> rest, int count, Comparator<Candidate> bestFirst) {
        rest.sort(bestFirst.thenComparing(Candidate::id));
        rest.subList(0, Math.min(count, rest.size())).clear();
    }

    /** Spreads the bits, so that neighbouring groups don't stay neighbours (the finalizer of SplitMix64). */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static Optional<PeerId> youngestOfTheLargestGroup(List<Candidate> rest) {
        Map<ByteString, Integer> sizes = new HashMap<>();
        rest.forEach(c -> sizes.merge(c.group, 1, Integer::sum));
        return rest.stream()
                .max(Comparator.<Candidate>comparingInt(c -> sizes.getOrDefault(c.group, 0))
                        .thenComparing(Candidate::connectedAt)
                        .thenComparing(Candidate::id))
                .map(Candidate::id);
    }
}
