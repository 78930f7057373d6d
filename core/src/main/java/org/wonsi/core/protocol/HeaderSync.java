package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;

/**
 * Learns which chain each peer is on: headers first, the blocks come later.
 *
 * <p>Each new peer is asked for the headers after what this node has, one peer at a time while there are many to fetch,
 * since all would send the same; 2,000 come in an answer, and a full answer is followed by the next question. A header is
 * cheap to check and dear to make, so that a peer can't fill the memory with it without working (except where the network
 * makes work easy: there the headers of branches that lose are limited).
 */
final class HeaderSync {
    /** Headers on branches with less work than the tip that one peer may send. */
    static final int MAXIMUM_BRANCH_HEADERS = 20_000;

    /** Answers in a row that don't connect to anything known, before the peer is taken for another network's. */
    private static final int MAXIMUM_UNCONNECTED = 5;

    /** A peer with more blocks than this beyond the tip is ahead: what happens there can't be judged here yet. */
    static final int FEW_BLOCKS = 8;

    /** Longer lists are a catching-up, whose single headers nobody wants to hear of. */
    private static final int REPORTED_HEADERS = 50;

    private final ChainState chain;
    private final Peers peers;
    private final Outbox outbox;
    private final Misbehaviour misbehaviour;
    private final Timeouts timeouts;
    private final Map<PeerId, State> states = new HashMap<>();
    private @Nullable PeerId leader;

    private static final class State {
        private final Instant readySince;
        private @Nullable Instant askedAt;
        private boolean askedOnce;
        private boolean askAgain;
        private int unconnected;
        private int branchHeaders;

        State(Instant now) {
            this.readySince = now;
        }
    }

    HeaderSync(ChainState chain, Peers peers, Outbox outbox, Misbehaviour misbehaviour, Timeouts timeouts) {
        this.chain = chain;
        this.peers = peers;
        this.outbox = outbox;
        this.misbehaviour = misbehaviour;
        this.timeouts = timeouts;
    }

