package org.wonsi.core.mining;

import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;

/** Finds nonces for tests, on networks where that takes a few tries. */
public final class Mining {
    private Mining() {}

    /** The template's block with proof of work. */
    public static Block solve(BlockTemplate template) {
        return solve(template.block(0));
    }

    /** The block with the first nonce that meets the target its header states. */
    public static Block solve(Block block) {
        return new Block(solve(block.header()), block.transactions());
    }

    /** The header with the first nonce, from its own on, that meets the target it states. */
    public static BlockHeader solve(BlockHeader header) {
        Target target = new CompactTarget(header.bits()).target().orElseThrow();
        BlockHeader solved = header;
        while (!target.isMetBy(solved.hash().hash())) {
            solved = solved.withNonce(solved.nonce() + 1);
        }
        return solved;
    }

    /** The block with the merkle root of its transactions, and proof of work. */
    public static Block sealed(Block block) {
        BlockHeader h = block.header();
        return solve(new Block(
                new BlockHeader(h.version(), h.prevBlock(), MerkleTree.of(block).root(), h.time(), h.bits(), h.nonce()),
                block.transactions()));
    }
}
