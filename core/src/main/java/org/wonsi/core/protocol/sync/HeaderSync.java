package org.wonsi.core.protocol.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageLimits;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Misbehaviour;
import org.wonsi.core.protocol.peer.NextTick;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerList;
import org.wonsi.core.protocol.peer.PeerStates;
import org.wonsi.core.protocol.peer.Timeouts;
import org.wonsi.core.protocol.peer.UselessMessages;

/**
 * The synchronisation of headers with all peers, from which a node learns which chain each of them is on; the
 * blocks come later.
 *
 * <p>Each new peer is asked for the headers after what this node has, one peer at a time while there are many to fetch, since
 * all would send the same; 2,000 come in an answer, and a full answer is followed by the next question, unless too many headers
 * wait for their blocks ({@link UndeliveredHeaders}). A header is cheap to check and expensive to make, but what it announces
 * counts for nothing until the block is here: nobody waits for a block that its announcer doesn't deliver.
 */
public final class HeaderSync {
    private static final String TYPE = "headers";

    /** A peer with more blocks than this beyond the tip is ahead: what happens there can't be judged here yet. */
    static final int FEW_BLOCKS = 8;

    /** Longer lists are a catching-up, whose single headers nobody wants to hear of. */
    private static final int REPORTED_HEADERS = 50;

    private final ChainState chain;
    private final PeerList peers;
    private final Outbox outbox;
    private final Misbehaviour misbehaviour;
    private final Timeouts timeouts;
    private final BlockDownload download;
    private final UndeliveredHeaders undelivered;
    private final UselessMessages useless;
    private final PeerStates<State> states = new PeerStates<>();
    private @Nullable PeerId leader;

    /** The state of the synchronisation with one peer. */
    private static final class State {
        private final Instant readySince;
        private @Nullable Instant askedAt;
        private boolean askedOnce;
        private boolean askedForInv;
        private boolean askAgain;
        private @Nullable BlockHash missing;
        private boolean waiting;
        private boolean unconnected;

        State(Instant now) {
            this.readySince = now;
        }
    }

    public HeaderSync(
            ChainState chain,
            PeerList peers,
            Outbox outbox,
            Misbehaviour misbehaviour,
            Timeouts timeouts,
            BlockDownload download,
            UndeliveredHeaders undelivered,
            UselessMessages useless) {
        this.chain = chain;
        this.peers = peers;
        this.outbox = outbox;
        this.misbehaviour = misbehaviour;
        this.timeouts = timeouts;
        this.download = download;
        this.undelivered = undelivered;
        this.useless = useless;
    }

    public void onReady(Peer peer, Instant now) {
        State state = new State(now);
        states.put(peer, state);
        if (peer.speaks(VersionMessage.SENDHEADERS_VERSION)) {
            outbox.send(peer, new Message.SendHeaders());
        }
        if (!hasChain(peer)) {
            // A light client has no chain to tell of, and wouldn't answer.
            state.askedOnce = true;
        } else if (leader == null) {
            leader = peer.id();
            ask(peer, state, startingPoint(), now);
        }
    }

    private static boolean hasChain(Peer peer) {
        return peer.version()
                .filter(v -> (v.services() & VersionMessage.NODE_NETWORK) != 0)
                .isPresent();
    }

    /**
     * Whether a peer's chain is still to be fetched: it has more work and more than a few blocks that aren't here, or,
     * before it has told its headers, says that it is higher. Only while blocks do arrive, and no longer than the headers
     * may take: what is promised and doesn't come is ahead of nobody.
     */
    public boolean isAhead(Peer peer, Instant now) {
        HeaderNode tip = chain.tip();
        if (peer.best().isEmpty()) {
            int claimed = peer.version().map(VersionMessage::startHeight).orElse(0);
            return claimed > tip.height() + FEW_BLOCKS && hasChain(peer) && mayStillTell(peer, now);
        }
        HeaderNode best = peer.best().get();
        return best.status().isAcceptable()
                && best.chainWork().compareTo(tip.chainWork()) > 0
                && best.height() - best.commonAncestor(tip).height() > FEW_BLOCKS
                && download.isProgressing(now);
    }

    private boolean mayStillTell(Peer peer, Instant now) {
        State state = states.get(peer);
        return state == null || state.readySince.plus(timeouts.headers()).isAfter(now);
    }

    /** Whether blocks that any peer knows are still on their way. */
    public boolean isBehind(Instant now) {
        return peers.ready().stream().anyMatch(peer -> isAhead(peer, now));
    }

    /** One before the best header, so that even a peer with the same tip answers with one, and shows it has it. */
    private HeaderNode startingPoint() {
        HeaderNode best = chain.bestHeader();
        return best.parent().orElse(best);
    }

    /** Asks on, or later if the headers that are here already have to be followed by their blocks first. */
    private void askOrWait(Peer peer, State state, HeaderNode from, Instant now) {
        if (mayAsk(peer, now)) {
            ask(peer, state, from, now);
        } else {
            state.waiting = true;
        }
    }

