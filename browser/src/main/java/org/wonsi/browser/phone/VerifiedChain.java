package org.wonsi.browser.phone;

import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Transaction;

/** The chain that this tab checked itself, rule by rule, as the wallet reads it: the branch with the most work, and what waits. */
final class VerifiedChain {
    private final ChainState chain;
    private final Mempool mempool;

    VerifiedChain(ChainState chain, Mempool mempool) {
        this.chain = chain;
        this.mempool = mempool;
    }

    /** Height of the newest block. */
    int height() {
        return chain.tip().height();
    }

    /** The hash of the block at a height from 0 to the newest. */
    BlockHash hash(int height) {
        return chain.activeAt(height).orElseThrow().hash();
    }

    /** The block at a height from 0 to the newest. */
    Block block(int height) {
        return chain.block(hash(height)).orElseThrow();
    }

    /** Payments in no block that keep every rule, and could be in the next one. */
    List<Transaction> waiting() {
        return mempool.entries().stream().map(MempoolEntry::tx).toList();
    }
}
