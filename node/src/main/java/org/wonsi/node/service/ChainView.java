package org.wonsi.node.service;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.node.store.query.ChainQueries;

/** A node's chain and mempool, to look at; nothing here changes them. All of it may be called from any thread. */
public interface ChainView {
    /** The network whose chain it is. */
    ChainParams params();

    /** The time by which this node judges blocks. */
    InstantSource clock();

    /** Chain and mempool at this moment; never waits. */
    NodeSnapshot snapshot();

    /**
     * Waits while {@link #snapshot} is still the one that was seen, but no longer than that; may end sooner. A thread waits here
     * in place of looking again and again.
     */
    void awaitChange(NodeSnapshot seen, Duration atMost) throws InterruptedException;

    /** How busy the thread is that owns chain and mempool; never waits. */
    ChainLoad load();

    /** Reads the stored chain. */
    ChainQueries queries();

    /**
     * Runs a task that reads chain and mempool on the thread that owns them. It must neither change them nor be slow. What
     * it throws is the answer; this and other requests of the thread fail with {@link ChainBusyException} if too many wait.
     */
    <T> CompletableFuture<T> readChain(BiFunction<ChainState, Mempool, T> task);
}