    /** While the first peer's headers wait for their blocks, the others would only tell of the same ones. */
    private boolean mayAsk(Peer peer, Instant now) {
        return undelivered.hasRoomForMore(peer) && (peer.id().equals(leader) || !leaderWaits(now));
    }

    private boolean leaderWaits(Instant now) {
        Peer first = leader == null ? null : peers.get(leader).orElse(null);
        State state = first == null ? null : states.get(first);
        return first != null && state != null && state.waiting && download.isDelivering(first, now);
    }

    private void ask(Peer peer, State state, HeaderNode from, Instant now) {
        state.waiting = false;
        state.askedAt = now;
        state.askedOnce = true;
        outbox.send(peer, new Message.GetHeaders(VersionMessage.PROTOCOL_VERSION, chain.locator(from), BlockHash.ZERO));
    }

    /** Asks for what leads to a block this node doesn't know, unless an answer is on its way already. */
    void askForMissing(Peer peer, Instant now) {
        State state = states.get(peer);
        if (state == null || !hasChain(peer)) {
            return;
        }
        if (state.askedAt == null) {
            askOrWait(peer, state, chain.bestHeader(), now);
        } else {
            state.askAgain = true;
        }
    }

    void onInvBlock(Peer peer, BlockHash hash, Instant now) {
        Optional<HeaderNode> known = chain.headers().get(hash);
        if (known.isPresent()) {
            peer.hasBlock(known.get());
            return;
        }
        peer.announcedUnknown(hash);
        State state = states.get(peer);
        if (state == null) {
            return;
        }
        if (!hasChain(peer)) {
            askOnceForInv(peer, state, now);
        } else if (state.askedAt != null) {
            // The answer that is on its way may tell of it.
            state.missing = hash;
        } else {
            askForMissing(peer, now);
        }
    }

    /**
     * A peer that serves no chain may still have found a block; as in Bitcoin Core, its inv leads to one question, no more.
     */
    private void askOnceForInv(Peer peer, State state, Instant now) {
        if (!state.askedForInv) {
            state.askedForInv = true;
            askOrWait(peer, state, chain.bestHeader(), now);
        }
    }

    /** The last of the headers, if all of them are in the tree now. */
    public Optional<HeaderNode> onHeaders(Peer peer, List<BlockHeader> headers, Instant now) {
        State state = states.get(peer);
        if (state == null) {
            return Optional.empty();
        }
        if (headers.isEmpty()) {
            if (state.askedAt == null) {
                useless.count(peer, TYPE, now);
            }
            answered(state);
            finished(peer, state, now);
            return Optional.empty();
        }
        if (chain.headers().get(headers.get(0).prevBlock()).isEmpty()) {
            unconnected(peer, state, now);
            return Optional.empty();
        }
        answered(state);
        Optional<HeaderNode> last = acceptAll(peer, headers, now);
        // A peer that tells of its chain unasked needn't be asked for it.
        state.askedOnce = true;
        if (last.isPresent() && headers.size() == MessageLimits.HEADERS) {
            askOrWait(peer, state, last.get(), now);
        } else {
            finished(peer, state, now);
        }
        return last;
    }

    /** The header of a block that nobody asked for: announced by that, no more. */
    Optional<HeaderNode> onHeaderOfBlock(Peer peer, BlockHeader header, Instant now) {
        return acceptAll(peer, List.of(header), now);
    }

    private static void answered(State state) {
        state.askedAt = null;
        state.unconnected = false;
    }

    /**
     * Headers whose parent is unknown tell of a new block (BIP 130) and lead to a question for what is between. While one is
     * open they lead to nothing: a peer may have announced a dozen blocks before the question reached it, and its answer
     * comes after them. A question names the genesis block at last, so a peer of this chain can answer it with headers
     * that connect; one that speaks of unknown blocks only, until the time for its answer is over, is on another chain.
     * Source: Bitcoin Core, {@code HandleUnconnectingHeaders}.
     */
    private void unconnected(Peer peer, State state, Instant now) {
        if (state.askedAt == null && !mayAsk(peer, now)) {
            // No wonder that it isn't known: what leads to it wasn't asked for yet.
            state.waiting = true;
            return;
        }
        useless.count(peer, TYPE, now);
        if (state.askedAt != null) {
            state.unconnected = true;
        } else if (!peer.isClosing()) {
            ask(peer, state, chain.bestHeader(), now);
        }
    }

    /** The last of the headers in the tree; empty if one was refused, or they were more than is allowed. */
    private Optional<HeaderNode> acceptAll(Peer peer, List<BlockHeader> headers, Instant now) {
        if (!followEachOther(headers)) {
            misbehaviour.punish(peer, 100, "headers that don't follow each other", now);
            return Optional.empty();
        }
        Optional<HeaderNode> last = Optional.empty();
        List<HeaderResult> results = chain.acceptHeaders(headers, now.getEpochSecond());
        for (int i = 0; i < results.size(); i++) {
            HeaderResult result = results.get(i);
            Optional<HeaderNode> node = result.node();
            if (node.isEmpty()) {
                last.ifPresent(peer::hasBlock);
                refuse(peer, headers.get(i), result, now);
                return Optional.empty();
            }
            last = node;
            if (result.outcome() == HeaderResult.Outcome.ACCEPTED) {
                accepted(peer, node.get(), headers.size() <= REPORTED_HEADERS);
            }
        }
        last.ifPresent(peer::hasBlock);
        undelivered.limit(peer, now);
        forgetSome(now);
        return last.filter(node -> chain.headers().contains(node) && !peer.isClosing());
    }

