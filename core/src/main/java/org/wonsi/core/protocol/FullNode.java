package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageHandler;
import org.wonsi.core.protocol.message.MessageLimits;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.Misbehaviour;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerList;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.protocol.peer.Timeouts;
import org.wonsi.core.protocol.peer.UselessMessages;
import org.wonsi.core.protocol.relay.TxRelay;
import org.wonsi.core.protocol.sync.Announcer;
import org.wonsi.core.protocol.sync.BlockDownload;
import org.wonsi.core.protocol.sync.BlockRelay;
import org.wonsi.core.protocol.sync.BlockRepair;
import org.wonsi.core.protocol.sync.ChainUpdates;
import org.wonsi.core.protocol.sync.HeaderDrop;
import org.wonsi.core.protocol.sync.HeaderSync;
import org.wonsi.core.protocol.sync.InitialBlockDownload;
import org.wonsi.core.protocol.sync.UndeliveredHeaders;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * A whole node without any input or output: chain, mempool, and what is said with each peer.
 *
 * <pre>
 *   (event, now)  ->  [ handshake, ping, headers, blocks, transactions, addresses ]  ->  effects
 * </pre>
 *
 * <p>One thread owns it. The same events at the same times with the same seed give the same effects, which is what the
 * simulator builds on. Source: paper, section 5.
 */
public final class FullNode {

    private final ChainState chain;
    private final Mempool mempool;
    private final PeerList peers = new PeerList();
    private final Outbox outbox;
    private final Misbehaviour misbehaviour;
    private final Handshake handshake;
    private final KeepAlive keepAlive;
    private final UselessMessages useless;
    private final InitialBlockDownload firstDownload = new InitialBlockDownload();
    private final BlockDownload download;
    private final UndeliveredHeaders undelivered;
    private final HeaderSync headerSync;
    private final BlockRelay blocks;
    private final BlockRepair repair;
    private final TxRelay transactions;
    private final ChainUpdates updates;
    private final RequestServer serving;
    private final Announcer announcer;
    private final AddressBook addresses;
    private final LinkCutList cuts;
    private final PeerSummarizer summaries;
    private final Timers timers;

    /** A node on a chain and its mempool, connected to nobody; {@code random} draws nonces and choices among peers. */
    public FullNode(ChainState chain, Mempool mempool, ProtocolConfig config, RandomGenerator random) {
        this.chain = chain;
        this.mempool = mempool;
        Timeouts timeouts = config.timeouts();
        outbox = new Outbox(config.reportMessages());
        misbehaviour = new Misbehaviour(peers, outbox, timeouts.ban(), config.noBan());
        useless = new UselessMessages(misbehaviour);
        handshake = new Handshake(config, outbox, random, () -> chain.tip().height());
        keepAlive = new KeepAlive(timeouts, outbox, random);
        download = new BlockDownload(chain, peers, outbox, timeouts, config.minimumWork());
        undelivered = new UndeliveredHeaders(chain, peers, outbox, misbehaviour, download);
        headerSync = new HeaderSync(chain, peers, outbox, misbehaviour, timeouts, download, undelivered, useless);
        transactions = new TxRelay(mempool, peers, outbox, misbehaviour, useless, timeouts, headerSync::isAhead);
        announcer = new Announcer(chain, peers, outbox, firstDownload);
        updates = new ChainUpdates(mempool, transactions, announcer, firstDownload, headerSync::isBehind, outbox);
        blocks =
                new BlockRelay(chain, peers, updates, headerSync, download, undelivered, misbehaviour, useless, outbox);
        repair = new BlockRepair(chain, peers, outbox);
        serving = new RequestServer(chain, mempool, outbox, config.minimumWork());
        addresses = new AddressBook(config, peers, outbox, random);
        cuts = new LinkCutList(peers, outbox);
        timers = new Timers(
                mempool,
                peers,
                firstDownload,
                handshake,
                keepAlive,
                headerSync,
                download,
                repair,
                transactions,
                addresses);
        summaries = new PeerSummarizer(keepAlive, download, addresses, transactions, misbehaviour);
    }

