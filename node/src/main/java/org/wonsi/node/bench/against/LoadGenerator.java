package org.wonsi.node.bench.against;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A generator of load: several connections at once, each of which sends the next request when the last was answered.
 */
final class LoadGenerator {
    private final RunningNode running;
    private final int connections;
    private final AtomicLong sent = new AtomicLong();

    LoadGenerator(RunningNode running, int connections) {
        this.running = running;
        this.connections = connections;
    }

    /** Requests that were answered, in a second, after a time that isn't counted. */
    double rate(Duration warmUp, Duration counted, LongFunction<byte[]> requests) throws IOException {
        run(warmUp, requests);
        long start = System.nanoTime();
        long done = run(counted, requests);
        return done * 1e9 / (System.nanoTime() - start);
    }

    private long run(Duration time, LongFunction<byte[]> requests) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(CompletableFuture.supplyAsync(() -> ask(end, requests), threads));
            }
            long done = 0;
            for (CompletableFuture<Long> one : all) {
                done += one.join();
            }
            return done;
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw new IOException("a request of a load failed: " + io.getMessage(), io);
            }
            throw e;
        } finally {
            threads.shutdown();
        }
    }

    private long ask(long end, LongFunction<byte[]> requests) {
        try (HttpLink link = running.link()) {
            long done = 0;
            while (System.nanoTime() < end) {
                link.skim(requests.apply(sent.getAndIncrement()));
                done++;
            }
            return done;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
