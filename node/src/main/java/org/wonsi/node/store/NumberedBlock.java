package org.wonsi.node.store;

import org.wonsi.core.block.Block;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.tx.Transaction;

/** A block whose transactions and outputs have the numbers that the database will know them by. */
final class NumberedBlock {
    private final StoredHeader header;
    private final Block block;
    private final long firstTxId;
    private final long firstOutputId;
    private final long[] spentOutputIds;

    /**
     * A numbered block.
     *
     * @param spentOutputIds for each input of each transaction after the coinbase, the number of the output it spends
     */
    NumberedBlock(StoredHeader header, Block block, long firstTxId, long firstOutputId, long[] spentOutputIds) {
        this.header = header;
        this.block = block;
        this.firstTxId = firstTxId;
        this.firstOutputId = firstOutputId;
        this.spentOutputIds = spentOutputIds;
    }

    StoredHeader header() {
        return header;
    }

    Block block() {
        return block;
    }

    long firstTxId() {
        return firstTxId;
    }

    long firstOutputId() {
        return firstOutputId;
    }

    /** The number that the next block's first transaction gets. */
    long nextTxId() {
        return firstTxId + block.transactions().size();
    }

    /** The number that the next block's first output gets. */
    long nextOutputId() {
        long next = firstOutputId;
        for (Transaction tx : block.transactions()) {
            next += tx.outputs().size();
        }
        return next;
    }

    /** The output that the i-th input spends, counted over the block without its coinbase. */
    long spentOutputId(int i) {
        return spentOutputIds[i];
    }

    int spentCount() {
        return spentOutputIds.length;
    }
}
