package org.wonsi.node.runtime.thread;

/** A mistake of this program in a task that changes the mempool alone, which was emptied; chain and disk are whole. */
public final class MempoolFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MempoolFaultException(Throwable cause) {
        super("a transaction ran into a mistake in this program, see the node's log", cause);
    }
}
