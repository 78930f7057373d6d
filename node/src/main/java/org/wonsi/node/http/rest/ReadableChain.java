package org.wonsi.node.http.rest;

import java.util.List;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.query.ChainReads;

/**
 * A chain and a mempool as the public paths need them: a running node's, or those of a mirror, which has no node behind it. From any
 * thread.
 */
public interface ReadableChain {
    /** The network whose chain it is. */
    ChainParams params();

    /** The stored chain. */
    ChainReads queries();

    /** Height of the active chain. */
    int height();

    /** What waits, the highest fee rate first; the same list until something changes. */
    List<MempoolEntry> waiting();

    /** A node's. */
    static ReadableChain of(ChainView node) {
        return new ReadableChain() {
            @Override
            public ChainParams params() {
                return node.params();
            }

            @Override
            public ChainReads queries() {
                return node.queries();
            }

            @Override
            public int height() {
                return node.snapshot().tip().height();
            }

            @Override
            public List<MempoolEntry> waiting() {
                return node.snapshot().mempool();
            }
        };
    }
}
