package org.wonsi.node.miner;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.NonceSearchChoice;
import org.wonsi.core.pow.Target;

/**
 * The choice of the fastest way of trying nonces on this machine: each is timed once, beside the mining, when first asked.
 *
 * <p>Until that is known the one that runs everywhere is used. One object serves all nodes of a process.
 */
public final class KernelChoice {
    private static final int RANGE = 1 << 14;
    /** Java's compiler needs a second or so before a search shows its speed. */
    private static final long WARM_UP_NANOS = 1_200_000_000L;

    /** More tries than 2 to this power are worth finding the fastest way for. */
    private static final int WORTH_TIMING_BITS = 16;

    private static final long TIMED_NANOS = 300_000_000L;

    private @Nullable CompletableFuture<List<Timing>> measurement;
    private volatile int fastest;
    private volatile String name = NonceSearchChoice.available().get(0).name();

    /** A timed kernel: tries per second of one core's time. */
    public record Timing(String kernel, double triesPerSecond) {}

    /** A fresh search of the fastest kind known so far; for a target that is met in a moment none is timed. */
    public NonceSearch search(Target target) {
        if (target.work().hashes().bitLength() > WORTH_TIMING_BITS) {
            var unused = measure();
        }
        return NonceSearchChoice.available().get(fastest);
    }

    /** The name of that kind. */
    public String name() {
        return name;
    }

    /** Times every kind on a thread of its own, unless that was done; the answer is in the order of the kinds. */
    public synchronized CompletableFuture<List<Timing>> measure() {
        if (measurement == null) {
            CompletableFuture<List<Timing>> started = new CompletableFuture<>();
            Thread thread = new Thread(() -> run(started), "kernel timing");
            thread.setDaemon(true);
            thread.start();
            measurement = started;
        }
        return measurement;
    }

    private void run(CompletableFuture<List<Timing>> result) {
        try {
            List<Timing> timings = new ArrayList<>();
            for (NonceSearch search : NonceSearchChoice.available()) {
                timings.add(time(search));
            }
            int best = 0;
            for (int i = 1; i < timings.size(); i++) {
                best = timings.get(i).triesPerSecond() > timings.get(best).triesPerSecond() ? i : best;
            }
            name = timings.get(best).kernel();
            fastest = best;
            result.complete(timings);
        } finally {
            // Only if the lines above failed: nobody waits forever.
            result.completeExceptionally(new IllegalStateException("the kernels couldn't be timed"));
        }
    }

    /** Counts the thread's own time: what else runs on the machine doesn't change the answer much. */
    private static Timing time(NonceSearch search) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        work(search, threads, WARM_UP_NANOS);
        long start = threads.getCurrentThreadCpuTime();
        long tries = work(search, threads, TIMED_NANOS);
        return new Timing(search.name(), tries * 1e9 / Math.max(1, threads.getCurrentThreadCpuTime() - start));
    }

    private static long work(NonceSearch search, ThreadMXBean threads, long nanos) {
        BlockHeader header = new BlockHeader(1, BlockHash.ZERO, Hash256.ZERO, 0, 0, 0);
        long end = threads.getCurrentThreadCpuTime() + nanos;
        long tries = 0;
        while (threads.getCurrentThreadCpuTime() < end) {
            tries += search.search(header, Hash256.ZERO, tries % (1L << 31), RANGE)
                    .tries();
        }
        return tries;
    }
}
