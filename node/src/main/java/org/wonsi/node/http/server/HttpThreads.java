package org.wonsi.node.http.server;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads that answer requests; several nodes in one process share one set.
 *
 * <p>Close it after the last server that uses it.
 */
public final class HttpThreads implements AutoCloseable {
    private final QueuedThreadPool pool;

    private HttpThreads(QueuedThreadPool pool) {
        this.pool = pool;
    }

    /** Enough for so many servers: each keeps a few threads to itself, and 32 answer requests. */
    public static HttpThreads forServers(int servers) {
        QueuedThreadPool pool = new QueuedThreadPool(32 + 4 * servers, 4, 30_000);
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

    @Override
    public void close() {
        try {
            pool.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the threads for HTTP don't stop", e);
        }
    }
}
