package org.wonsi.core.protocol.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolChange;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.protocol.message.InventoryItem;
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
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * The relay of transactions from peer to peer: announced by hash, sent to who asks, never back to where they came
 * from.
 *
 * <p>Relayed at once; Bitcoin waits for a random time at each hop so that a listener can't tell where a payment started.
 * Source: paper, section 5, step 1.
 */
public final class TxRelay {
    /** Hashes that a peer is known to have, the last so many, so that nothing is announced back to where it came from. */
    private static final int REMEMBERED_PER_PEER = 5_000;

    /** Refused transactions that aren't asked for again: else each peer that announces one would have it checked once more. */
    private static final int REMEMBERED_REFUSALS = 10_000;

    /** What a new peer is told of at most; it asks for the rest with a mempool message if it wants it. */
    private static final int ANNOUNCED_AT_START = 1_000;

    private static final int REMEMBERED_ORPHANS = 200;

    private final Mempool mempool;
    private final PeerList peers;
    private final Outbox outbox;
    private final Misbehaviour misbehaviour;
    private final TxRequests requests;
    private final UselessMessages useless;
    private final BiPredicate<Peer, Instant> isAhead;

    /** The senders of transactions whose parents are unknown, the last so many. */
    private final Map<Txid, PeerId> orphanSources = new LinkedHashMap<>();

    private final RecentHashes refused = new RecentHashes(REMEMBERED_REFUSALS);
    private final PeerStates<State> states = new PeerStates<>();

    /** The state of the relay with one peer: what it is known to have, and the fee rates that each side named last. */
    private static final class State {
        private final RecentHashes known = new RecentHashes(REMEMBERED_PER_PEER);
        private FeeRate wanted = FeeRate.ZERO;
        private FeeRate told = new FeeRate(-1);
    }

    /**
     * A relay between a pool and its peers.
     *
     * @param isAhead whether the blocks that a peer knows are still on their way here: what it announces spends coins of
     *     theirs, so it is noted and asked for when they have come
     */
    public TxRelay(
            Mempool mempool,
            PeerList peers,
            Outbox outbox,
            Misbehaviour misbehaviour,
            UselessMessages useless,
            Timeouts timeouts,
            BiPredicate<Peer, Instant> isAhead) {
        this.mempool = mempool;
        this.peers = peers;
        this.outbox = outbox;
        this.misbehaviour = misbehaviour;
        this.useless = useless;
        this.requests = new TxRequests(timeouts.transaction());
        this.isAhead = isAhead;
    }

    /** Announces what waits here, so that a payment isn't stuck on one side of a healed partition. */
    public void onReady(Peer peer, Instant now) {
        State state = new State();
        states.put(peer, state);
        sendFeeFilter(peer, state, mempool.minFeeRate(now.getEpochSecond()));
        announceAll(peer, state, ANNOUNCED_AT_START);
    }

    public void onMempool(Peer peer) {
        State state = states.get(peer);
        if (state != null) {
            announceAll(peer, state, MessageLimits.INVENTORY);
        }
    }

    private void announceAll(Peer peer, State state, int limit) {
        announce(peer, state, mempool.entries().stream().limit(limit).toList());
    }

    /** What the peer wants to hear of (BIP 133). */
    public void onFeeFilter(Peer peer, Message.FeeFilter filter, Instant now) {
        State state = states.get(peer);
        if (filter.feeRate() < 0) {
            misbehaviour.punish(peer, 20, "a negative feefilter", now);
        } else if (state != null) {
            state.wanted = new FeeRate(filter.feeRate());
        }
    }

    /** The lowest rate that the peer wants announced; 0 if it named none. */
    public FeeRate wantedBy(Peer peer) {
        State state = states.get(peer);
        return state == null ? FeeRate.ZERO : state.wanted;
    }

    /** Asks for what is new of the announced transactions, as far as the limits on open questions allow. */
    public void onInv(Peer peer, List<Txid> announced, Instant now) {
        State state = states.get(peer);
        if (state == null) {
            return;
        }
        boolean later = isAhead.test(peer, now);
        List<InventoryItem> wanted = new ArrayList<>();
        for (Txid txid : announced) {
            state.known.add(txid.hash());
            if (isNews(txid) && requests.announced(txid, peer.id(), later, now)) {
                wanted.add(InventoryItem.of(txid));
            }
        }
        if (!wanted.isEmpty()) {
            outbox.send(peer, new Message.GetData(wanted));
        }
    }