    /** The chain; to be changed through this node only, so that peers and mempool follow. */
    public ChainState chain() {
        return chain;
    }

    /** The mempool; to be changed through this node only, so that peers hear of it. */
    public Mempool mempool() {
        return mempool;
    }

    /** Takes what happened and says what is to be done about it, in order. */
    public List<Effect> handle(Event event, Instant now) {
        if (event instanceof Event.Tick) {
            timers.onTick(now);
            return outbox.drain();
        }
        timers.wake();
        if (event instanceof Event.Received received) {
            peers.get(received.peer()).ifPresent(peer -> receive(peer, received, now));
        } else if (event instanceof Event.PingAll) {
            peers.ready().forEach(peer -> keepAlive.pingNow(peer, now));
        } else if (event instanceof Event.ClockSet) {
            keepAlive.onClockSet(now);
        } else if (event instanceof Event.TimersForwarded forwarded) {
            timers.forward(forwarded.by());
        } else if (event instanceof Event.PeerConnected connected) {
            connected(connected, now);
        } else if (event instanceof Event.PeerClosed closed) {
            peers.remove(closed.peer()).ifPresent(peer -> closed(peer, closed.reason(), now));
        } else if (event instanceof Event.ReceivedMalformed malformed) {
            peers.get(malformed.peer()).ifPresent(peer -> malformed(peer, malformed, now));
        } else if (event instanceof Event.Sent sent) {
            peers.get(sent.peer()).ifPresent(peer -> sent(peer, now));
        } else if (event instanceof Event.DialFailed failed) {
            addresses.onDialFailed(failed.address(), now);
        } else if (event instanceof Event.AddressesLearned learned) {
            addresses.learn(learned.addresses(), now);
        } else if (event instanceof Event.AddressesRestored restored) {
            addresses.restore(restored.addresses(), now);
        } else if (event instanceof Event.LinkCut cut) {
            cuts.cut(cut.nodeName());
        } else if (event instanceof Event.LinkHealed healed) {
            cuts.heal(healed.nodeName());
        } else {
            throw new IllegalStateException("unknown event " + event);
        }
        return outbox.drain();
    }

    /** Takes a block of this node's own miner or user, and passes it on if it is good. */
    public Submission<BlockResult> submitBlock(Block block, Instant now) {
        timers.wake();
        BlockResult result = blocks.submit(block, now);
        return new Submission<>(result, outbox.drain());
    }

    /** Takes a header of this node's own user; like one of a peer it is forgotten if its block doesn't come and there are too many. */
    public Submission<HeaderResult> submitHeader(BlockHeader header, Instant now) {
        timers.wake();
        HeaderResult result = chain.acceptHeader(header, now.getEpochSecond());
        if (result.outcome() == HeaderResult.Outcome.ACCEPTED) {
            result.node().ifPresent(undelivered::submitted);
        }
        return new Submission<>(result, outbox.drain());
    }

    /** Takes a transaction of this node's own user, and passes it on if it is good. */
    public Submission<MempoolResult> submitTransaction(Transaction tx, Instant now) {
        timers.wake();
        MempoolResult result = mempool.accept(tx, now.getEpochSecond());
        transactions.changed(result.change(), now);
        mempool.submitted(tx.txid());
        return new Submission<>(result, outbox.drain());
    }

    /** Takes a transaction again that waited before this node was made; a peer that heard of it then isn't told again. */
    public Submission<MempoolResult> restoreTransaction(Transaction tx, Instant now) {
        timers.wake();
        MempoolResult result = mempool.accept(tx, now.getEpochSecond());
        transactions.changed(result.change(), now);
        return new Submission<>(result, outbox.drain());
    }

    /**
     * Declares a block invalid by hand.
     *
     * @throws RefusedException as {@link ChainState#invalidate}
     */
    public Submission<List<TipChange>> invalidate(BlockHash hash, Instant now) {
        timers.wake();
        return changed(chain.invalidate(hash), now);
    }

