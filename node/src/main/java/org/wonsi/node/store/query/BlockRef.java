package org.wonsi.node.store.query;

import org.wonsi.core.block.BlockHash;

/**
 * The place of something in the active chain.
 *
 * @param time the block's own time, seconds since 1970 UTC
 */
public record BlockRef(BlockHash hash, int height, long time) {}
