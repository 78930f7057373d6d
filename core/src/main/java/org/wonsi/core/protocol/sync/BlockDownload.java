package org.wonsi.core.protocol.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.pow.Work;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.NextTick;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerList;
import org.wonsi.core.protocol.peer.PeerStates;
import org.wonsi.core.protocol.peer.Timeouts;

/**
 * The download of blocks: it decides which peer is asked for which.
 *
 * <pre>
 *   tip                                                        best header
 *    |---- here ----|- asked A -|- here -|- asked B -|- free -|- - - - ->|
 *                   ^ first missing: a peer that holds this one up is replaced
 *                   |<------------- window of 1,024 ------------->|
 * </pre>
 *
 * <p>Several peers are asked at once for different blocks within a window that moves on as the first missing block
 * arrives, also along a branch that isn't active yet. A peer that keeps all others waiting loses its turn after seconds,
 * and the connection after three times.
 */
public final class BlockDownload {
    /**
     * How far past the first missing block others are fetched. Blocks ahead of it are stored before their coins can be
     * checked, so a peer that withholds the first one could otherwise fill the disk. Source: Bitcoin Core, {@code
     * BLOCK_DOWNLOAD_WINDOW}.
     */
    static final int WINDOW = 1_024;

    /** Blocks asked of one peer at a time: enough to keep its line busy, few enough to be asked of others if it stalls. */
    static final int PER_PEER = 16;

    /** Times that a peer may hold up all others: a laptop may be busy for a moment, and an attacker must not go on. */
    private static final int STALLS_ALLOWED = 3;

    /** Headers of a branch that are looked at in one go; the whole branch may have hundreds of thousands. */
    private static final int PATH_STEP = 128;

    private final ChainState chain;
    private final PeerList peers;
    private final Outbox outbox;
    private final Timeouts timeouts;
    private final Work minimumWork;
    private final Map<BlockHash, Request> inFlight = new LinkedHashMap<>();
    private final PeerStates<State> states = new PeerStates<>();
    private Instant lastArrival = Instant.MIN;

    /** A block that a peer was asked for. */
    private record Request(Peer peer, HeaderNode node, Instant since) {}

    /** The state of the download with one peer: the last block in common, what it owes, how often it stalled. */
    private static final class State {
        private HeaderNode common;
        private int asked;
        private int stalls;
        private Instant lastProgress = Instant.MIN;
        private @Nullable HeaderNode settledBest;
        private @Nullable HeaderNode settledTip;

        State(HeaderNode common) {
            this.common = common;
        }
    }

    public BlockDownload(ChainState chain, PeerList peers, Outbox outbox, Timeouts timeouts, Work minimumWork) {
        this.chain = chain;
        this.peers = peers;
        this.outbox = outbox;
        this.timeouts = timeouts;
        this.minimumWork = minimumWork;
    }

    public void onReady(Peer peer) {
        states.put(peer, new State(chain.headers().genesis()));
    }

    /** How many blocks are asked for. */
    public int inFlight() {
        return inFlight.size();
    }

    /** Heights of the blocks asked of a peer, in the order of asking. */
    public List<Integer> inFlightFrom(Peer peer) {
        return inFlight.values().stream()
                .filter(request -> request.peer == peer)
                .map(request -> request.node.height())
                .toList();
    }

    /** Height of the last block that a peer and this node are known to share; -1 if it told of none. */
    public int commonHeight(Peer peer) {
        return peer.best()
                .map(best -> best.commonAncestor(chain.tip()).height())
                .orElse(-1);
    }

    /** Whether the block was asked for, of whatever peer; it no longer counts as on its way. */
    boolean onArrived(Peer peer, BlockHash hash, Instant now) {
        Request request = inFlight.get(hash);
        if (request == null) {
            return false;
        }
        release(request);
        lastArrival = now;
        State state = states.get(peer);
        if (state != null) {
            state.stalls = 0;
            state.lastProgress = now;
        }
        return true;
    }