    /**
     * Takes a declaration of invalidity back.
     *
     * @throws RefusedException as {@link ChainState#reconsider}
     */
    public Submission<List<TipChange>> reconsider(BlockHash hash, Instant now) {
        timers.wake();
        return changed(chain.reconsider(hash), now);
    }

    /**
     * Prefers a block over others of the same work.
     *
     * @throws RefusedException as {@link ChainState#precious}
     */
    public Submission<List<TipChange>> precious(BlockHash hash, Instant now) {
        timers.wake();
        return changed(chain.precious(hash), now);
    }

    /** Asks peers for a stored block again, because its stored bytes are damaged. */
    public List<Effect> repair(BlockHash hash, Instant now) {
        timers.wake();
        repair.want(hash, now);
        return outbox.drain();
    }

    /**
     * Asks one peer for a block whose header is known, as the operator says; Bitcoin Core's {@code getblockfrompeer}.
     *
     * @return why that isn't possible, in Core's words; empty if the peer was asked
     */
    public Submission<Optional<String>> fetchBlock(PeerId id, BlockHash hash, Instant now) {
        timers.wake();
        Optional<HeaderNode> header = chain.headers().get(hash);
        Optional<String> refusal = Optional.empty();
        if (header.isEmpty()) {
            refusal = Optional.of("Block header missing");
        } else if (header.get().status().hasBlock()) {
            refusal = Optional.of("Block already downloaded");
        } else if (peers.get(id).filter(Peer::isReady).isEmpty()) {
            refusal = Optional.of("Peer does not exist");
        } else if (!download.fetch(peers.get(id).orElseThrow(), header.get(), now)) {
            refusal = Optional.of("Already requested from this peer");
        }
        return new Submission<>(refusal, outbox.drain());
    }

    /**
     * Begins to forget the headers of a branch whose blocks never came: the one named and those on it, down from the ends of
     * the branch to a block that is here. 2,000 are gone at most when this returns; {@link #dropMore} goes on. Peers that
     * still know of them may tell again.
     *
     * @throws RefusedException if the block is unknown or part of the active chain, or there is none to forget
     */
    public Submission<HeaderDrop> dropHeaders(BlockHash hash) {
        timers.wake();
        HeaderNode root =
                chain.headers().get(hash).orElseThrow(() -> new RefusedException("no header " + hash + " is known"));
        if (chain.isActive(root)) {
            throw new RefusedException("block " + hash
                    + " is part of the active chain; name the first header of a branch beside or above it");
        }
        return dropMore(new HeaderDrop(hash, undelivered.drop(root)));
    }

    /**
     * Forgets up to 2,000 more of these headers.
     *
     * @throws RefusedException if it turns out that there is none to forget, or the drop began on a chain that isn't this
     *     node's any more
     */
    public Submission<HeaderDrop> dropMore(HeaderDrop drop) {
        timers.wake();
        if (!drop.headers().isOf(chain.headers())) {
            throw new RefusedException("the chain was read anew from the disk while headers from " + drop.root()
                    + " on were dropped; drop the rest again");
        }
        undelivered.forget(drop.headers());
        if (drop.isOver() && drop.count() == 0) {
            throw new RefusedException("no header from " + drop.root()
                    + " on lacks its block; a branch that is here can be declared invalid");
        }
        return new Submission<>(drop, outbox.drain());
    }

    private Submission<List<TipChange>> changed(List<TipChange> changes, Instant now) {
        updates.apply(changes, now);
        return new Submission<>(changes, outbox.drain());
    }

    /** The connected peers, in order of connecting. */
    public List<PeerSummary> peers() {
        return peers.all().stream().map(summaries::of).toList();
    }

    /** Where other nodes listen, as far as known. */
    public List<KnownAddress> knownAddresses() {
        return addresses.addresses();
    }

    /** Whether the chain is being fetched for the first time since the start; once over, that never comes back. */
    boolean isInitialBlockDownload() {
        return !firstDownload.isOver();
    }