    void onReady(Peer peer, Instant now) {
        State state = new State(now);
        states.put(peer.id(), state);
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
     * before it has told its headers, says that it is higher.
     */
    boolean isAhead(Peer peer) {
        HeaderNode tip = chain.tip();
        if (peer.best().isEmpty()) {
            int claimed = peer.version().map(VersionMessage::startHeight).orElse(0);
            return hasChain(peer) && claimed > tip.height() + FEW_BLOCKS;
        }
        HeaderNode best = peer.best().get();
        return best.chainWork().compareTo(tip.chainWork()) > 0
                && best.height() - best.commonAncestor(tip).height() > FEW_BLOCKS;
    }

    /** One before the best header, so that even a peer with the same tip answers with one, and shows it has it. */
    private HeaderNode startingPoint() {
        HeaderNode best = chain.bestHeader();
        return best.parent().orElse(best);
    }

    private void ask(Peer peer, State state, HeaderNode from, Instant now) {
        state.askedAt = now;
        state.askedOnce = true;
        outbox.send(peer, new Message.GetHeaders(VersionMessage.PROTOCOL_VERSION, chain.locator(from), BlockHash.ZERO));
    }

    /** Asks for what leads to a block this node doesn't know, unless an answer is on its way already. */
    void askForMissing(Peer peer, Instant now) {
        State state = states.get(peer.id());
        if (state == null || !hasChain(peer)) {
            return;
        }
        if (state.askedAt == null) {
            ask(peer, state, chain.bestHeader(), now);
        } else {
            state.askAgain = true;
        }
    }

    void onInvBlock(Peer peer, BlockHash hash, Instant now) {
        Optional<HeaderNode> known = chain.headers().get(hash);
        if (known.isPresent()) {
            peer.hasBlock(known.get());
        } else {
            askForMissing(peer, now);
        }
    }

    void onHeaders(Peer peer, List<BlockHeader> headers, Instant now) {
        State state = states.get(peer.id());
        if (state == null) {
            return;
        }
        state.askedAt = null;
        if (headers.isEmpty()) {
            finished(peer, state, now);
            return;
        }
        if (chain.headers().get(headers.get(0).prevBlock()).isEmpty()) {
            unconnected(peer, state, now);
            return;
        }
        state.unconnected = 0;
        Optional<HeaderNode> last = acceptAll(peer, state, headers, now);
        if (last.isEmpty() || peer.isClosing()) {
            finished(peer, state, now);
        } else if (headers.size() == MessageLimits.HEADERS) {
            ask(peer, state, last.get(), now);
        } else {
            finished(peer, state, now);
        }
    }

    private void unconnected(Peer peer, State state, Instant now) {
        state.unconnected++;
        if (state.unconnected > MAXIMUM_UNCONNECTED) {
            outbox.close(
                    peer,
                    "its headers don't build on genesis block " + chain.params().genesisHash() + " of "
                            + chain.params());
        } else {
            ask(peer, state, chain.bestHeader(), now);
        }
    }

    /** The last of the headers in the tree; empty if one was refused. */
    private Optional<HeaderNode> acceptAll(Peer peer, State state, List<BlockHeader> headers, Instant now) {
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
                accepted(peer, state, node.get(), headers.size() <= REPORTED_HEADERS, now);
            }
        }
        last.ifPresent(peer::hasBlock);
        return last;
    }

    private static boolean followEachOther(List<BlockHeader> headers) {
        for (int i = 1; i < headers.size(); i++) {
            if (!headers.get(i).prevBlock().equals(headers.get(i - 1).hash())) {
                return false;
            }
        }
        return true;
    }

    private void accepted(Peer peer, State state, HeaderNode node, boolean report, Instant now) {
        if (report) {
            outbox.tell(new NodeEvent.HeaderAdded(node.header(), node.hash(), node.height()));
        }
        if (node.chainWork().compareTo(chain.tip().chainWork()) < 0 && ++state.branchHeaders > MAXIMUM_BRANCH_HEADERS) {
            misbehaviour.punish(peer, 100, "more than " + MAXIMUM_BRANCH_HEADERS + " headers of weak branches", now);
        }
    }

    private void refuse(Peer peer, BlockHeader header, HeaderResult result, Instant now) {
        String reason = result.violation().map(Violation::rejectString).orElse("bad-prevblk");
        String detail = result.violation().map(Violation::detail).orElse("built on an invalid block");
        outbox.tell(new NodeEvent.BlockRefused(header.hash(), peer.toString(), reason, detail));
        boolean clockMayDiffer = result.violation()
                .filter(v -> v.reason() == RejectReason.TIME_TOO_NEW)
                .isPresent();
        if (!clockMayDiffer) {
            misbehaviour.punish(peer, 100, "invalid header: " + reason, now);
        }
    }

    private void finished(Peer peer, State state, Instant now) {
        if (state.askAgain && !peer.isClosing()) {
            state.askAgain = false;
            ask(peer, state, chain.bestHeader(), now);
        }
        if (peer.id().equals(leader)) {
            leader = null;
            askTheOthers(now);
        }
    }

    private void askTheOthers(Instant now) {
        for (Peer peer : peers.ready()) {
            State state = states.get(peer.id());
            if (state != null && !state.askedOnce) {
                ask(peer, state, startingPoint(), now);
            }
        }
    }

    void onTick(Peer peer, Instant now) {
        State state = states.get(peer.id());
        if (state == null) {
            return;
        }
        if (state.askedAt != null && state.askedAt.plus(timeouts.headers()).isBefore(now)) {
            state.askedAt = null;
            // Not dropped: a pruned or busy peer may be slow; but the others no longer wait for it.
            misbehaviour.punish(
                    peer, 20, "no headers within " + timeouts.headers().toSeconds() + " s", now);
            finished(peer, state, now);
        } else if (!state.askedOnce && state.readySince.plus(timeouts.headers()).isBefore(now)) {
            ask(peer, state, startingPoint(), now);
        }
    }

    void onClosed(Peer peer, Instant now) {
        states.remove(peer.id());
        if (peer.id().equals(leader)) {
            leader = null;
            askTheOthers(now);
        }
    }
}
