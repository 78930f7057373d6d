package org.wonsi.core.protocol.sync;

import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderPruning;

/**
 * A branch of headers that an operator drops, some at a time.
 *
 * @param root the first of them
 * @param headers those that are being forgotten
 */
public record HeaderDrop(BlockHash root, HeaderPruning headers) {
    /** Whether all are gone that can be. */
    public boolean isOver() {
        return headers.isOver();
    }

    /** How many are gone by now. */
    public int count() {
        return headers.count();
    }
}
