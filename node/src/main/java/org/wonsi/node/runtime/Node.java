package org.wonsi.node.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.sync.HeaderDrop;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.discovery.LanDiscovery;
import org.wonsi.node.metrics.ChainMetrics;
import org.wonsi.node.miner.KernelChoice;
import org.wonsi.node.miner.Miner;
import org.wonsi.node.p2p.P2pNetwork;
import org.wonsi.node.p2p.P2pSettings;
import org.wonsi.node.platform.LogSetup;
import org.wonsi.node.runtime.faucet.FaucetKey;
import org.wonsi.node.runtime.faucet.NodeFaucetWallet;
import org.wonsi.node.runtime.thread.ChainThread;
import org.wonsi.node.runtime.thread.TaskMeter;
import org.wonsi.node.runtime.thread.TaskQueue;
import org.wonsi.node.service.ChainLoad;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.MempoolControl.Offer;
import org.wonsi.node.service.MiningPausedException;
import org.wonsi.node.service.Neighbour;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.service.PaymentStream;
import org.wonsi.node.service.PeerControl;
import org.wonsi.node.service.VoteService;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.ExperimentService;
import org.wonsi.node.simulation.Simulations;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.talk.Talk;

/**
 * One running node: opens its parts, connects them, and closes them in the right order.
 *
 * <pre>
 *   http   p2p   miner   timers          any number of threads
 *     \      \     |      /
 *      +-- chain thread --+              {@link NodeCore}: chain, mempool, protocol
 *                |
 *              store
 * </pre>
 */
public final class Node implements NodeService, AutoCloseable {
    /** Requests that may wait for the chain thread; one more is told to come back. */
    private static final int REQUESTS_WAITING = 1_000;

    /** Messages of one peer that may wait; its connection isn't read further before there is room. */
    private static final int MESSAGES_WAITING = 500;

    /** From a failure to the closing of the web server. */
    private static final Duration ANSWERS_LEAVE = Duration.ofMillis(300);

    private final NodeConfig config;
    private final NodeGroup nodeGroup;
    private final Instant startedAt;
    private final Logger log;
    private final SqliteChainStore store;
    private final ChainQueries queries;
    private final ChainMetrics metrics = new ChainMetrics();
    private final P2pNetwork network;
    private final ChainThread thread;
    private final NodeCore core;
    private final NodePeers peers;
    private final NodeFaucetWallet faucetWallet;
    private final MinerFeed feed;
    private final Miner miner;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Object closing = new Object();
    private boolean closed;
    private volatile InetSocketAddress listening = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private volatile Optional<HttpSide> http = Optional.empty();
    private volatile Optional<LanDiscovery> discovery = Optional.empty();

    /** The web server, which the node doesn't know further. */
    private record HttpSide(AutoCloseable server, String url) {}