    /** Headers whose blocks aren't here. */
    int undeliveredHeaders() {
        return undelivered.count();
    }

    /** Blocks asked for and not yet here. */
    public int blocksInFlight() {
        return download.inFlight();
    }

    /** Names of the nodes this one is cut off from by hand. */
    public List<String> cutLinks() {
        return List.copyOf(cuts.names());
    }

    // ------------------------------------------------------------------------------------------- connections

    private void connected(Event.PeerConnected connected, Instant now) {
        Peer peer = new Peer(connected.peer(), connected.address(), connected.inbound(), connected.kind(), now);
        peers.add(peer);
        outbox.report(new NodeEvent.PeerConnected(peer.id(), peer.address(), peer.isInbound()));
        handshake.onConnected(peer, now);
        addresses.onConnected(peer);
    }

    private void ready(Peer peer, Instant now) {
        cuts.check(peer);
        if (peer.isClosing()) {
            return;
        }
        keepAlive.onReady(peer, now);
        download.onReady(peer);
        headerSync.onReady(peer, now);
        transactions.onReady(peer, now);
        addresses.onReady(peer, now);
        announcer.announceTip(peer);
    }

    private void closed(Peer peer, String reason, Instant now) {
        outbox.report(new NodeEvent.PeerClosed(peer.id(), peer.address(), peer.name(), reason));
        handshake.onClosed(peer);
        keepAlive.onClosed(peer);
        download.onClosed(peer);
        repair.onClosed(peer, now);
        headerSync.onClosed(peer, now);
        transactions.onClosed(peer, now);
        addresses.onClosed(peer, now);
        serving.onClosed(peer);
        misbehaviour.onClosed(peer);
        useless.onClosed(peer);
        download.request(now);
    }

    private void malformed(Peer peer, Event.ReceivedMalformed malformed, Instant now) {
        switch (malformed.fault()) {
            case STREAM -> outbox.close(peer, malformed.reason());
            case FRAME -> useless.count(peer, "message with a wrong header", now);
            case PAYLOAD ->
                misbehaviour.punish(peer, 20, "malformed " + malformed.command() + ": " + malformed.reason(), now);
        }
    }

    private void sent(Peer peer, Instant now) {
        keepAlive.onSent(peer, now);
        serving.onSent(peer);
    }

    // ------------------------------------------------------------------------------------------- messages

    private void receive(Peer peer, Event.Received received, Instant now) {
        if (peer.isClosing()) {
            return;
        }
        peer.onReceived(now);
        outbox.received(peer, received.message());
        Optional<String> excess = MessageLimits.check(received.message());
        if (excess.isPresent()) {
            misbehaviour.punish(peer, 100, excess.get(), now);
            return;
        }
        received.message().deliver(new Dispatch(peer, now));
    }

    /** A dispatcher that hands one message of one peer to the part that handles it; before the handshake, only to that. */
    private final class Dispatch implements MessageHandler {
        private final Peer peer;
        private final Instant now;

        Dispatch(Peer peer, Instant now) {
            this.peer = peer;
            this.now = now;
        }

        @Override
        public void onVersion(VersionMessage message) {
            if (peer.version().isPresent()) {
                // A second version is ignored, as in Bitcoin Core.
                useless.count(peer, message.command(), now);
            } else {
                handshake.onVersion(peer, message, now);
            }
        }

        @Override
        public void onVerack() {
            if (handshake.onVerack(peer)) {
                ready(peer, now);
            } else {
                useless.count(peer, "verack", now);
            }
        }

        @Override
        public void onPing(Message.Ping message) {
            whenReady(() -> {
                useless.countTenth(peer, message.command(), now);
                keepAlive.onPing(peer, message);
            });
        }

        @Override
        public void onPong(Message.Pong message) {
            whenReady(() -> countIf(!keepAlive.onPong(peer, message, now), message));
        }

        @Override
        public void onGetAddr() {
            whenReady(() -> countIf(!addresses.onGetAddr(peer, now), new Message.GetAddr()));
        }

