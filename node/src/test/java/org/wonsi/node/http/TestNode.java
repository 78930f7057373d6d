package org.wonsi.node.http;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.metrics.ChainMetrics;
import org.wonsi.node.platform.MockableClock;
import org.wonsi.node.service.ChainBusyException;
import org.wonsi.node.service.ChainLoad;
import org.wonsi.node.service.Neighbour;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.service.PaymentStream;
import org.wonsi.node.service.SyncProgress;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.ExperimentService;
import org.wonsi.node.simulation.Simulations;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.talk.Talk;
import org.wonsi.node.vote.VoteRoom;

/** A node without sockets and threads: a real chain, mempool and database on regtest, and a clock that stands. */
public final class TestNode implements NodeService, AutoCloseable {
    static final long NOW = 1_795_500_000L;

    private final Path directory;
    private volatile Runnable beforeSnapshot = () -> {};
    private volatile Executor chainThread = Runnable::run;
    private final MockableClock clock = new MockableClock(InstantSource.fixed(Instant.ofEpochSecond(NOW)));
    private final EventLog events = new EventLog(clock, 100);
    private final SqliteChainStore store;
    private final ChainQueries queries;
    private final ChainState chain;
    private final Mempool mempool;
    private final TestMiner miner;
    private final TestFaucetWallet faucetWallet;
    private final TestPeers peers = new TestPeers();
    private final ChainMetrics metrics = new ChainMetrics();
    private Duration forwarded = Duration.ZERO;
    private Optional<List<Neighbour>> discovered = Optional.empty();
    private boolean stopRequested;
    private boolean chainEnded;
    private Optional<NodeSnapshot> frozen = Optional.empty();
    private Runnable onStop = () -> {};
    private int waiting;

    /** On an empty chain in this directory. */
    public TestNode(Path directory) {
        this.directory = directory;
        try {
            store = SqliteChainStore.open(directory, ChainParams.regtest(), StoreOptions.standard());
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
        chain = new ChainState(ChainParams.regtest(), store, ScriptCheckRunner.inOrder());
        mempool = new Mempool(chain, RelayPolicy.standard());
        queries = store.openQueries();
        faucetWallet = new TestFaucetWallet(this);
        miner = new TestMiner(this, faucetWallet);
    }

    /** Mines a block to a script, with what waits in the mempool. */
    synchronized Block mine(Script payTo) {
        Block block = next(payTo);
        BlockResult result = submitBlock(block).join();
        if (result.outcome() != BlockResult.Outcome.ACCEPTED) {
            throw new AssertionError(result.toString());
        }
        return block;
    }

    /** Hears of the next block's header, whose block stays away. */
    synchronized void hearOfNext() {
        submitHeader(next(faucetWallet.scriptPubKey()).header()).join();
    }

    private Block next(Script payTo) {
        long time = chain.tip().header().time() < NOW - 600 ? NOW - 600 : NOW;
        return Mining.solve(BlockTemplate.create(
                chain, mempool, payTo, "/Seoul/", chain.tip().height(), time));
    }

    List<Block> mine(int blocks) {
        List<Block> mined = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            mined.add(mine(faucetWallet.scriptPubKey()));
        }
        return mined;
    }

    synchronized ChainState chain() {
        return chain;
    }

    synchronized Mempool mempool() {
        return mempool;
    }

    /** Takes no requests for the chain thread from now on, as if so many waited. */
    synchronized void beBusy(int requests) {
        waiting = requests;
    }

    private <T> CompletableFuture<T> unlessBusy(Supplier<T> task) {
        return waiting > 0 ? CompletableFuture.failedFuture(new ChainBusyException(waiting)) : answered(task.get());
    }