    /**
     * Opens the data directory and starts.
     *
     * @throws IOException if the data can't be opened, or as a {@link java.net.BindException} if the port is taken
     */
    public static Node start(NodeConfig config, NodeGroup nodeGroup) throws IOException {
        SqliteChainStore store = SqliteChainStore.open(config.dataDirectory(), config.params(), config.store());
        try {
            PrivateKey key = FaucetKey.loadOrCreate(config.dataDirectory(), config.params());
            Node node = new Node(config, nodeGroup, store, key);
            node.begin();
            return node;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private Node(NodeConfig config, NodeGroup nodeGroup, SqliteChainStore store, PrivateKey key) throws IOException {
        // Others need as long for an answer as ever, however fast the clock goes here.
        this.config =
                config.withTimeouts(config.timeouts().longer(nodeGroup.tempo().times()));
        this.nodeGroup = nodeGroup;
        this.store = store;
        this.startedAt = nodeGroup.clock().instant();
        this.log = LogSetup.logger(config.name());
        this.queries = store.openQueries(new DamagedBlocks(nodeGroup.clock(), log, this::repair)::found);
        PeerStore memory = new PeerStore(store, log);
        this.core = new NodeCore(
                this.config,
                nodeGroup.clock(),
                nodeGroup.tempo()::nanoTime,
                new ChainOpening(config.params(), store, nodeGroup.scriptChecks(), log),
                store,
                memory,
                new NodeReporter(config.name(), nodeGroup.events(), metrics, log),
                metrics,
                log);
        this.thread = new ChainThread(
                config.name() + " chain",
                new TaskQueue(REQUESTS_WAITING, MESSAGES_WAITING),
                new TaskMeter(nodeGroup.clock(), nodeGroup.tempo()::nanoTime),
                core::afterTask,
                core::restart,
                this::onFailure);
        this.network = new P2pNetwork(
                config.name(),
                P2pSettings.listeningOn(config.listen())
                        .withNoBan(config::isNoBan)
                        .faster(nodeGroup.tempo()),
                new MessageCodec(config.params().magic()),
                new NodeP2pHost(thread, core, queries, memory),
                nodeGroup.clock());
        this.peers = new NodePeers(network, nodeGroup::members);
        this.faucetWallet = new NodeFaucetWallet(
                key, config.params(), queries, core::snapshot, core.caller(thread), core::submitTransaction);
        this.feed = new MinerFeed(config.name(), nodeGroup.clock(), core, thread);
        this.miner = new Miner(
                config.name(),
                feed,
                nodeGroup.kernels(),
                nodeGroup.hashRateLimit(),
                faucetWallet.scriptPubKey(),
                core.nextBits(),
                script -> Address.ofScript(script, config.params()).map(Address::toString),
                this::onMinerWaiting,
                log);
    }

    /** Waiting for blocks shows on the page as catching up; what is wrong with the clock nobody would see. */
    private void onMinerWaiting(MiningPausedException.Reason reason) {
        if (reason == MiningPausedException.Reason.CLOCK) {
            events().publish(name(), new LoggedEvent.Status("clock_behind", ""));
        }
    }

    private void begin() throws IOException {
        try {
            listening = network.start();
        } catch (IOException e) {
            network.close();
            queries.close();
            throw e;
        }
        core.begin(listening, network, peers, miner, thread, new SecureRandom());
        thread.start();
        config.connect().forEach(network::connect);
        nodeGroup.add(this);
        events().publish(name(), new LoggedEvent.Status("started", ""));
    }

    // ------------------------------------------------------------------------------------------- what others see

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public ChainParams params() {
        return config.params();
    }

    @Override
    public Path dataDirectory() {
        return config.dataDirectory();
    }

    @Override
    public InstantSource clock() {
        return nodeGroup.clock();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Optional<String> p2pAddress() {
        String host = config.announced().orElseGet(() -> {
            InetAddress bound = listening.getAddress();
            return bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
        });
        return Optional.of((host.contains(":") ? "[" + host + "]" : host) + ":" + listening.getPort());
    }

    @Override
    public Optional<String> httpUrl() {
        return http.map(HttpSide::url);
    }

    @Override
    public NodeSnapshot snapshot() {
        return core.snapshot();
    }

    @Override
    public void awaitChange(NodeSnapshot seen, Duration atMost) throws InterruptedException {
        core.awaitChange(seen, atMost);
    }

    @Override
    public ChainQueries queries() {
        return queries;
    }

    @Override
    public <T> CompletableFuture<T> readChain(BiFunction<ChainState, Mempool, T> task) {
        return thread.read(() -> core.read(task));
    }

    @Override
    public CompletableFuture<BlockResult> submitBlock(Block block) {
        return thread.change("submitted block", () -> core.submitBlock(block));
    }

    @Override
    public CompletableFuture<HeaderResult> submitHeader(BlockHeader header) {
        return thread.change("submitted header", () -> core.submitHeader(header));
    }

    @Override
    public CompletableFuture<MempoolResult> submitTransaction(Transaction tx) {
        return thread.change("submitted transaction", () -> core.submitTransaction(tx));
    }

    @Override
    public CompletableFuture<List<Optional<MempoolResult>>> submitTransactions(List<Offer> offers) {
        return thread.change("submitted transactions", () -> core.submitTransactions(offers));
    }

    @Override
    public CompletableFuture<Void> judge(BlockHash hash, Judgement judgement) {
        return thread.change("judgement", () -> core.judge(hash, judgement)).thenAccept(changes -> {});
    }

    @Override
    public CompletableFuture<Boolean> prioritise(Txid txid, long satoshis) {
        return thread.change("priority", () -> core.prioritise(txid, satoshis));
    }

    @Override
    public CompletableFuture<Optional<String>> fetchBlock(long peer, BlockHash hash) {
        return thread.change("wanted block", () -> core.fetchBlock(new PeerId(peer), hash));
    }

    @Override
    public CompletableFuture<Integer> dropHeaders(BlockHash hash) {
        return thread.change("dropping headers", () -> core.dropHeaders(hash)).thenCompose(this::dropRest);
    }

    /** A task for every 2,000, so that others have their turns in between. */
    private CompletableFuture<Integer> dropRest(HeaderDrop drop) {
        return drop.isOver()
                ? CompletableFuture.completedFuture(drop.count())
                : thread.change("dropping headers", () -> core.dropMore(drop)).thenCompose(this::dropRest);
    }

    @Override
    public CompletableFuture<Void> forwardTimers(Duration by) {
        return thread.change("timers", () -> {
                    core.forwardTimers(by);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Void> setClock(Runnable change) {
        return thread.change("clock", () -> {
                    core.setClock(change);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public ChainLoad load() {
        return thread.load();
    }

    @Override
    public Miner miner() {
        return miner;
    }

    @Override
    public PeerControl peers() {
        return peers;
    }

    @Override
    public EventLog events() {
        return nodeGroup.events();
    }

    @Override
    public ChainMetrics metrics() {
        return metrics;
    }

    @Override
    public Optional<PaymentStream> payments() {
        return nodeGroup.payments();
    }

    @Override
    public Talk talk() {
        return nodeGroup.talk();
    }

    @Override
    public Simulations simulations() {
        return nodeGroup.simulations();
    }

    @Override
    public Optional<ExperimentService> experimentService() {
        return nodeGroup.experimentService();
    }

    @Override
    public Optional<Restarter> restarter() {
        return nodeGroup.restarter();
    }

    @Override
    public VoteService votes() {
        return nodeGroup.votes();
    }

    @Override
    public FaucetWallet faucetWallet() {
        return faucetWallet;
    }

    @Override
    public Optional<List<Neighbour>> discovered() {
        return discovery.map(LanDiscovery::found);
    }

    @Override
    public List<NodeService> siblings() {
        return nodeGroup.members();
    }

    @Override
    public int place() {
        return nodeGroup.place(name());
    }

    // ------------------------------------------------------------------------------------------- start and stop

    /** What chain was in the data directory when it was opened, in words. */
    public String found() {
        return store.found();
    }

    /** The ways of hashing of its process. */
    public KernelChoice kernels() {
        return nodeGroup.kernels();
    }

    /** Where it takes connections. */
    public InetSocketAddress listening() {
        return listening;
    }

    /** Tells the node of its web server, which it closes before anything else. */
    public void serve(AutoCloseable server, String url) {
        http = Optional.of(new HttpSide(server, url));
        log.info("found in {}: {}", config.dataDirectory(), store.found());
    }

    /**
     * Looks for other nodes on the local network from now on.
     *
     * @param say takes a line for people if the others won't find this one
     */
    public void discover(Consumer<String> say) {
        boolean reachable = !listening.getAddress().isLoopbackAddress();
        if (!reachable) {
            say.accept("discover: looks for nodes, but isn't announced to them, because it takes connections from this"
                    + " machine only (" + listening.getAddress().getHostAddress() + "); add --lan to be found");
        }
        OptionalInt port = reachable ? OptionalInt.of(listening.getPort()) : OptionalInt.empty();
        String page = httpUrl()
                .filter(url -> reachable && !url.startsWith("http://127."))
                .orElse("");
        LanDiscovery.Identity identity = new LanDiscovery.Identity(params(), name(), page, port);
        discovery = Optional.of(LanDiscovery.start(identity, peers, clock(), log));
    }

    /** Completes when everything is closed. */
    public CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** Completes with a line for people if the node stops because something failed. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    private void repair(BlockHash damaged) {
        thread.post("repair", () -> core.repair(damaged), () -> {});
    }

    private void onFailure(Throwable cause) {
        if (cause instanceof UncheckedIOException disk) {
            String why = Optional.ofNullable(disk.getCause())
                    .flatMap(e -> Optional.ofNullable(e.getMessage()))
                    .orElseGet(disk::toString);
            log.error("{} stops: {}", name(), why);
            failure.complete(why);
        } else {
            log.error("{} stops because of a mistake in this program; please report it", name(), cause);
            failure.complete("a mistake in this program: " + cause);
        }
        // Whose task failed is being told so; a web server that closes at once would cut the answer off.
        stopAfter(ANSWERS_LEAVE);
    }

    @Override
    public void requestStop() {
        stopAfter(Duration.ZERO);
    }

    private void stopAfter(Duration grace) {
        Thread closer = new Thread(
                () -> {
                    LockSupport.parkNanos(grace.toNanos());
                    close();
                },
                name() + " stop");
        closer.start();
    }

    /** Stops in order: web server, connections, miner, chain thread, store. Waits until it is done. */
    @Override
    public void close() {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
            nodeGroup.remove(this);
            events().publish(name(), new LoggedEvent.Status("stopped", ""));
            discovery.ifPresent(LanDiscovery::close);
            http.ifPresent(side -> closeServer(side.server()));
            network.close();
            miner.close();
            thread.close();
            feed.close();
            if (!failure.isDone()) {
                core.end();
            }
            queries.close();
            store.close();
            log.info("stopped cleanly at block {}", core.snapshot().tip());
            stopped.complete(null);
        }
    }

    private void closeServer(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            // The rest must be closed all the same, or blocks would be lost for a web server's sake.
            log.warn("the web server didn't stop cleanly", e);
        }
    }
}
