package org.wonsi.core.chain;

import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.pow.Work;

/**
 * A header as a store keeps it.
 *
 * <p>Work and height could be computed again from the headers, and are at each start; a wrong number on disk can't
 * mislead the node.
 *
 * @param chainWork of this header and all before it; kept for readers of the database, recomputed at a start
 * @param sequence order of arrival, which decides between branches of equal work; may be negative
 */
public record StoredHeader(
        BlockHeader header, BlockHash hash, int height, Work chainWork, BlockStatus status, long sequence) {
    static StoredHeader of(HeaderNode node) {
        return new StoredHeader(
                node.header(), node.hash(), node.height(), node.chainWork(), node.status(), node.sequence());
    }
}