    private <T> CompletableFuture<T> answered(T value) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        chainThread.execute(() -> answer.complete(value));
        return answer;
    }

    /** Completes the answers about the chain on this thread from now on, as a node does on its chain thread. */
    void answerOn(Executor thread) {
        chainThread = thread;
    }

    /** Shows from now on what is so now, as a node does while it has much to do. */
    void freezeSnapshot() {
        frozen = Optional.of(snapshot());
    }

    boolean isStopRequested() {
        return stopRequested;
    }

    @Override
    public String name() {
        return "Seoul";
    }

    @Override
    public ChainParams params() {
        return ChainParams.regtest();
    }

    @Override
    public Path dataDirectory() {
        return directory;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Instant startedAt() {
        // Nodes start amid a second; what counts whole ones must not lose one by that.
        return Instant.ofEpochSecond(NOW - 60, 900_000_000);
    }

    @Override
    public Optional<String> p2pAddress() {
        return Optional.of("127.0.0.1:18444");
    }

    @Override
    public Optional<String> httpUrl() {
        return Optional.of("http://127.0.0.1:8001");
    }

    /** Done from now on by whoever asks for a snapshot, before it is taken; it may wait. */
    void beforeSnapshot(Runnable action) {
        beforeSnapshot = action;
    }

    @Override
    public NodeSnapshot snapshot() {
        beforeSnapshot.run();
        return takeSnapshot();
    }

    @Override
    public void awaitChange(NodeSnapshot seen, Duration atMost) throws InterruptedException {
        // It makes a snapshot whenever it is asked for one, so it can only be asked again.
        Thread.sleep(Math.min(1, atMost.toMillis()));
    }

    private synchronized NodeSnapshot takeSnapshot() {
        if (frozen.isPresent()) {
            return frozen.get();
        }
        int height = chain.tip().height();
        int target = chain.bestHeader().height();
        SyncProgress sync = new SyncProgress(height, target, target - height, 0, target == height ? 0 : 2.5);
        return new NodeSnapshot(chain.tip(), chain.bestHeader(), mempool.entries(), sync, false);
    }

    @Override
    public ChainLoad load() {
        return new ChainLoad(
                0, Optional.of(new ChainLoad.Timed("tick", 1.25, Instant.ofEpochSecond(NOW))), Optional.empty());
    }

    @Override
    public ChainQueries queries() {
        return queries;
    }

    @Override
    public synchronized <T> CompletableFuture<T> readChain(BiFunction<ChainState, Mempool, T> task) {
        if (waiting > 0) {
            return CompletableFuture.failedFuture(new ChainBusyException(waiting));
        }
        if (chainEnded) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("the chain thread has ended"));
        }
        try {
            return answered(task.apply(chain, mempool));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        } catch (RuntimeException e) {
            chainEnded = true;
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether a task threw what only our own mistakes throw: the strictest reading of how a node's chain thread ends. */
    boolean hasChainEnded() {
        return chainEnded;
    }

    @Override
    public synchronized CompletableFuture<BlockResult> submitBlock(Block block) {
        BlockResult result = chain.acceptBlock(block, NOW);
        mempool.onTipChange(result.changes(), NOW);
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public synchronized CompletableFuture<HeaderResult> submitHeader(BlockHeader header) {
        return CompletableFuture.completedFuture(chain.acceptHeader(header, NOW));
    }

    @Override
    public synchronized CompletableFuture<MempoolResult> submitTransaction(Transaction tx) {
        return unlessBusy(() -> {
            MempoolResult result = mempool.accept(tx, NOW);
            mempool.submitted(tx.txid());
            return result;
        });
    }

    @Override
    public synchronized CompletableFuture<List<Optional<MempoolResult>>> submitTransactions(List<Offer> offers) {
        return unlessBusy(() -> {
            mempool.checkScriptsAhead(offers.stream().map(Offer::tx).toList());
            List<Optional<MempoolResult>> results = new ArrayList<>();
            for (Offer offer : offers) {
                results.add(
                        offer.wanted().test(chain, mempool)
                                ? Optional.of(mempool.accept(offer.tx(), NOW))
                                : Optional.empty());
                mempool.submitted(offer.tx().txid());
            }
            return results;
        });
    }

    @Override
    public synchronized CompletableFuture<Integer> dropHeaders(BlockHash hash) {
        Optional<HeaderNode> root = chain.headers().get(hash);
        int gone = root.map(r -> chain.forget(List.of(r)).next(100).size()).orElse(0);
        return gone > 0
                ? CompletableFuture.completedFuture(gone)
                : CompletableFuture.failedFuture(
                        new IllegalArgumentException("nothing to forget from " + hash + " on"));
    }

    @Override
    public synchronized CompletableFuture<Void> judge(BlockHash hash, Judgement judgement) {
        try {
            mempool.onTipChange(
                    switch (judgement) {
                        case INVALID -> chain.invalidate(hash);
                        case RECONSIDERED -> chain.reconsider(hash);
                        case PRECIOUS -> chain.precious(hash);
                    },
                    NOW);
            return CompletableFuture.completedFuture(null);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized CompletableFuture<Boolean> prioritise(Txid txid, long satoshis) {
        mempool.prioritise(txid, satoshis);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Optional<String>> fetchBlock(long peer, BlockHash hash) {
        return CompletableFuture.completedFuture(
                peer == 7 && chain.headers().get(hash).isPresent()
                        ? Optional.empty()
                        : Optional.of("Block header missing"));
    }

    @Override
    public CompletableFuture<Void> forwardTimers(Duration by) {
        forwarded = forwarded.plus(by);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> setClock(Runnable change) {
        change.run();
        return CompletableFuture.completedFuture(null);
    }

    Duration forwarded() {
        return forwarded;
    }

    @Override
    public TestMiner miner() {
        return miner;
    }

    @Override
    public TestPeers peers() {
        return peers;
    }

    @Override
    public EventLog events() {
        return events;
    }

    private final PaymentStream payments = new PaymentStream() {
        private volatile boolean on = true;

        @Override
        public boolean isOn() {
            return on;
        }

        @Override
        public void setOn(boolean isWanted) {
            on = isWanted;
        }
    };

    @Override
    public ChainMetrics metrics() {
        return metrics;
    }

    @Override
    public Optional<PaymentStream> payments() {
        return Optional.of(payments);
    }

    private final Talk talk = new Talk(java.time.InstantSource.system(), version -> {});

    @Override
    public Simulations simulations() {
        return simulations;
    }

    @Override
    public Talk talk() {
        return talk;
    }

    private final TestLab lab = new TestLab();

    @Override
    public Optional<ExperimentService> experimentService() {
        return Optional.of(lab);
    }

    /** The experiments. */
    TestLab lab() {
        return lab;
    }

    private Optional<Restarter> restarter = Optional.empty();

    /** Restarts stopped nodes so. */
    void restartsBy(Restarter by) {
        restarter = Optional.of(by);
    }

    @Override
    public Optional<Restarter> restarter() {
        return restarter;
    }

    private final Simulations simulations = new Simulations();
    private final VoteRoom voteService = new VoteRoom(
            new SecureRandom(),
            System::nanoTime,
            poll -> events.publish(
                    "Seoul", new LoggedEvent.Vote(poll.id(), poll.phase().name().toLowerCase(Locale.ROOT))));

    @Override
    public VoteRoom votes() {
        return voteService;
    }

    @Override
    public TestFaucetWallet faucetWallet() {
        return faucetWallet;
    }

    @Override
    public Optional<List<Neighbour>> discovered() {
        return discovered;
    }

    /** Finds these on the local network. */
    void discovers(List<Neighbour> neighbours) {
        discovered = Optional.of(neighbours);
    }

    @Override
    public List<NodeService> siblings() {
        return List.of(this);
    }

    @Override
    public void requestStop() {
        stopRequested = true;
        onStop.run();
    }

    /** What the node does when it is asked to stop. */
    void onStop(Runnable action) {
        onStop = action;
    }

    @Override
    public void close() {
        simulations.close();
        queries.close();
        store.close();
    }
}
