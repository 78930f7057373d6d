package org.wonsi.node.service;

import java.util.List;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mempool.MempoolEntry;

/**
 * A node's chain and mempool at one moment; replaced as a whole after every change, so that any thread may read it.
 *
 * @param tip the last block of the active chain
 * @param bestHeader the header with the most work; its block and those before it may be missing still
 * @param mempool what waits, the highest fee rate first
 * @param sync how far the node has come towards the best header
 * @param initialDownload whether, since the node started, its tip was never recent with the least work asked for; Bitcoin
 *     Core's {@code IsInitialBlockDownload}
 */
public record NodeSnapshot(
        HeaderNode tip, HeaderNode bestHeader, List<MempoolEntry> mempool, SyncProgress sync, boolean initialDownload) {
    public NodeSnapshot {
        mempool = List.copyOf(mempool);
    }

    /** Whether the node has all blocks that peers deliver. */
    public boolean synced() {
        return sync.isDone();
    }

    /** The share of the blocks on the best branch that it has, 0 to 1; 1 if the others are delivered by nobody. */
    public double progress() {
        return sync.share();
    }
}
