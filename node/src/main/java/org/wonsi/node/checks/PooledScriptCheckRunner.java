package org.wonsi.node.checks;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptCheckRunner;

/**
 * A pool of threads that runs script checks, the caller's thread included; the verdict is that of running them in order.
 *
 * <p>Checks are handed out in order, and one is left out only if an earlier one is known to have failed. So every check
 * before the first failure has run, whatever the timing. Any number of callers may use one pool at a time.
 */
public final class PooledScriptCheckRunner implements ScriptCheckRunner, AutoCloseable {
    /** Below, handing out costs more than it gains. */
    private static final int LEAST_PARALLEL = 8;

    private final ExecutorService pool;
    private final int helpers;

    /** Checks on so many threads, the caller's included. */
    public PooledScriptCheckRunner(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("checks need at least one thread, not " + threads);
        }
        AtomicInteger number = new AtomicInteger();
        this.helpers = threads - 1;
        this.pool = Executors.newFixedThreadPool(Math.max(1, helpers), task -> {
            Thread thread = new Thread(task, "script-check-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Checks on as many threads as there are processors. */
    public static PooledScriptCheckRunner onAllProcessors() {
        return new PooledScriptCheckRunner(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public OptionalInt firstFailure(List<ScriptCheck> checks) {
        if (helpers == 0 || checks.size() < LEAST_PARALLEL) {
            return ScriptCheckRunner.inOrder().firstFailure(checks);
        }
        Run run = new Run(checks);
        for (int i = 0; i < helpers; i++) {
            pool.execute(run::help);
        }
        run.work();
        run.awaitHelpers();
        return run.verdict();
    }

    /** Ends the pool's threads; checks that run are finished. */
    @Override
    public void close() {
        pool.shutdown();
    }

    /**
     * The checks of one call.
     *
     * <p>A thread that began must have ended before there is a verdict, because it may be at work on the check that decides; a
     * thread that comes after that finds nothing to do.
     */
    private static final class Run {
        private final List<ScriptCheck> checks;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger firstFailure = new AtomicInteger(Integer.MAX_VALUE);
        private int helping;
        private boolean over;
        private @Nullable Throwable mistake;

        Run(List<ScriptCheck> checks) {
            this.checks = checks;
        }

        void work() {
            int i = next.getAndIncrement();
            while (i < checks.size() && i < firstFailure.get()) {
                if (checks.get(i).check().isPresent()) {
                    firstFailure.accumulateAndGet(i, Math::min);
                }
                i = next.getAndIncrement();
            }
        }

        void help() {
            if (!begin()) {
                return;
            }
            try {
                work();
            } catch (RuntimeException | Error e) {
                // The caller says it: on a thread of the pool nobody would hear it.
                failed(e);
            } finally {
                end();
            }
        }

        private synchronized boolean begin() {
            if (over) {
                return false;
            }
            helping++;
            return true;
        }

        private synchronized void failed(Throwable e) {
            mistake = e;
        }

        private synchronized void end() {
            helping--;
            notifyAll();
        }

        synchronized void awaitHelpers() {
            over = true;
            boolean interrupted = false;
            while (helping > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // The verdict is due first; then the interruption is passed on.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (mistake != null) {
                throw new IllegalStateException("a script check ended abnormally", mistake);
            }
        }

        OptionalInt verdict() {
            int failed = firstFailure.get();
            return failed == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(failed);
        }
    }
}
