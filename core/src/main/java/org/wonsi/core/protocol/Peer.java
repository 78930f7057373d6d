package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.chain.HeaderNode;

/** One connection as the machines share it: who is at the other end, and what was said. What one machine alone needs is its own. */
final class Peer {
    private final PeerId id;
    private final NetworkAddress address;
    private final boolean inbound;
    private final Instant connectedAt;
    private final Map<String, long[]> traffic = new TreeMap<>();
    private @Nullable VersionMessage version;
    private boolean ready;
    private boolean closing;
    private long bytesReceived;
    private Instant lastReceived;
    private @Nullable HeaderNode best;
    private @Nullable HeaderNode told;
    private boolean prefersHeaders;

    Peer(PeerId id, NetworkAddress address, boolean inbound, Instant now) {
        this.id = id;
        this.address = address;
        this.inbound = inbound;
        this.connectedAt = now;
        this.lastReceived = now;
    }

    PeerId id() {
        return id;
    }

    NetworkAddress address() {
        return address;
    }

    boolean isInbound() {
        return inbound;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    /** What it said first; empty before. */
    Optional<VersionMessage> version() {
        return Optional.ofNullable(version);
    }

    void setVersion(VersionMessage theirs) {
        version = theirs;
    }

    /** Its node's name, or its address before it has said one. */
    String name() {
        VersionMessage said = version;
        return said == null || said.userAgent().isEmpty() ? address.toString() : UserAgent.nodeName(said.userAgent());
    }

    /** Whether both sides have said verack, and it isn't being closed. */
    boolean isReady() {
        return ready && !closing;
    }

    void setReady() {
        ready = true;
    }

    /** Whether its end was already decided; nothing is sent to it or heard from it any more. */
    boolean isClosing() {
        return closing;
    }

    void setClosing() {
        closing = true;
    }

    /** The block with the most work that it is known to have; empty before it told of any. */
    Optional<HeaderNode> best() {
        return Optional.ofNullable(best);
    }

    /** Notes that it has a block, and so all before it. */
    void hasBlock(HeaderNode node) {
        HeaderNode known = best;
        if (known == null || node.chainWork().compareTo(known.chainWork()) > 0) {
            best = node;
        }
    }

    /** Forgets what it has: it didn't deliver. */
    void forgetBest() {
        best = null;
    }

    /** Notes that it was told of a block's header, and so of all before it. */
    void wasTold(HeaderNode node) {
        told = node;
    }

    /** Whether it has the header: it told of it, or was told. */
    boolean knowsHeader(HeaderNode node) {
        HeaderNode own = best;
        HeaderNode sent = told;
        return (own != null && node.isAncestorOf(own)) || (sent != null && node.isAncestorOf(sent));
    }

    /** Whether it wants headers rather than inv for new blocks (BIP 130). */
    boolean prefersHeaders() {
        return prefersHeaders;
    }

    void setPrefersHeaders() {
        prefersHeaders = true;
    }

    Instant lastReceived() {
        return lastReceived;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    void countReceived(String type, int bytes, Instant now) {
        bytesReceived += bytes;
        lastReceived = now;
        counts(type)[1]++;
    }

    void countSent(String type) {
        counts(type)[0]++;
    }

    /** Messages sent and received by type. */
    Map<String, PeerSummary.Traffic> traffic() {
        Map<String, PeerSummary.Traffic> result = new TreeMap<>();
        traffic.forEach((type, n) -> result.put(type, new PeerSummary.Traffic(n[0], n[1])));
        return result;
    }

    /** A peer could name a new unknown type in each message; past 40 names they share one count. */
    private long[] counts(String type) {
        String key = traffic.size() < 40 || traffic.containsKey(type) ? type : "other";
        return traffic.computeIfAbsent(key, t -> new long[2]);
    }

    @Override
    public String toString() {
        return id + " " + name();
    }
}
