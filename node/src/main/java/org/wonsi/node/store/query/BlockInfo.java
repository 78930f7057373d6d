package org.wonsi.node.store.query;

import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.pow.Work;

/**
 * A block as lists show it: everything but its transactions.
 *
 * @param chainWork tries that this chain took, from genesis to this block
 * @param medianTimePast the median of this block's time and the ten before it; seconds since 1970 UTC
 * @param active whether it is in the active chain
 * @param hasBody whether the transactions are stored; if not, {@code size} and {@code txCount} are 0
 */
public record BlockInfo(
        BlockHash hash,
        BlockHeader header,
        int height,
        Work chainWork,
        long medianTimePast,
        BlockStatus status,
        boolean active,
        boolean hasBody,
        int size,
        int txCount) {
    /** Where it stands. */
    public BlockRef ref() {
        return new BlockRef(hash, height, header.time());
    }
}
