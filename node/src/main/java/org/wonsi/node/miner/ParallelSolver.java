package org.wonsi.node.miner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.NonceSearch;

/** A solver of one block template on all processors, without a cap on the hash rate. */
final class ParallelSolver implements AutoCloseable {
    private static final int RANGE = 1 << 14;
    private static final long NONCES = 1L << 32;

    private final KernelChoice kernels;
    private final HashMeter meter;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService executor;

    ParallelSolver(KernelChoice kernels, HashMeter meter, String node) {
        this.kernels = kernels;
        this.meter = meter;
        this.executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, node + " full power");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The solved block; empty if it was cancelled first. Extra nonces from the template's on are used. */
    Optional<Block> solve(BlockTemplate template, long extraNonce, BooleanSupplier cancelled)
            throws InterruptedException {
        AtomicReference<Block> found = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        BooleanSupplier stop = () -> done.get() || cancelled.getAsBoolean();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            long first = extraNonce + i;
            running.add(executor.submit(() -> search(template, first, stop).ifPresent(block -> {
                if (done.compareAndSet(false, true)) {
                    found.set(block);
                }
            })));
        }
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a search failed", e.getCause());
            }
        }
        return Optional.ofNullable(found.get());
    }

    private Optional<Block> search(BlockTemplate template, long firstExtraNonce, BooleanSupplier stop) {
        NonceSearch search = kernels.search(template.target());
        for (long extraNonce = firstExtraNonce; ; extraNonce += threads) {
            BlockTemplate mine = template.withExtraNonce(extraNonce);
            for (long nonce = 0; nonce < NONCES; nonce += RANGE) {
                if (stop.getAsBoolean()) {
                    return Optional.empty();
                }
                NonceSearch.Result result =
                        search.search(mine.header(), mine.target().limit(), nonce, RANGE);
                meter.add(result.tries(), result.hash());
                if (mine.target().isMetBy(result.hash())) {
                    return Optional.of(mine.block(result.nonce()));
                }
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
