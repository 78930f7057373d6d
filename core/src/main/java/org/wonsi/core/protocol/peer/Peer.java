package org.wonsi.core.protocol.peer;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderTree;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;

/**
 * The state of one connection that all of the protocol's state machines share: who is at the other end, and what was said. What
 * one machine alone needs is its own.
 */
public final class Peer {
    private final PeerId id;
    private final NetworkAddress address;
    private final boolean inbound;
    private final PeerKind kind;
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
    private String name;
    private int place;

    public Peer(PeerId id, NetworkAddress address, boolean inbound, PeerKind kind, Instant now) {
        this.id = id;
        this.address = address;
        this.inbound = inbound;
        this.kind = kind;
        this.connectedAt = now;
        this.listening = inbound ? NetworkAddress.NONE : address;
        this.lastReceived = now;
        this.name = address.toString();
    }

    public PeerId id() {
        return id;
    }

    /** Where it stands in the table of connected peers, from 0; another may stand there after it. */
    int place() {
        return place;
    }

    void setPlace(int free) {
        place = free;
    }

    public NetworkAddress address() {
        return address;
    }

    /** Where it takes connections: it was dialled there, or said so; {@link NetworkAddress#NONE} if unknown. */
    NetworkAddress listening() {
        return listening;
    }

    public void listensAt(NetworkAddress where) {
        listening = where;
    }

    public boolean isInbound() {
        return inbound;
    }

    public PeerKind kind() {
        return kind;
    }

    public Instant connectedAt() {
        return connectedAt;
    }

    /** What it said first; empty before. */
    public Optional<VersionMessage> version() {
        return Optional.ofNullable(version);
    }

    public void setVersion(VersionMessage theirs, String nodeName, Instant now) {
        version = theirs;
        name = nodeName;
        clockOffset = theirs.time() - now.getEpochSecond();
    }

    /** When its last message came, or it connected. */
    public Instant lastReceived() {
        return lastReceived;
    }

    public void onReceived(Instant now) {
        lastReceived = now;
    }

    /** How many seconds its clock was ahead of this node's in its version message. */
    public long clockOffset() {
        return clockOffset;
    }

    /** When it last delivered a block that was new, seconds since 1970 UTC; 0 for never. */
    public long lastBlock() {
        return lastBlock;
    }

    public void deliveredBlock(Instant now) {
        lastBlock = now.getEpochSecond();
    }

    /** When it last delivered a transaction that the mempool took, seconds since 1970 UTC; 0 for never. */
    public long lastTransaction() {
        return lastTransaction;
    }

    public void deliveredTransaction(Instant now) {
        lastTransaction = now.getEpochSecond();
    }

    /** Whether it knows what came into the protocol with a version. */
    public boolean speaks(int protocolVersion) {
        return version().filter(said -> said.version() >= protocolVersion).isPresent();
    }

    /** Its node's name, or its address before it has said one. */
    public String name() {
        return name;
    }

    /** Whether both sides have said verack, and it isn't being closed. */
    public boolean isReady() {
        return ready && !closing;
    }

    public void setReady() {
        ready = true;
    }

    /** Whether its end was already decided; nothing is sent to it or heard from it any more. */
    public boolean isClosing() {
        return closing;
    }

    void setClosing() {
        closing = true;
    }

    /** The block with the most work that it is known to have, of equal ones the last; empty before it told of any. */
    public Optional<HeaderNode> best() {
        return Optional.ofNullable(best);
    }

    /** Notes that it has a block, and so all before it. */
    public void hasBlock(HeaderNode node) {
        HeaderNode known = best;
        boolean newer = known == null
                || !known.status().isAcceptable()
                || node.chainWork().compareTo(known.chainWork()) >= 0;
        if (newer) {
            best = node;
        }
    }

    /** Notes that it told of a block whose header isn't known here yet; only the last one is kept. */
    public void announcedUnknown(BlockHash hash) {
        unknown = hash;
    }

    /** Looks whether the block that it told of is known by now. */
    public void lookAgain(HeaderTree tree) {
        BlockHash hash = unknown;
        if (hash != null) {
            tree.get(hash).ifPresent(node -> {
                unknown = null;
                hasBlock(node);
            });
        }
    }

    /** Forgets what it has: it didn't deliver. */
    public void forgetBest() {
        best = null;
    }

    /** Forgets what was said about headers that aren't in the tree any more; whether its best block is among them. */
    public boolean forgetMissing(HeaderTree tree) {
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
    public void wasTold(HeaderNode node) {
        told = node;
    }

    /** Notes that it was sent a block that it had asked for. */
    public void wasSent(HeaderNode node) {
        HeaderNode known = sent;
        if (known == null || node.chainWork().compareTo(known.chainWork()) > 0) {
            sent = node;
        }
    }

    /** The block with the most work that it was sent; whether it took it isn't known. */
    public Optional<HeaderNode> sent() {
        return Optional.ofNullable(sent);
    }

    /** Whether it has the header: it told of it, or was told. */
    public boolean knowsHeader(HeaderNode node) {
        HeaderNode own = best;
        HeaderNode sent = told;
        return (own != null && node.isAncestorOf(own)) || (sent != null && node.isAncestorOf(sent));
    }

    /** Whether it wants headers rather than inv for new blocks (BIP 130). */
    public boolean prefersHeaders() {
        return prefersHeaders;
    }

    public void setPrefersHeaders() {
        prefersHeaders = true;
    }

    @Override
    public String toString() {
        return id + " " + name();
    }
}
