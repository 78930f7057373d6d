package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderTree;

/** One connection as the machines share it: who is at the other end, and what was said. What one machine alone needs is its own. */
final class Peer {
    private final PeerId id;
    private final NetworkAddress address;
    private final boolean inbound;
    private final Instant connectedAt;
    private @Nullable VersionMessage version;
    private boolean ready;
    private boolean closing;
    private NetworkAddress listening;
    private Instant lastReceived;
    private long clockOffset;
    private long lastBlock;
    private long lastTransaction;
    private @Nullable HeaderNode best;
    private @Nullable HeaderNode told;
    private @Nullable BlockHash unknown;
    private @Nullable HeaderNode sent;
    private boolean prefersHeaders;

    Peer(PeerId id, NetworkAddress address, boolean inbound, Instant now) {
        this.id = id;
        this.address = address;
        this.inbound = inbound;
        this.connectedAt = now;
        this.listening = inbound ? NetworkAddress.NONE : address;
        this.lastReceived = now;
    }

    PeerId id() {
        return id;
    }

    NetworkAddress address() {
        return address;
    }

    /** Where it takes connections: it was dialled there, or said so; {@link NetworkAddress#NONE} if unknown. */
    NetworkAddress listening() {
        return listening;
    }

    void listensAt(NetworkAddress where) {
        listening = where;
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

    void setVersion(VersionMessage theirs, Instant now) {
        version = theirs;
        clockOffset = theirs.time() - now.getEpochSecond();
    }

    /** When its last message came, or it connected. */
    Instant lastReceived() {
        return lastReceived;
    }

    void heard(Instant now) {
        lastReceived = now;
    }

    /** How many seconds its clock was ahead of this node's in its version message. */
    long clockOffset() {
        return clockOffset;
    }

    /** When it last delivered a block that was new, seconds since 1970 UTC; 0 for never. */
    long lastBlock() {
        return lastBlock;
    }

    void deliveredBlock(Instant now) {
        lastBlock = now.getEpochSecond();
    }

    /** When it last delivered a transaction that the mempool took, seconds since 1970 UTC; 0 for never. */
    long lastTransaction() {
        return lastTransaction;
    }

    void deliveredTransaction(Instant now) {
        lastTransaction = now.getEpochSecond();
    }

    /** Whether it knows what came into the protocol with a version. */
    boolean speaks(int protocolVersion) {
        return version().filter(said -> said.version() >= protocolVersion).isPresent();
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

    /** The block with the most work that it is known to have, of equal ones the last; empty before it told of any. */
    Optional<HeaderNode> best() {
        return Optional.ofNullable(best);
    }

    /** Notes that it has a block, and so all before it. */
    void hasBlock(HeaderNode node) {
        HeaderNode known = best;
        boolean newer = known == null
                || !known.status().isAcceptable()
                || node.chainWork().compareTo(known.chainWork()) >= 0;
        if (newer) {
            best = node;
        }
    }

    /** Notes that it told of a block whose header isn't known here yet; only the last one is kept. */
    void toldOfUnknown(BlockHash hash) {
        unknown = hash;
    }

    /** Looks whether the block that it told of is known by now. */
    void lookAgain(HeaderTree tree) {
        BlockHash hash = unknown;
        if (hash != null) {
            tree.get(hash).ifPresent(node -> {
                unknown = null;
                hasBlock(node);
            });
        }
    }

    /** Forgets what it has: it didn't deliver. */
    void forgetBest() {
        best = null;
    }

    /** Forgets what was said about headers that aren't in the tree any more; whether its best block is among them. */
    boolean forgetMissing(HeaderTree tree) {
        HeaderNode sent = told;
        if (sent != null && !tree.contains(sent)) {
            told = null;
        }
        HeaderNode own = best;
        boolean lost = own != null && !tree.contains(own);
        if (lost) {
            best = null;
        }
        return lost;
    }

    /** Notes that it was told of a block's header, and so of all before it. */
    void wasTold(HeaderNode node) {
        told = node;
    }

    /** Notes that it was sent a block that it had asked for. */
    void wasSent(HeaderNode node) {
        HeaderNode known = sent;
        if (known == null || node.chainWork().compareTo(known.chainWork()) > 0) {
            sent = node;
        }
    }

    /** The block with the most work that it was sent; whether it took it isn't known. */
    Optional<HeaderNode> sent() {
        return Optional.ofNullable(sent);
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

    @Override
    public String toString() {
        return id + " " + name();
    }
}
