package org.wonsi.node.service;

import java.util.concurrent.RejectedExecutionException;

/** The chain thread has as many requests waiting as it takes; the same request may be made again in a moment. */
public final class ChainBusyException extends RejectedExecutionException {
    private static final long serialVersionUID = 1;

    /** For so many requests that wait. */
    public ChainBusyException(int waiting) {
        super("the node has too much to do, " + waiting + " requests wait already; try again in a moment");
    }
}
