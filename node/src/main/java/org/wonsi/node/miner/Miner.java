package org.wonsi.node.miner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.script.Script;
import org.wonsi.node.service.MinerControl;
import org.wonsi.node.service.MiningPausedException;
import org.wonsi.node.service.MiningStatus;

/**
 * A miner: it searches for the next block on threads of its own, at a rate that leaves the machine to others.
 *
 * <pre>
 *   tip changed, every few seconds  -> new template -> [ thread: wait for the pace, try a range ]* -> block -> node
 * </pre>
 *
 * <p>Source: paper, section 5: "each node works on finding a difficult proof-of-work for its block".
 */
public final class Miner implements MinerControl, AutoCloseable {
    /** How old a template may grow: waiting transactions get in and the header's time stays true. */
    private static final long TEMPLATE_NANOS = 3_000_000_000L;

    private static final long NONCES = 1L << 32;
    private static final int LARGEST_RANGE = 1 << 14;
    private static final int RANGES_PER_SECOND = 50;

    private final String node;
    private final BlockSource source;
    private final KernelChoice kernels;
    private final HashRateLimit shared;
    private final HashRateLimit own;
    private final Function<Script, Optional<String>> addresses;
    private final Consumer<MiningPausedException.Reason> onWaiting;
    private final Logger log;
    private final HashMeter meter;
    private final BlockGenerator generator;
    private final AtomicLong extraNonces;
    private final List<Thread> workers = new ArrayList<>();
    private Script payTo;
    private int threads = 1;
    private boolean closed;
    private volatile boolean enabled;
    private volatile long bits;
    private volatile @Nullable Work work;
    private volatile MiningPausedException.@Nullable Reason waits;
    private boolean failing;
    /** How many templates were asked for, and up to which of them they are of no use any more. */
    private long requests;

    private long stale;
    /** Questions that have no answer yet: while there is one, no tick asks another. */
    private int unanswered;

    /** A template, and when it was made. */
    private record Work(BlockTemplate template, long madeAt) {}

    /**
     * A miner that doesn't search yet.
     *
     * @param shared the cap that all miners of the process have together
     * @param payTo who is paid until told otherwise
     * @param bits the target to begin with, for the status
     * @param addresses how a script is shown to people
     * @param onWaiting told when it begins to wait instead of searching
     */
    public Miner(
            String node,
            BlockSource source,
            KernelChoice kernels,
            HashRateLimit shared,
            Script payTo,
            long bits,
            Function<Script, Optional<String>> addresses,
            Consumer<MiningPausedException.Reason> onWaiting,
            Logger log) {
        this.node = node;
        this.source = source;
        this.kernels = kernels;
        this.shared = shared;
        this.own = new HashRateLimit(0, shared.tempo());
        this.meter = new HashMeter(shared.tempo()::nanoTime);
        this.payTo = payTo;
        this.bits = bits;
        this.addresses = addresses;
        this.onWaiting = onWaiting;
        this.log = log;
        // Two runs of a node within a second must not make the same coinbase twice.
        this.extraNonces = new AtomicLong(source.now() << 20);
        this.generator = new BlockGenerator(node, source, kernels, meter, extraNonces);
    }

    // ------------------------------------------------------------------------------------------- control

    @Override
    public MiningStatus status() {
        int searching;
        Script payee;
        synchronized (this) {
            searching = threads;
            payee = payTo;
        }
        double expected = new CompactTarget(bits).work().hashes().doubleValue();
        return new MiningStatus(
                enabled,
                Optional.ofNullable(waits),
                addresses.apply(payee),
                searching,
                meter.rate(),
                own.get(),
                kernels.name(),
                meter.tries(),
                meter.best(),
                expected,
                bits);
    }

    /** The ways of hashing that it shares with the others of its process. */
    public KernelChoice kernels() {
        return kernels;
    }

    @Override
    public synchronized void start() {
        if (!enabled && !closed) {
            enabled = true;
            requestTemplate();
            startWorkers();
        }
    }

