package org.wonsi.node.runtime;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mining.BlockAssembler;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.protocol.sync.HeaderDrop;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.metrics.ChainMetrics;
import org.wonsi.node.miner.Miner;
import org.wonsi.node.p2p.P2pNetwork;
import org.wonsi.node.platform.Version;
import org.wonsi.node.runtime.faucet.NodeFaucetWallet;
import org.wonsi.node.runtime.sync.SyncTracker;
import org.wonsi.node.runtime.thread.ChainThread;
import org.wonsi.node.runtime.thread.MempoolFaultException;
import org.wonsi.node.service.ChainControl;
import org.wonsi.node.service.MempoolControl.Offer;
import org.wonsi.node.service.MiningPausedException;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.store.SqliteChainStore;

/**
 * The state that the chain thread owns (chain, mempool and protocol), and what becomes of their effects.
 *
 * <p>All methods are for that thread alone, but the constructor and those that say otherwise.
 */
final class NodeCore {
    /** Waiting transactions that are checked again in one task, after the chain was read again. */
    private static final int BROUGHT_BACK_AT_ONCE = 100;

    private static final long MILLIS_BETWEEN_LISTS = 50;
    private static final int MILLIS_BETWEEN_PEER_LISTS = 1000;

    private final NodeConfig config;
    private final InstantSource clock;
    private final ChainOpening opening;
    private final SqliteChainStore store;
    private final PeerStore memory;
    private final NodeReporter reporter;
    private final ChainMetrics metrics;
    private final Logger log;
    private final LongSupplier nanoTime;
    private final SyncTracker syncTracker;
    private final RecoveryBackoff backoff = new RecoveryBackoff();
    private ChainState chain;
    private Mempool mempool;
    private @Nullable Running running;
    private HeaderNode reportedTip;
    private boolean mempoolChanged;
    private boolean peersChanged;
    private boolean bulk;
    private long mempoolListedAt;
    private long peersListedAt;
    private final PublishedSnapshot published;
    private final LatestBlock latest = new LatestBlock();

    /** The parts that exist only once the node listens. */
    private record Running(
            FullNode node,
            P2pNetwork network,
            NodePeers peers,
            Miner miner,
            ChainThread thread,
            Function<Parts, FullNode> protocol) {
        Running with(FullNode other) {
            return new Running(other, network, peers, miner, thread, protocol);
        }
    }

    /** The parts that the protocol is built on. */
    private record Parts(ChainState chain, Mempool mempool) {}

    NodeCore(
            NodeConfig config,
            InstantSource clock,
            LongSupplier nanoTime,
            ChainOpening opening,
            SqliteChainStore store,
            PeerStore memory,
            NodeReporter reporter,
            ChainMetrics metrics,
            Logger log) {
        this.config = config;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.syncTracker = new SyncTracker(config.initialDownload(), clock, nanoTime);
        this.opening = opening;
        this.store = store;
        this.memory = memory;
        this.log = log;
        this.reporter = reporter;
        this.metrics = metrics;
        this.chain = opening.open();
        this.mempool = new Mempool(chain, config.policy());
        this.reportedTip = chain.tip();
        syncTracker.look(chain);
        this.published = new PublishedSnapshot(look(List.of()));
    }