    /** Asks for more of what the peer announced, if it has answered enough; what came from elsewhere meanwhile is left out. */
    private void askOn(Peer peer, Instant now) {
        List<InventoryItem> wanted = new ArrayList<>();
        for (Txid txid : requests.nextOf(peer.id(), now)) {
            if (isNews(txid)) {
                wanted.add(InventoryItem.of(txid));
            } else {
                requests.arrived(txid);
            }
        }
        if (!wanted.isEmpty()) {
            outbox.send(peer, new Message.GetData(wanted));
        }
    }

    private boolean isNews(Txid txid) {
        return mempool.entry(txid).isEmpty() && !mempool.isOrphan(txid) && !refused.contains(txid.hash());
    }

    public void onNotFound(Peer peer, Txid txid, Instant now) {
        requests.notFound(txid, peer.id(), now).ifPresent(this::retry);
        askOn(peer, now);
    }

    /** Gives a transaction to the mempool; one that no state of any chain could make valid costs the connection. */
    public void onTx(Peer peer, Transaction tx, Instant now) {
        State state = states.get(peer);
        if (state == null) {
            return;
        }
        state.known.add(tx.txid().hash());
        requests.arrived(tx.txid());
        askOn(peer, now);
        MempoolResult result = mempool.accept(tx, now.getEpochSecond());
        changed(result.change(), now);
        switch (result.outcome()) {
            case ACCEPTED -> peer.deliveredTransaction(now);
            case DUPLICATE -> useless.countTenth(peer, "tx", now);
            case ORPHAN -> {
                remember(tx, peer);
                askForParents(peer, tx, now);
            }
            case REJECTED ->
                refuse(
                        Optional.of(peer),
                        peer.toString(),
                        tx,
                        result.violation().orElseThrow(),
                        now);
        }
    }

    private void remember(Transaction orphan, Peer peer) {
        orphanSources.put(orphan.txid(), peer.id());
        if (orphanSources.size() > REMEMBERED_ORPHANS) {
            orphanSources.remove(orphanSources.keySet().iterator().next());
        }
    }

    /** An orphan can prove invalid when its parents have come; then the peer that sent it is punished for it. */
    private void punishSourcesOfInvalid(MempoolChange change, Instant now) {
        for (MempoolChange.Refusal refusal : change.refused()) {
            PeerId id = orphanSources.remove(refusal.tx().txid());
            Optional<Peer> source = Optional.ofNullable(id).flatMap(peers::get);
            String name = source.map(Peer::toString).orElse("a peer that has left");
            refuse(source, name, refusal.tx(), refusal.violation(), now);
        }
    }

    /** An orphan's parents are asked of the peer that sent it: it had to have them. */
    private void askForParents(Peer peer, Transaction orphan, Instant now) {
        Set<Txid> parents = new LinkedHashSet<>();
        for (TxIn input : orphan.inputs()) {
            parents.add(input.prevout().txid());
        }
        onInv(peer, List.copyOf(parents), now);
    }

    private void refuse(Optional<Peer> source, String name, Transaction tx, Violation violation, Instant now) {
        refused.add(tx.txid().hash());
        outbox.report(new NodeEvent.TransactionRefused(tx.txid(), name, violation.rejectString(), violation.detail()));
        if (isNeverValid(violation.reason())) {
            source.ifPresent(
                    peer -> misbehaviour.punish(peer, 100, "invalid transaction: " + violation.rejectString(), now));
        }
    }

