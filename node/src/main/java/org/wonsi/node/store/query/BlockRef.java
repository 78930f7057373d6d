package org.wonsi.node.store.query;

import org.wonsi.core.block.BlockHash;

/**
 * Where in the active chain something stands.
 *
 * @param time the block's own time, seconds since 1970 UTC
 */
public record BlockRef(BlockHash hash, int height, long time) {}
