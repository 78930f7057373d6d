package org.wonsi.core.consensus;

import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;

/**
 * A header in its place in the chain, as the rules see it.
 *
 * <p>The rules ask for no more than this, so the same code judges a header in a node's tree, in a wallet's chain
 * and in a test.
 */
public interface HeaderView {
    /** The header. */
    BlockHeader header();

    /** Its hash. */
    BlockHash hash();

    /** Number of blocks before it; the genesis block has 0. */
    int height();

    /**
     * The median of the times of this header and the ten before it, seconds since 1970 UTC.
     *
     * <p>The chain's own clock. It never runs backwards, and no single miner can move it, unlike the time that a
     * miner writes into his block.
     */
    long medianTimePast();

    /** The header before; empty for the genesis block. */
    Optional<? extends HeaderView> previous();

    /**
     * The header of this branch at a height.
     *
     * @throws IllegalArgumentException if the height is negative or above this one's
     */
    HeaderView ancestor(int height);
}