    /** Whether no state of any chain could make the transaction valid; the rest may be a difference of policy or tip. */
    private static boolean isNeverValid(RejectReason reason) {
        return switch (reason) {
            case NO_INPUTS,
                    NO_OUTPUTS,
                    TRANSACTION_OVERSIZE,
                    OUTPUT_NEGATIVE,
                    OUTPUT_TOO_LARGE,
                    OUTPUT_TOTAL_TOO_LARGE,
                    DUPLICATE_INPUTS,
                    COINBASE_SCRIPT_LENGTH,
                    PREVOUT_NULL,
                    COINBASE,
                    INPUT_VALUES_OUT_OF_RANGE,
                    INPUTS_BELOW_OUTPUTS,
                    FEE_OUT_OF_RANGE,
                    SPENDS_CONFLICTING,
                    SCRIPT_FAILED -> true;
            default -> false;
        };
    }

    /** Tells watchers and peers what entered and left the pool. */
    public void changed(MempoolChange change, Instant now) {
        punishSourcesOfInvalid(change, now);
        for (MempoolChange.Removal removal : change.removed()) {
            outbox.report(new NodeEvent.TransactionRemoved(removal.entry().txid(), name(removal.reason())));
        }
        for (MempoolEntry entry : change.added()) {
            outbox.report(new NodeEvent.TransactionAccepted(entry.tx(), entry.fee()));
        }
        if (!change.added().isEmpty()) {
            for (Peer peer : peers.ready()) {
                State state = states.get(peer);
                if (state != null) {
                    announce(peer, state, change.added());
                }
            }
        }
    }

    private static String name(MempoolChange.Reason reason) {
        return switch (reason) {
            case CONFIRMED -> "block";
            case CONFLICT -> "conflict";
            case REPLACED -> "replaced";
            case EVICTED -> "evicted";
            case EXPIRED -> "expired";
            case REORG -> "reorg";
        };
    }

    private void announce(Peer peer, State state, List<MempoolEntry> entries) {
        boolean relays = peer.version().map(VersionMessage::relay).orElse(false);
        if (!relays) {
            return;
        }
        List<InventoryItem> items = new ArrayList<>();
        for (MempoolEntry entry : entries) {
            boolean wanted = entry.feeRate().compareTo(state.wanted) >= 0;
            if (wanted && state.known.add(entry.txid().hash())) {
                items.add(InventoryItem.of(entry.txid()));
            }
        }
        for (int from = 0; from < items.size(); from += MessageLimits.INVENTORY) {
            int to = Math.min(items.size(), from + MessageLimits.INVENTORY);
            outbox.send(peer, new Message.Inv(items.subList(from, to)));
        }
    }

    /** Announces what the node's own user sent and no peer has asked for yet. */
    public void rebroadcast() {
        List<MempoolEntry> entries = mempool.unbroadcast();
        for (Peer peer : peers.ready()) {
            State state = states.get(peer);
            if (state != null) {
                announce(peer, state, entries);
            }
        }
    }

    /** After a new block, what was refused may be valid. */
    public void onNewTip() {
        refused.clear();
    }

    public void onTick(Instant now) {
        changed(mempool.acceptOrphans(now.getEpochSecond()), now);
        requests.overdue(now).forEach(this::retry);
        FeeRate minimum = mempool.minFeeRate(now.getEpochSecond());
        boolean somethingWaits = !requests.isEmpty();
        for (Peer peer : peers.ready()) {
            State state = states.get(peer);
            if (state != null) {
                if (somethingWaits && !isAhead.test(peer, now)) {
                    askOn(peer, now);
                }
                sendFeeFilter(peer, state, minimum);
            }
        }
    }

    public void planTick(NextTick next) {
        if (mempool.changesByItself() || !requests.isEmpty()) {
            next.always();
        }
    }

    private void sendFeeFilter(Peer peer, State state, FeeRate minimum) {
        if (!minimum.equals(state.told) && peer.speaks(VersionMessage.FEEFILTER_VERSION)) {
            state.told = minimum;
            outbox.send(peer, new Message.FeeFilter(minimum.satoshisPerKilobyte()));
        }
    }

    private void retry(TxRequests.Retry retry) {
        peers.get(retry.peer())
                .filter(Peer::isReady)
                .ifPresent(peer -> outbox.send(peer, new Message.GetData(List.of(InventoryItem.of(retry.txid())))));
    }

    public void onClosed(Peer peer, Instant now) {
        states.remove(peer);
        requests.closed(peer.id(), now).forEach(this::retry);
    }
}
