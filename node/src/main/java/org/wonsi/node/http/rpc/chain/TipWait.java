package org.wonsi.node.http.rpc.chain;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.service.NodeSnapshot;

/** A wait of a call until the chain or the mempool is as it wants; a call of JSON-RPC holds a thread meanwhile. */
public final class TipWait {
    /** Calls that may wait at once, so that others are still answered. */
    private static final int AT_ONCE = 8;

    private static final long LONGEST_MILLIS = 600_000;

    private final ChainView node;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public TipWait(ChainView node) {
        this.node = node;
    }

    /**
     * The first state that is as wanted, or the state at the end of the time.
     *
     * @param millis 0 for as long as it takes, which is ten minutes at most
     */
    public NodeSnapshot until(Predicate<NodeSnapshot> wanted, long millis) {
        if (millis < 0) {
            throw RpcException.of(RpcException.MISC_ERROR, "Negative timeout");
        }
        if (!room.tryAcquire()) {
            throw RpcException.of(RpcException.MISC_ERROR, AT_ONCE + " calls are waiting already");
        }
        try {
            long time = millis == 0 ? LONGEST_MILLIS : Math.min(millis, LONGEST_MILLIS);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(time);
            NodeSnapshot now = node.snapshot();
            long left = end - System.nanoTime();
            while (!wanted.test(now) && left > 0) {
                node.awaitChange(now, Duration.ofNanos(left));
                now = node.snapshot();
                left = end - System.nanoTime();
            }
            return now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcException.of(RpcException.CLIENT_NOT_CONNECTED, "Shutting down");
        } finally {
            room.release();
        }
    }
}