        @Override
        public void onAddr(Message.Addr message) {
            whenReady(() -> {
                countIf(message.addresses().isEmpty(), message);
                addresses.onAddr(peer, message.addresses(), now);
            });
        }

        @Override
        public void onInv(Message.Inv message) {
            whenReady(() -> {
                countIf(message.items().isEmpty(), message);
                List<Txid> txids = new ArrayList<>();
                List<BlockHash> hashes = new ArrayList<>();
                for (InventoryItem item : message.items()) {
                    if (item.isTx()) {
                        txids.add(new Txid(item.hash()));
                    } else if (item.isBlock()) {
                        hashes.add(new BlockHash(item.hash()));
                    }
                }
                transactions.onInv(peer, txids, now);
                blocks.onInv(peer, hashes, now);
            });
        }

        @Override
        public void onGetData(Message.GetData message) {
            whenReady(() -> {
                countIf(message.items().isEmpty(), message);
                serving.onGetData(peer, message);
            });
        }

        @Override
        public void onNotFound(Message.NotFound message) {
            whenReady(() -> {
                countIf(message.items().isEmpty(), message);
                for (InventoryItem item : message.items()) {
                    if (item.isBlock()) {
                        notFound(new BlockHash(item.hash()));
                        repair.onNotFound(peer, new BlockHash(item.hash()), now);
                    } else if (item.isTx()) {
                        transactions.onNotFound(peer, new Txid(item.hash()), now);
                    }
                }
                download.request(now);
            });
        }

        @Override
        public void onGetHeaders(Message.GetHeaders message) {
            whenReady(() -> countTenthIf(!serving.onGetHeaders(peer, message), message));
        }

        @Override
        public void onHeaders(Message.Headers message) {
            whenReady(() -> {
                headerSync
                        .onHeaders(peer, message.headers(), now)
                        .ifPresent(last -> download.fetchBranch(peer, last, now));
                download.request(now);
            });
        }

        @Override
        public void onSendHeaders() {
            whenReady(() -> {
                countIf(peer.prefersHeaders(), new Message.SendHeaders());
                peer.setPrefersHeaders();
            });
        }

        @Override
        public void onGetBlocks(Message.GetBlocks message) {
            whenReady(() -> countTenthIf(!serving.onGetBlocks(peer, message), message));
        }

        @Override
        public void onBlock(Message.BlockMessage message) {
            whenReady(() -> {
                if (!repair.onBlock(peer, message.block(), now)) {
                    blocks.onBlock(peer, message.block(), now);
                }
            });
        }

        @Override
        public void onTx(Message.TxMessage message) {
            whenReady(() -> transactions.onTx(peer, message.tx(), now));
        }

        @Override
        public void onMempool() {
            whenReady(() -> {
                useless.count(peer, "mempool", now);
                transactions.onMempool(peer);
            });
        }

        @Override
        public void onFeeFilter(Message.FeeFilter message) {
            whenReady(() -> {
                useless.countTenth(peer, message.command(), now);
                transactions.onFeeFilter(peer, message, now);
            });
        }

        @Override
        public void onUnknown(Message.Unknown message) {
            // Newer nodes negotiate features by messages that older ones don't know; they are counted, no more.
            boolean shortPong = message.command().equals(MessageType.PONG.command()) && keepAlive.onShortPong(peer);
            countIf(!shortPong, message);
        }

        private void notFound(BlockHash hash) {
            if (download.onNotFound(peer, hash)) {
                misbehaviour.punish(peer, 20, "announced block " + hash + ", and hasn't got it", now);
            }
        }

        private void countIf(boolean useless, Message message) {
            if (useless) {
                FullNode.this.useless.count(peer, message.command(), now);
            }
        }

        /** For what an honest peer asks now and then. */
        private void countTenthIf(boolean useless, Message message) {
            if (useless) {
                FullNode.this.useless.countTenth(peer, message.command(), now);
            }
        }

        private void whenReady(Runnable action) {
            if (peer.isReady()) {
                action.run();
            }
        }
    }
}
