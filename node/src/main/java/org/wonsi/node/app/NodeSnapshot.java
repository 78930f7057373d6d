package org.wonsi.node.app;

import java.util.List;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mempool.MempoolEntry;

/**
 * A node's chain and mempool at one moment; replaced as a whole after every change, so that any thread may read it.
 *
 * @param tip the last block of the active chain
 * @param bestHeader the header with the most work; its block and those before it may be missing still
 * @param mempool what waits, the highest fee rate first
 * @param synced whether the node has all blocks it knows of and the newest is recent
 * @param progress of the first synchronisation, 0 to 1
 */
public record NodeSnapshot(
        HeaderNode tip, HeaderNode bestHeader, List<MempoolEntry> mempool, boolean synced, double progress) {
    public NodeSnapshot {
        mempool = List.copyOf(mempool);
    }
}
