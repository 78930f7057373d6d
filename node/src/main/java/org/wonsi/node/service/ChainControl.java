package org.wonsi.node.service;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.HeaderResult;

/**
 * The operations that give a node's chain blocks, and that overrule it. All of it may be called from any thread, and is done on
 * the thread that owns the chain; it fails with {@link ChainBusyException} if too many requests wait there.
 */
public interface ChainControl {
    /** Gives the chain a block, as if a peer had sent it; if it is accepted, peers are told. */
    CompletableFuture<BlockResult> submitBlock(Block block);

    /** Gives the chain a header alone. */
    CompletableFuture<HeaderResult> submitHeader(BlockHeader header);

    /** Asks a peer for a block whose header is known; why that isn't possible, or nothing. */
    CompletableFuture<Optional<String>> fetchBlock(long peer, BlockHash hash);

    /**
     * Overrules the chain's own judgement of a block, as the operator says.
     *
     * @return fails with {@link IllegalArgumentException} if the block is unknown or is the genesis block
     */
    CompletableFuture<Void> judge(BlockHash hash, Judgement judgement);

    /**
     * Forgets the headers of a branch whose blocks never came, from the one named on.
     *
     * @return how many are gone; fails with {@link IllegalArgumentException} if none is to be forgotten
     */
    CompletableFuture<Integer> dropHeaders(BlockHash hash);

    /** The judgements of an operator on a block. */
    enum Judgement {
        /** Not part of any chain, and neither is what builds on it. */
        INVALID,
        /** To be judged again by the rules. */
        RECONSIDERED,
        /** First of those with the same work. */
        PRECIOUS
    }
}