    /** Makes the protocol, now that the address is known; called before the chain thread starts. */
    void begin(
            InetSocketAddress listening,
            P2pNetwork network,
            NodePeers peers,
            Miner miner,
            ChainThread thread,
            RandomGenerator random) {
        ProtocolConfig protocol = ProtocolConfig.of(config.params(), config.name(), Version.release())
                .withListening(reachableAt(listening))
                .withOutboundTarget(config.outbound())
                .withReportMessages(config.reportMessages())
                .withMinimumWork(config.initialDownload().minimumWork())
                .withTimeouts(config.timeouts())
                .withNoBan(config::isNoBan)
                .withOwnNames(peers::isOwnName);
        Function<Parts, FullNode> make = parts -> new FullNode(parts.chain(), parts.mempool(), protocol, random);
        FullNode node = make.apply(new Parts(chain, mempool));
        running = new Running(node, network, peers, miner, thread, make);
        node.handle(new Event.AddressesRestored(memory.loadAddresses()), clock.instant());
        network.restoreBans(memory.loadBans());
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("the chain thread was started before begin()");
        }
        return running;
    }

    /** Loopback is told to nobody: elsewhere it would be the other's own machine. */
    private NetworkAddress reachableAt(InetSocketAddress listening) {
        return config.announced()
                .map(host -> host + ":" + listening.getPort())
                .flatMap(NodeCore::parse)
                .orElse(NetworkAddress.NONE);
    }

    private static Optional<NetworkAddress> parse(String address) {
        try {
            return Optional.of(NetworkAddress.parseIpv4(address));
        } catch (MalformedException e) {
            // A name, or IPv6 as the protocol's own text doesn't write it: the node then listens unannounced.
            return Optional.empty();
        }
    }

    /** Keeps what is known of other nodes; once the chain thread has ended. */
    void end() {
        memory.saveAddresses(running().node().knownAddresses());
    }

    // ------------------------------------------------------------------------------------------- after a fault

    /**
     * Makes chain, mempool and protocol again from the store, since a mistake of this program may have left them half-changed.
     * All connections are closed; those this node dialled come back by themselves. What waited in the mempool comes back bit by
     * bit.
     */
    void restart(Throwable fault) {
        Running before = running();
        opening.note(fault);
        backoff.begin(nanoTime.getAsLong());
        log.error(
                "a mistake in this program, please report it; the chain is read anew from the disk, all connections are"
                        + " closed{}",
                backoff.length().isZero()
                        ? ""
                        : ", and none is taken for " + backoff.length().toSeconds() + " s",
                fault);
        before.network().closeAll("a mistake in this program");
        reporter.restarted(before.peers().names());
        store.reopen();
        bulk = false;
        Map<Txid, Long> priorities = mempool.priorities();
        List<MempoolEntry> waited = snapshot().mempool();
        chain = opening.open();
        mempool = new Mempool(chain, config.policy());
        priorities.forEach(mempool::prioritise);
        FullNode node = before.protocol().apply(new Parts(chain, mempool));
        running = before.with(node);
        perform(node.handle(new Event.AddressesRestored(addresses(before.node())), clock.instant()));
        for (String name : before.network().cutFrom()) {
            perform(node.handle(new Event.LinkCut(name), clock.instant()));
        }
        syncTracker.restart();
        mempoolChanged = true;
        peersChanged = true;
        syncTracker.look(chain);
        published.set(look(List.of()));
        reportedTip = chain.tip();
        before.miner().tipChanged(nextBits());
        readmit(waited);
        reporter.chainReadAgain();
    }

    /** Those in memory are newer than those on disk, unless the fault was in them. */
    private List<KnownAddress> addresses(FullNode old) {
        try {
            return old.knownAddresses();
        } catch (RuntimeException e) {
            log.error("what was learned of other nodes since it was last written is lost", e);
            return memory.loadAddresses();
        }
    }

    /** Some at a time, in turn with what peers cause, since each has to be checked again. */
    private void readmit(List<MempoolEntry> waited) {
        PeerId lane = new PeerId(-1);
        List<Transaction> ordered = ParentsFirstOrder.of(waited);
        for (int from = 0; from < ordered.size(); from += BROUGHT_BACK_AT_ONCE) {
            List<Transaction> some = ordered.subList(from, Math.min(ordered.size(), from + BROUGHT_BACK_AT_ONCE));
            running()
                    .thread()
                    .post(
                            lane,
                            "transactions again",
                            () -> some.forEach(tx -> inMempool(
                                    () -> performed(running().node().restoreTransaction(tx, clock.instant())))),
                            () -> {});
        }
    }

    private boolean isResting() {
        return backoff.lasts(nanoTime.getAsLong());
    }

    // ------------------------------------------------------------------------------------------- tasks

    /**
     * Takes an event. What goes wrong in a conversation ends that peer's connection, and no more; where chain or mempool
     * may be half-changed, or the disk failed, the exception is passed on.
     */
    void handle(Event event) {
        if (isResting() && isDeferred(event)) {
            return;
        }
        // What a pong changes is to be seen at once; it comes seldom.
        peersChanged |= event instanceof Event.Received received
                && received.message().command().equals(MessageType.PONG.command());
        try {
            perform(timed(() -> running().node().handle(event, clock.instant())));
        } catch (RuntimeException | StackOverflowError e) {
            Optional<PeerId> concerned = PeerEvents.faultOf(event, e);
            if (concerned.isEmpty()) {
                throw e;
            }
            PeerId peer = concerned.get();
            if (PeerEvents.isTransaction(event)) {
                discardMempool(e);
            }
            log.error(
                    "{} of peer {} ran into a mistake in this program; please report it",
                    PeerEvents.kind(event),
                    peer,
                    e);
            running().network().perform(new Effect.Close(peer, "a mistake in this program"));
        }
        if (event instanceof Event.Tick) {
            running().miner().tick();
        }
    }

    /** Whether a resting node doesn't do it: a new connection is closed, and whatever comes of it is a stranger's. */
    private boolean isDeferred(Event event) {
        if (event instanceof Event.PeerConnected connected) {
            running().network().perform(new Effect.Close(connected.peer(), "rests after a mistake in this program"));
            return true;
        }
        return event instanceof Event.Tick;
    }

    /** Then looks at once what has become due. */
    void forwardTimers(Duration by) {
        handle(new Event.TimersForwarded(by));
        handle(new Event.Tick());
    }

    /** Sets the clock, and then looks at once what has become due. */
    void setClock(Runnable change) {
        change.run();
        handle(new Event.ClockSet());
        handle(new Event.Tick());
    }

    /** Asks peers again for a block whose stored bytes are damaged. */
    void repair(BlockHash hash) {
        perform(running().node().repair(hash, clock.instant()));
    }

    <T> T read(BiFunction<ChainState, Mempool, T> task) {
        return task.apply(chain, mempool);
    }

    BlockResult submitBlock(Block block) {
        long begun = System.nanoTime();
        Submission<BlockResult> submission = running().node().submitBlock(block, clock.instant());
        measure(submission.effects(), begun);
        BlockResult result = performed(submission);
        if (bulk) {
            // Somebody is told of it, so it must survive a crash.
            store.drain();
        }
        return result;
    }

    HeaderResult submitHeader(BlockHeader header) {
        HeaderResult result = performed(running().node().submitHeader(header, clock.instant()));
        store.drain();
        return result;
    }

    MempoolResult submitTransaction(Transaction tx) {
        return inMempool(() -> performed(running().node().submitTransaction(tx, clock.instant())));
    }

    /** Takes several, one after the other; one that isn't wanted has no result. */
    List<Optional<MempoolResult>> submitTransactions(List<Offer> offers) {
        return inMempool(() -> {
            mempool.checkScriptsAhead(offers.stream().map(Offer::tx).toList());
            List<Optional<MempoolResult>> results = new ArrayList<>();
            for (Offer offer : offers) {
                results.add(
                        offer.wanted().test(chain, mempool)
                                ? Optional.of(
                                        performed(running().node().submitTransaction(offer.tx(), clock.instant())))
                                : Optional.empty());
            }
            return results;
        });
    }

    /**
     * Does what changes the mempool alone. A mistake there costs what waits, which can be sent again, and the task; not
     * the node.
     *
     * @throws MempoolFaultException for such a mistake
     */
    private <T> T inMempool(Supplier<T> task) {
        try {
            return task.get();
        } catch (MempoolFaultException | RefusedException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            discardMempool(e);
            throw new MempoolFaultException(e);
        }
    }

    private void discardMempool(Throwable because) {
        log.error(
                "a transaction ran into a mistake in this program; the {} that wait are let go, please report it",
                mempool.count(),
                because);
        mempool.discard();
        reporter.mempoolEmptied();
        mempoolChanged = true;
    }

    List<TipChange> judge(BlockHash hash, ChainControl.Judgement judgement) {
        FullNode node = running().node();
        Instant now = clock.instant();
        List<TipChange> changes = performed(
                switch (judgement) {
                    case INVALID -> node.invalidate(hash, now);
                    case RECONSIDERED -> node.reconsider(hash, now);
                    case PRECIOUS -> node.precious(hash, now);
                });
        // Somebody is told of it, so it must survive a crash.
        store.drain();
        return changes;
    }

    boolean prioritise(Txid txid, long satoshis) {
        mempool.prioritise(txid, satoshis);
        mempoolChanged = true;
        return true;
    }

    Optional<String> fetchBlock(PeerId peer, BlockHash hash) {
        return performed(running().node().fetchBlock(peer, hash, clock.instant()));
    }

    HeaderDrop dropHeaders(BlockHash hash) {
        return durably(running().node().dropHeaders(hash));
    }

    HeaderDrop dropMore(HeaderDrop drop) {
        return durably(running().node().dropMore(drop));
    }

    /** Somebody is told of it, so they must not be back after a crash. */
    private HeaderDrop durably(Submission<HeaderDrop> dropped) {
        store.sweep();
        return performed(dropped);
    }

    /** Does what may connect blocks, and notes how long those took that it connected. */
    private List<Effect> timed(Supplier<List<Effect>> task) {
        long begun = System.nanoTime();
        List<Effect> effects = task.get();
        measure(effects, begun);
        return effects;
    }

    private void measure(List<Effect> effects, long begun) {
        long connected = effects.stream()
                .filter(effect ->
                        effect instanceof Effect.Notify notify && notify.event() instanceof NodeEvent.BlockConnected)
                .count();
        metrics.validated(connected, System.nanoTime() - begun);
    }

    private <T> T performed(Submission<T> submission) {
        perform(submission.effects());
        return submission.result();
    }

    private void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Notify notify) {
                notice(notify.event());
            }
            running().network().perform(effect);
        }
    }

    private void notice(NodeEvent event) {
        mempoolChanged |=
                event instanceof NodeEvent.TransactionAccepted || event instanceof NodeEvent.TransactionRemoved;
        peersChanged |= event instanceof NodeEvent.PeerConnected
                || event instanceof NodeEvent.PeerReady
                || event instanceof NodeEvent.PeerClosed;
        if (event instanceof NodeEvent.BlockConnected connected) {
            latest.set(connected.hash(), connected.block());
        }
        reporter.report(event);
    }

    // ------------------------------------------------------------------------------------------- mining

    /** The faucet wallet's way to this thread. */
    NodeFaucetWallet.OnChain caller(ChainThread thread) {
        return new NodeFaucetWallet.OnChain() {
            @Override
            public <T> CompletableFuture<T> call(Function<FullNode, T> task) {
                return thread.change(
                        "payment", () -> inMempool(() -> task.apply(running().node())));
            }
        };
    }

    /** What the next template is made of; making it, with 20,000 waiting transactions, isn't for this thread. */
    BlockAssembler assembler(long time) {
        if (isResting()) {
            throw new MiningPausedException(
                    MiningPausedException.Reason.BLOCKS,
                    "the chain was read anew after a mistake in this program; mining goes on in "
                            + backoff.length().toSeconds() + " s at most");
        }
        syncTracker.look(chain);
        syncTracker.mineLater().ifPresent(why -> {
            throw new MiningPausedException(MiningPausedException.Reason.BLOCKS, why);
        });
        BlockAssembler assembler = BlockAssembler.at(chain, mempool);
        checkClock(assembler.time(time));
        return assembler;
    }

    /** A block must be later than the median of the eleven before it, and not too far ahead of the clock. */
    private void checkClock(long templateTime) {
        long now = clock.instant().getEpochSecond();
        long tooFar = templateTime - now - config.params().maxFutureSeconds();
        if (tooFar > 0) {
            throw new MiningPausedException(
                    MiningPausedException.Reason.CLOCK,
                    "the clock of this machine is behind the chain: the next block's time is at least "
                            + Instant.ofEpochSecond(templateTime) + ", which is " + tooFar
                            + " s too far ahead of now; mining waits until then, or until the clock is set right");
        }
    }

    /** The target of the next block, in compact form. */
    long nextBits() {
        return HeaderRules.requiredBits(chain.tip(), config.params()).bits();
    }

    // ------------------------------------------------------------------------------------------- what others see

    /** Chain and mempool at this moment; for any thread. */
    NodeSnapshot snapshot() {
        return published.get();
    }

    /** Waits for another one; for any thread but the chain thread. */
    void awaitChange(NodeSnapshot seen, Duration atMost) throws InterruptedException {
        published.awaitChange(seen, atMost);
    }

    /** The bytes of the block connected last, if it is this one; for any thread. */
    Optional<ByteString> latestBlock(BlockHash hash) {
        return latest.bytes(hash);
    }

    /** Runs after each task: publishes what it changed and tells the miner. */
    void afterTask() {
        syncTracker.look(chain);
        boolean tipChanged = chain.tip() != reportedTip;
        long now = clock.millis();
        // With another tip it is always listed: what a block took must not be shown as waiting beside that block.
        boolean listMempool = mempoolChanged
                && (tipChanged || !running().thread().isBusy() || now - mempoolListedAt >= MILLIS_BETWEEN_LISTS);
        boolean progressed = syncTracker.measure(chain);
        setBulk(syncTracker.isFarBehind());
        if (tipChanged || listMempool || progressed || outdated()) {
            published.set(look(listMempool ? mempool.entries() : snapshot().mempool()));
            if (listMempool) {
                mempoolChanged = false;
                mempoolListedAt = now;
            }
        }
        if (peersChanged || now - peersListedAt >= MILLIS_BETWEEN_PEER_LISTS) {
            running().peers().refresh(running().node());
            peersChanged = false;
            peersListedAt = now;
        }
        reporter.progress(snapshot().sync(), clock.instant());
        if (tipChanged) {
            reportedTip = chain.tip();
            running().miner().tipChanged(nextBits());
        }
    }

    private boolean outdated() {
        return chain.bestHeader() != snapshot().bestHeader() || syncTracker.differsFrom(snapshot());
    }

    private void setBulk(boolean wanted) {
        if (bulk != wanted) {
            bulk = wanted;
            store.setBulk(wanted);
        }
    }

    private NodeSnapshot look(List<MempoolEntry> entries) {
        return new NodeSnapshot(
                durableTip(), chain.bestHeader(), entries, syncTracker.progress(chain), syncTracker.isInitial());
    }

    /** What was shown must survive a crash, so while blocks share commits the last committed one is shown. */
    private HeaderNode durableTip() {
        return bulk ? store.durableTip().flatMap(chain.headers()::get).orElse(chain.tip()) : chain.tip();
    }
}
