package org.wonsi.node.miner;

import java.util.concurrent.CompletableFuture;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.script.Script;

/** The source of a miner's work, which also takes the blocks it found: the node. */
public interface BlockSource {
    /**
     * The best block to work on now.
     *
     * @param extraNonce sets this template apart from all others
     * @param time seconds since 1970 UTC for the header; later if the rules demand it
     */
    CompletableFuture<BlockTemplate> template(Script payTo, long extraNonce, long time);

    /** The clock, seconds since 1970 UTC. */
    long now();

    /** Gives the chain a block. */
    CompletableFuture<BlockResult> submit(Block block);
}
