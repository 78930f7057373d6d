package org.wonsi.node.p2p;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.message.NetworkAddress;

/** The counters of what passes over one connection; reader and writer count at once, any thread may read. */
final class TrafficMeter {
    /** Message types of Bitcoin Core 28.1 that this node has no use for; they are counted by name all the same. */
    private static final List<String> FOREIGN_TYPES = List.of(
            "addrv2",
            "sendaddrv2",
            "wtxidrelay",
            "sendtxrcncl",
            "sendcmpct",
            "cmpctblock",
            "getblocktxn",
            "blocktxn",
            "merkleblock",
            "filterload",
            "filteradd",
            "filterclear",
            "getcfilters",
            "cfilter",
            "getcfheaders",
            "cfheaders",
            "getcfcheckpt",
            "cfcheckpt");

    private static final Set<String> KNOWN_TYPES = knownTypes();

    private final InstantSource clock;
    private final Totals totals;
    private final Map<String, long[]> messages = new HashMap<>();
    private long bytesSent;
    private long bytesReceived;
    private long lastSent;
    private long lastReceived;

    /** The totals of what all connections of a node sent and received. */
    static final class Totals {
        final AtomicLong sent = new AtomicLong();
        final AtomicLong received = new AtomicLong();
    }

    TrafficMeter(InstantSource clock, Totals totals) {
        this.clock = clock;
        this.totals = totals;
    }

    private static Set<String> knownTypes() {
        Set<String> types = new HashSet<>(FOREIGN_TYPES);
        for (MessageType type : MessageType.values()) {
            types.add(type.command());
        }
        return Set.copyOf(types);
    }

    /** A whole message left. */
    synchronized void sent(String command, int bytes) {
        totals.sent.addAndGet(bytes);
        bytesSent += bytes;
        lastSent = clock.instant().getEpochSecond();
        long[] counts = counts(command);
        counts[0]++;
        counts[2] += bytes;
    }

    /** Bytes came; of which message they are part is told once it is complete. */
    synchronized void receivedBytes(int bytes) {
        totals.received.addAndGet(bytes);
        bytesReceived += bytes;
        lastReceived = clock.instant().getEpochSecond();
    }

    /** A message is complete. */
    synchronized void received(String command, int bytes) {
        long[] counts = counts(command);
        counts[1]++;
        counts[3] += bytes;
    }

    private long[] counts(String command) {
        return messages.computeIfAbsent(
                KNOWN_TYPES.contains(command) ? command : SocketTraffic.OTHER, type -> new long[4]);
    }

    synchronized SocketTraffic snapshot(SocketTraffic.Direction direction, NetworkAddress local) {
        Map<String, SocketTraffic.Count> byType = new HashMap<>();
        messages.forEach((type, n) -> byType.put(type, new SocketTraffic.Count(n[0], n[1], n[2], n[3])));
        return new SocketTraffic(direction, local, bytesSent, bytesReceived, lastSent, lastReceived, byType);
    }
}