    /**
     * Forgets some of the headers that were given up. A peer that really has their blocks is asked for them again when all are
     * gone, and tells of them itself.
     */
    public void forgetSome(Instant now) {
        Set<Peer> losers = undelivered.forgetSome();
        if (!losers.isEmpty()) {
            peers.ready().stream().filter(losers::contains).forEach(peer -> askForMissing(peer, now));
        }
    }

    private static boolean followEachOther(List<BlockHeader> headers) {
        for (int i = 1; i < headers.size(); i++) {
            if (!headers.get(i).prevBlock().equals(headers.get(i - 1).hash())) {
                return false;
            }
        }
        return true;
    }

    private void accepted(Peer peer, HeaderNode node, boolean report) {
        undelivered.announced(peer, node);
        if (report) {
            outbox.report(new NodeEvent.HeaderAdded(node.header(), node.hash(), node.height()));
        }
    }

    private void refuse(Peer peer, BlockHeader header, HeaderResult result, Instant now) {
        String reason = result.violation().map(Violation::rejectString).orElse("bad-prevblk");
        String detail = result.violation().map(Violation::detail).orElse("built on an invalid block");
        outbox.report(new NodeEvent.BlockRefused(header.hash(), peer.toString(), reason, detail));
        if (!isForgivable(peer, result.violation().map(Violation::reason).orElse(RejectReason.BAD_PREV_BLOCK))) {
            misbehaviour.punish(peer, 100, "invalid header: " + reason, now);
        }
    }

    /**
     * A clock may differ; and who dialled this node may not know yet that a block is invalid, or think otherwise where an
     * operator has judged. A peer that this node dialled is of no use then.
     */
    static boolean isForgivable(Peer peer, RejectReason reason) {
        return reason == RejectReason.TIME_TOO_NEW || (reason == RejectReason.DUPLICATE_INVALID && peer.isInbound());
    }

    private void finished(Peer peer, State state, Instant now) {
        BlockHash missing = state.missing;
        boolean stillMissing = missing != null && chain.headers().get(missing).isEmpty();
        state.missing = null;
        if ((state.askAgain || stillMissing) && !peer.isClosing()) {
            state.askAgain = false;
            askOrWait(peer, state, chain.bestHeader(), now);
        }
        if (peer.id().equals(leader)) {
            leader = null;
            askTheOthers(now);
        }
    }

    private void askTheOthers(Instant now) {
        for (Peer peer : peers.ready()) {
            State state = states.get(peer);
            if (state != null && !state.askedOnce) {
                askOrWait(peer, state, startingPoint(), now);
            }
        }
    }

    public void onTick(Peer peer, Instant now) {
        State state = states.get(peer);
        if (state == null) {
            return;
        }
        if (state.askedAt != null && state.askedAt.plus(timeouts.headers()).isBefore(now)) {
            boolean foreign = state.unconnected;
            answered(state);
            if (foreign) {
                outbox.close(
                        peer,
                        "its headers don't build on genesis block "
                                + chain.params().genesisHash() + " of " + chain.params());
            } else if (hasChain(peer)) {
                // Not dropped: a pruned or busy peer may be slow; but the others no longer wait for it.
                misbehaviour.punish(
                        peer, 20, "no headers within " + timeouts.headers().getSeconds() + " s", now);
            }
            finished(peer, state, now);
        } else if (!state.askedOnce && state.readySince.plus(timeouts.headers()).isBefore(now)) {
            askOrWait(peer, state, startingPoint(), now);
        } else if (state.waiting) {
            askOn(peer, state, now);
        }
    }

    public void planTick(NextTick next) {
        if (undelivered.isForgetting()) {
            next.always();
        }
    }

    public void planTick(Peer peer, NextTick next) {
        State state = states.get(peer);
        if (state == null) {
            return;
        }
        if (state.waiting) {
            next.always();
        }
        if (state.askedAt != null) {
            next.at(state.askedAt.plus(timeouts.headers()));
        }
        if (!state.askedOnce) {
            next.at(state.readySince.plus(timeouts.headers()));
        }
    }

    /** Blocks have followed the headers meanwhile, or they don't: then it is somebody else's turn to tell of a chain. */
    private void askOn(Peer peer, State state, Instant now) {
        if (mayAsk(peer, now)) {
            ask(peer, state, peer.best().orElse(chain.bestHeader()), now);
        } else if (peer.id().equals(leader) && !leaderWaits(now)) {
            leader = null;
            askTheOthers(now);
        }
    }

    public void onClosed(Peer peer, Instant now) {
        states.remove(peer);
        if (peer.id().equals(leader)) {
            leader = null;
            askTheOthers(now);
        }
    }
}