    private void startWorkers() {
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(this::work, node + " miner " + (i + 1));
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    @Override
    public synchronized void stop() {
        enabled = false;
        waits = null;
        stopWorkers();
    }

    private void stopWorkers() {
        workers.forEach(Thread::interrupt);
        workers.clear();
    }

    @Override
    public synchronized void payTo(Script scriptPubKey) {
        payTo = scriptPubKey;
        if (enabled) {
            requestTemplate();
        }
    }

    @Override
    public synchronized void setThreads(int wanted) {
        int most = Runtime.getRuntime().availableProcessors();
        if (wanted < 1 || wanted > most) {
            throw new IllegalArgumentException("a miner has 1 to " + most + " threads here, not " + wanted);
        }
        threads = wanted;
        if (enabled) {
            stopWorkers();
            startWorkers();
        }
    }

    @Override
    public void setMaxHashRate(long triesPerSecond) {
        own.set(triesPerSecond);
    }

    @Override
    public CompletableFuture<List<BlockHash>> generate(int blocks, Script scriptPubKey) {
        return generator.generate(blocks, scriptPubKey);
    }

    /** The same, with a time for each block: stamps for a chain that looks as if it had grown at its usual pace. */
    public CompletableFuture<List<BlockHash>> generateAt(List<Long> times, Script scriptPubKey) {
        return generator.generateAt(times, scriptPubKey);
    }

    // ------------------------------------------------------------------------------------------- what the node tells
    // it

    /** The chain has a new tip: what was being worked on is stale. Never waits. */
    public void tipChanged(long nextBits) {
        synchronized (this) {
            bits = nextBits;
            work = null;
            stale = requests;
        }
        meter.restart();
        if (enabled) {
            requestTemplate();
        }
    }

    /** Time has passed: an old template is replaced, so that waiting transactions get in. Never waits. */
    public void tick() {
        Work current = work;
        boolean due = current == null || shared.tempo().nanoTime() - current.madeAt > TEMPLATE_NANOS;
        if (enabled && due && !isWaitingForTemplate()) {
            requestTemplate();
        }
    }

    private synchronized boolean isWaitingForTemplate() {
        return unanswered > 0;
    }

    private void requestTemplate() {
        Script payee;
        long number;
        synchronized (this) {
            payee = payTo;
            number = ++requests;
            unanswered++;
        }
        var unused = source.template(payee, extraNonces.incrementAndGet(), source.now())
                .whenComplete((template, failure) -> {
                    answered();
                    if (failure == null) {
                        setWork(new Work(template, shared.tempo().nanoTime()), number);
                    } else {
                        noWork(failure, number);
                    }
                });
    }

    private synchronized void answered() {
        unanswered--;
    }

    private synchronized void setWork(Work next, long number) {
        if (number <= stale) {
            return; // While it was made the tip changed, or it turned out that there is to be no work.
        }
        bits = next.template.header().bits();
        work = next;
        failing = false;
        if (waits != null) {
            waits = null;
            log.info("mining goes on");
        }
        notifyAll();
    }

    /** What there was to work on would be refused as well; the next tick asks again. Said once, not with each tick. */
    private void noWork(Throwable failure, long number) {
        if (failure instanceof RejectedExecutionException) {
            return; // The node is stopping.
        }
        synchronized (this) {
            work = null;
            stale = Math.max(stale, number);
            MiningPausedException.Reason before = waits;
            boolean known = failure instanceof MiningPausedException waiting ? waiting.reason() == before : failing;
            if (!enabled || known) {
                return;
            }
            failing = !(failure instanceof MiningPausedException);
            waits = failure instanceof MiningPausedException waiting ? waiting.reason() : null;
        }
        if (failure instanceof MiningPausedException waiting) {
            log.warn("mining waits: {}", waiting.getMessage());
            onWaiting.accept(waiting.reason());
        } else {
            log.error("there is no template for the miner", failure);
        }
    }

    // ------------------------------------------------------------------------------------------- the search

    private synchronized Work awaitWork() throws InterruptedException {
        Work current = work;
        while (current == null) {
            wait();
            current = work;
        }
        return current;
    }

    private void work() {
        try {
            while (enabled && !Thread.currentThread().isInterrupted()) {
                search(awaitWork());
            }
        } catch (InterruptedException e) {
            // Stopped; the thread ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Tries nonces of one template until one solves it or there is a newer template, however alike. */
    @SuppressWarnings("ReferenceEquality")
    private void search(Work mine) {
        NonceSearch search = kernels.search(mine.template.target());
        BlockTemplate template = mine.template.withExtraNonce(extraNonces.incrementAndGet());
        long nonce = 0;
        while (work == mine && enabled && nonce < NONCES) {
            int range = (int) Math.min(rangeSize(), NONCES - nonce);
            own.await(shared, range);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            NonceSearch.Result result =
                    search.search(template.header(), template.target().limit(), nonce, range);
            meter.add(result.tries(), result.hash());
            nonce += range;
            if (template.target().isMetBy(result.hash())) {
                submit(mine, template, result.nonce());
                return;
            }
        }
    }

    /** Small enough to be a fiftieth of a second at the cap, large enough for the kernel to get going. */
    private int rangeSize() {
        long cap = own.get();
        return cap == 0 ? LARGEST_RANGE : (int) Math.max(1, Math.min(LARGEST_RANGE, cap / RANGES_PER_SECOND));
    }

    @SuppressWarnings("ReferenceEquality")
    private void submit(Work solved, BlockTemplate template, long nonce) {
        synchronized (this) {
            if (work != solved) {
                return;
            }
            work = null;
        }
        var unused = source.submit(template.block(nonce)).whenComplete((result, failure) -> {
            if (failure == null && result.outcome() == BlockResult.Outcome.INVALID) {
                log.error("a block mined here was refused: {}", result);
            }
            if (enabled && work == null) {
                requestTemplate();
            }
        });
    }

    /** Stops everything; what {@link #generate} still owed fails. */
    @Override
    public void close() {
        List<Thread> ending;
        synchronized (this) {
            closed = true;
            enabled = false;
            ending = List.copyOf(workers);
            stopWorkers();
        }
        generator.close();
        for (Thread thread : ending) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
