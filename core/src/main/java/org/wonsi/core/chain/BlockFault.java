package org.wonsi.core.chain;

import java.util.Set;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;

/**
 * A mistake of this program that showed while one block was connected; the chain in memory may be half-changed.
 *
 * <p>It names the block, so that one that runs into the same mistake each time can be put aside ({@link
 * ChainState#ChainState(ChainParams, ChainStore, ScriptCheckRunner, Set)}) instead of stopping the node permanently.
 *
 * <p>Without it one block would be enough to stop every node with the same mistake: restarted, each would load the
 * block from its disk and fail again. That is how a crash becomes an attack.
 */
public final class BlockFault extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final transient BlockHash block;

    BlockFault(HeaderNode node, Throwable cause) {
        super(
                "a mistake in this program while block " + node.height() + " " + node.hash() + " was connected: "
                        + cause,
                cause);
        this.block = node.hash();
    }

    /** The block that was being connected. */
    public BlockHash block() {
        return block;
    }
}
