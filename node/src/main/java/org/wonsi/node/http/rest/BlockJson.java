package org.wonsi.node.http.rest;

import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.node.store.query.BlockInfo;

/** Blocks in Esplora's JSON. */
public final class BlockJson {
    private static final Target DIFFICULTY_ONE =
            new CompactTarget(0x1d00_ffffL).target().orElseThrow();

    private BlockJson() {}

    /** A block without its transactions. */
    public static BlockSummary of(BlockInfo block) {
        BlockHeader header = block.header();
        return new BlockSummary(
                block.hash().toDisplay(),
                block.height(),
                header.version(),
                header.time(),
                block.txCount(),
                block.size(),
                TxJson.WEIGHT_PER_BYTE * block.size(),
                header.merkleRoot().toDisplay(),
                header.prevBlock().equals(BlockHash.ZERO)
                        ? null
                        : header.prevBlock().toDisplay(),
                block.medianTimePast(),
                header.nonce(),
                header.bits(),
                difficulty(header.bits()));
    }

    /** The difficulty: how many times harder than Bitcoin's easiest target; 0 for bits that are no target. */
    public static double difficulty(long bits) {
        return new CompactTarget(bits)
                .target()
                .map(target -> DIFFICULTY_ONE.toNumber().doubleValue()
                        / target.toNumber().doubleValue())
                .orElse(0.0);
    }
}