    /** Whether blocks are asked of a peer, and it isn't slow: the last one came, or was asked for, a moment ago. */
    boolean isDelivering(Peer peer, Instant now) {
        State state = states.get(peer);
        return state != null && state.asked > 0 && isRecent(state.lastProgress, now);
    }

    /** Whether blocks that were asked for are coming in, from whomever. */
    boolean isProgressing(Instant now) {
        return isRecent(lastArrival, now) || inFlight.values().stream().anyMatch(r -> isRecent(r.since, now));
    }

    private boolean isRecent(Instant when, Instant now) {
        return when.isAfter(now.minus(timeouts.blockStall()));
    }

    /**
     * The peer hasn't got it after all: what it said it has counts no longer.
     *
     * @return whether it was asked because it had announced the block
     */
    public boolean onNotFound(Peer peer, BlockHash hash) {
        Request request = inFlight.get(hash);
        if (request == null || request.peer != peer) {
            return false;
        }
        release(request);
        peer.forgetBest();
        return true;
    }

    /** These headers are gone, and so is the wish for their blocks. */
    void onForgotten(Set<HeaderNode> gone) {
        for (Request request : List.copyOf(inFlight.values())) {
            if (gone.contains(request.node)) {
                release(request);
            }
        }
    }

    public void onClosed(Peer peer) {
        for (Request request : List.copyOf(inFlight.values())) {
            if (request.peer == peer) {
                release(request);
            }
        }
        states.remove(peer);
    }

    private void release(Request request) {
        inFlight.remove(request.node.hash());
        State state = states.get(request.peer);
        if (state != null) {
            state.asked--;
        }
    }

    /** Asks every peer that has room for what it has and this node lacks. */
    public void request(Instant now) {
        for (Peer peer : peers.ready()) {
            State state = states.get(peer);
            if (state != null && state.asked <= PER_PEER / 2) {
                List<HeaderNode> wanted = wantedFrom(peer, state, PER_PEER - state.asked);
                ask(peer, state, wanted, now);
            }
        }
    }

    /** Asks this peer for this block, even if another was asked before; false if it is the one that was. */
    public boolean fetch(Peer peer, HeaderNode node, Instant now) {
        Request before = inFlight.get(node.hash());
        State state = states.get(peer);
        if (state == null || (before != null && before.peer == peer)) {
            return false;
        }
        if (before != null) {
            release(before);
        }
        ask(peer, state, List.of(node), now);
        return true;
    }

    private void ask(Peer peer, State state, List<HeaderNode> wanted, Instant now) {
        if (wanted.isEmpty()) {
            return;
        }
        if (state.asked == 0) {
            state.lastProgress = now;
        }
        List<InventoryItem> items = new ArrayList<>(wanted.size());
        for (HeaderNode node : wanted) {
            inFlight.put(node.hash(), new Request(peer, node, now));
            state.asked++;
            items.add(InventoryItem.of(node.hash()));
        }
        outbox.send(peer, new Message.GetData(items));
    }

    /**
     * Asks a peer at once for what leads to a block it has just told of, if that is no worse than the tip and few blocks
     * are missing, although it may know something better; Bitcoin Core, {@code HeadersDirectFetchBlocks}.
     */
    public void fetchBranch(Peer peer, HeaderNode last, Instant now) {
        State state = states.get(peer);
        if (state == null || peer.isClosing() || !last.status().isAcceptable() || !isWorthwhile(last)) {
            return;
        }
        Deque<HeaderNode> missing = new ArrayDeque<>();
        for (HeaderNode node = last; !node.isLinked(); node = node.parent().orElseThrow()) {
            if (!node.status().hasBlock() && !inFlight.containsKey(node.hash())) {
                missing.addFirst(node);
            }
            if (missing.size() > PER_PEER) {
                return;
            }
        }
        if (!missing.isEmpty()) {
            ask(
                    peer,
                    state,
                    missing.stream().limit(Math.max(0, PER_PEER - state.asked)).toList(),
                    now);
        }
    }

    /** Whether a branch has no less work than the tip, and enough to count at all. */
    boolean isWorthwhile(HeaderNode last) {
        return last.chainWork().compareTo(chain.tip().chainWork()) >= 0
                && last.chainWork().compareTo(minimumWork) >= 0;
    }

