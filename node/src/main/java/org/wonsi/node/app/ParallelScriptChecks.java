package org.wonsi.node.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.core.consensus.Violation;

/**
 * Spreads script checks over a fixed pool of threads; the calling thread works too.
 *
 * <p>Checks are cut into runs of neighbours, each with the index of its first failure. Later runs are given up once an
 * earlier one failed, so the answer is that of checking in order.
 */
final class ParallelScriptChecks implements ScriptChecks, AutoCloseable {
    /** Fewer than this aren't worth waking another thread. */
    private static final int SMALLEST_RUN = 8;

    private final int threads;
    private final ExecutorService pool;

    ParallelScriptChecks(int threads) {
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "script checks " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Optional<Violation> runAll(List<ScriptCheck> checks) {
        if (threads == 1 || checks.size() < 2 * SMALLEST_RUN) {
            return ScriptChecks.inOrder().runAll(checks);
        }
        Attempt attempt = new Attempt(checks);
        List<Future<?>> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            helpers.add(pool.submit(attempt::work));
        }
        attempt.work();
        for (Future<?> helper : helpers) {
            await(helper);
        }
        return attempt.first();
    }

    private static void await(Future<?> helper) {
        try {
            helper.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a script check failed to run", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the chain thread", e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** One list of checks on its way. */
    private static final class Attempt {
        private final List<ScriptCheck> checks;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger firstFailure = new AtomicInteger(Integer.MAX_VALUE);
        private Optional<Violation> violation = Optional.empty();

        Attempt(List<ScriptCheck> checks) {
            this.checks = checks;
        }

        void work() {
            int from = next.getAndAdd(SMALLEST_RUN);
            while (from < checks.size() && from < firstFailure.get()) {
                int to = Math.min(from + SMALLEST_RUN, checks.size());
                for (int i = from; i < to && i < firstFailure.get(); i++) {
                    Optional<Violation> found = checks.get(i).check();
                    if (found.isPresent()) {
                        fail(i, found);
                    }
                }
                from = next.getAndAdd(SMALLEST_RUN);
            }
        }

        private synchronized void fail(int index, Optional<Violation> found) {
            if (index < firstFailure.get()) {
                firstFailure.set(index);
                violation = found;
            }
        }

        synchronized Optional<Violation> first() {
            return violation;
        }
    }
}
