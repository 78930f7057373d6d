package org.wonsi.node.miner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.Target;

/**
 * A solver that finds the nonce of a given header on all processors; for experiments, which make headers of their own.
 */
public final class HeaderSolver {
    private static final int RANGE = 1 << 14;
    private static final long NONCES = 1L << 32;

    private final KernelChoice kernels;
    private final AtomicLong tries = new AtomicLong();

    /** With the ways of hashing of this process. */
    public HeaderSolver(KernelChoice kernels) {
        this.kernels = kernels;
    }

    /** How many hashes were tried since it was made. */
    public long tries() {
        return tries.get();
    }

    /**
     * The header with a nonce whose hash meets the target; empty if none of the 2^32 does.
     *
     * @throws InterruptedException if the thread is interrupted; the search then ends
     */
    public Optional<BlockHeader> solve(BlockHeader header, Target target) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "lab search");
            thread.setDaemon(true);
            return thread;
        });
        try {
            AtomicLong next = new AtomicLong();
            AtomicReference<BlockHeader> found = new AtomicReference<>();
            List<Callable<Boolean>> searches = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                searches.add(() -> search(header, target, next, found));
            }
            for (Future<Boolean> search : executor.invokeAll(searches)) {
                search.get();
            }
            return Optional.ofNullable(found.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a search failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private boolean search(BlockHeader header, Target target, AtomicLong next, AtomicReference<BlockHeader> found) {
        NonceSearch search = kernels.search(target);
        while (found.get() == null && !Thread.currentThread().isInterrupted()) {
            long from = next.getAndAdd(RANGE);
            if (from >= NONCES) {
                return false;
            }
            NonceSearch.Result result = search.search(header, target.limit(), from, RANGE);
            tries.addAndGet(result.tries());
            if (target.isMetBy(result.hash())) {
                found.compareAndSet(null, header.withNonce(result.nonce()));
            }
        }
        return true;
    }
}
