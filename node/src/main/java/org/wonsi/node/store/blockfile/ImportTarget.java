package org.wonsi.node.store.blockfile;

import java.time.InstantSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;

/** The receiver of imported blocks. */
public interface ImportTarget {
    /** Whether a block's header is known, so that a child of it can be given. */
    boolean knows(BlockHash hash);

    /** Takes a block. */
    BlockResult accept(Block block);

    /** Straight into a chain; for its owner's thread. */
    static ImportTarget of(ChainState chain, InstantSource clock) {
        return new ImportTarget() {
            @Override
            public boolean knows(BlockHash hash) {
                return chain.headers().get(hash).isPresent();
            }

            @Override
            public BlockResult accept(Block block) {
                return chain.acceptBlock(block, clock.instant().getEpochSecond());
            }
        };
    }
}
