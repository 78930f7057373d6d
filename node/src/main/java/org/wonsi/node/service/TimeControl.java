package org.wonsi.node.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The operations that move a node's time, for tests that drive a node. All of it may be called from any thread. */
public interface TimeControl {
    /** Makes what is done at intervals due so much earlier. */
    CompletableFuture<Void> forwardTimers(Duration by);

    /**
     * Sets the clock on the chain thread, which then looks at once what has become due. Time that passes so isn't taken for
     * the node's own absence.
     */
    CompletableFuture<Void> setClock(Runnable change);
}