    private List<HeaderNode> wantedFrom(Peer peer, State state, int limit) {
        HeaderNode best = peer.best().orElse(null);
        HeaderNode tip = chain.tip();
        if (best == null || (best == state.settledBest && tip == state.settledTip)) {
            return List.of();
        }
        if (!isWorthwhile(best) || (best.status().hasBlock() && chain.isActive(best))) {
            // It stays so until one of the two is another.
            state.settledBest = best;
            state.settledTip = tip;
            return List.of();
        }
        List<HeaderNode> wanted = new ArrayList<>();
        advanceCommon(state, best);
        int end = Math.min(best.height(), state.common.height() + WINDOW);
        for (int from = state.common.height() + 1; from <= end && wanted.size() < limit; from += PATH_STEP) {
            for (HeaderNode node : path(best, from, Math.min(end, from + PATH_STEP - 1))) {
                if (!node.status().isAcceptable()) {
                    return wanted;
                }
                if (!node.status().hasBlock() && !inFlight.containsKey(node.hash())) {
                    wanted.add(node);
                    if (wanted.size() == limit) {
                        return wanted;
                    }
                }
            }
        }
        return wanted;
    }

    /**
     * Moves the last block in common up over what has arrived in the meantime, on whatever branch. If it stayed where the
     * branch leaves the active chain, no reorganisation deeper than the window could ever happen.
     */
    private void advanceCommon(State state, HeaderNode best) {
        HeaderNode fork = best.commonAncestor(chain.tip());
        if (!state.common.isLinked() || !state.common.isAncestorOf(best) || state.common.height() < fork.height()) {
            state.common = fork;
        }
        while (state.common != best) {
            int from = state.common.height() + 1;
            for (HeaderNode node : path(best, from, Math.min(best.height(), from + PATH_STEP - 1))) {
                if (!node.isLinked()) {
                    return;
                }
                state.common = node;
            }
        }
    }

    /** The headers of a branch between two heights, lowest first. */
    private static List<HeaderNode> path(HeaderNode best, int from, int to) {
        HeaderNode[] nodes = new HeaderNode[to - from + 1];
        HeaderNode node = best.ancestor(to);
        for (int i = nodes.length - 1; i >= 0; i--) {
            nodes[i] = node;
            node = node.parent().orElse(node);
        }
        return List.of(nodes);
    }

    /** Drops peers that owe a block for too long, and asks others for one that everything waits for. */
    public void onTick(Instant now) {
        if (inFlight.isEmpty()) {
            return;
        }
        for (Request request : List.copyOf(inFlight.values())) {
            if (request.peer.isClosing() || !inFlight.containsKey(request.node.hash())) {
                continue;
            }
            Duration age = Duration.between(request.since, now);
            if (age.compareTo(timeouts.block()) > 0) {
                outbox.close(
                        request.peer,
                        "block " + request.node + " not delivered within "
                                + timeouts.block().getSeconds() + " s");
            } else if (age.compareTo(timeouts.blockStall()) > 0 && holdsUp(request.node)) {
                replace(request, now);
            }
        }
    }

    /** What was to be asked for was asked for; only who owes a block has to be watched. */
    public void planTick(NextTick next) {
        if (!inFlight.isEmpty()) {
            next.always();
        }
    }

    /** Whether everything later waits for this block. */
    private boolean holdsUp(HeaderNode node) {
        return node.parent().filter(p -> p.status().hasBlock()).isPresent();
    }

    private void replace(Request request, Instant now) {
        for (Peer other : peers.ready()) {
            State state = states.get(other);
            boolean has = other.best().filter(request.node::isAncestorOf).isPresent();
            if (other != request.peer && state != null && has) {
                release(request);
                ask(other, state, List.of(request.node), now);
                addStrike(request.peer);
                return;
            }
        }
    }

    private void addStrike(Peer peer) {
        State state = states.get(peer);
        if (state != null && ++state.stalls >= STALLS_ALLOWED) {
            outbox.close(peer, "stalls the download of blocks");
        }
    }
}
