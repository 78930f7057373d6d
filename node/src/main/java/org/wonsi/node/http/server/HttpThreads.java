package org.wonsi.node.http.server;

import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.wonsi.node.http.auth.BodyMemory;
import org.wonsi.node.http.auth.CostlyRequests;

/**
 * The threads that answer requests; several nodes in one process share one set, and what a client may use of them.
 *
 * <p>Close it after the last server that uses it.
 */
public final class HttpThreads implements AutoCloseable {
    /** Threads that one address may hold at a time. */
    private static final int OF_ONE = 16;

    /** Threads that all other machines together may hold. */
    private static final int OF_OTHERS = 24;

    /** What each server keeps for itself: it selects, and takes bodies in. */
    private static final int OF_A_SERVER = 4;

    /** Bytes of bodies that all other machines together may have in memory, and one address. */
    private static final long BODIES = 64_000_000;

    private static final long BODIES_OF_ONE = 16_000_000;

    private static final String REFERENCES_PER_CACHE_LINE = "org.eclipse.jetty.util.referencesPerCacheLine";

    private final QueuedThreadPool pool;
    private final ThreadShares shares = new ThreadShares(OF_ONE, OF_OTHERS);
    private final BodyMemory bodies = new BodyMemory(BODIES, BODIES_OF_ONE);
    private final CostlyRequests costlyRequests = new CostlyRequests();

    private HttpThreads(QueuedThreadPool pool) {
        this.pool = pool;
    }

    /** Enough for so many servers: each keeps a few threads to itself, and 40 answer requests. */
    public static HttpThreads forServers(int servers) {
        // Jetty would load all of the JVM's management at every start to ask it for this number.
        if (System.getProperty(REFERENCES_PER_CACHE_LINE) == null) {
            System.setProperty(REFERENCES_PER_CACHE_LINE, "16");
        }
        QueuedThreadPool pool = new QueuedThreadPool(OF_ONE + OF_OTHERS + OF_A_SERVER * servers, 4, 30_000);
        pool.setName("http");
        pool.setDaemon(true);
        // Keep none in reserve: with a server a node there would be many.
        pool.setReservedThreads(0);
        try {
            // Started here, so that no server that uses it takes it for its own and stops it.
            pool.start();
        } catch (Exception e) {
            throw new IllegalStateException("no threads for HTTP", e);
        }
        return new HttpThreads(pool);
    }

    QueuedThreadPool pool() {
        return pool;
    }

    ThreadShares shares() {
        return shares;
    }

    BodyMemory bodies() {
        return bodies;
    }

    /** The limits of costly requests to all these servers. */
    public CostlyRequests costlyRequests() {
        return costlyRequests;
    }

    @Override
    public void close() {
        try {
            pool.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the threads for HTTP don't stop", e);
        }
    }
}
