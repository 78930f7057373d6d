package org.wonsi.core.chain;

import org.wonsi.core.block.Block;

/**
 * A block that became the tip, or stopped being it.
 *
 * <p>The block itself comes along, so that whoever listens needn't ask the store again: by then the chain may have
 * moved on.
 *
 * @param node the block's place in the tree
 */
public record TipChange(Kind kind, HeaderNode node, Block block) {
    /** Which of the two. */
    public enum Kind {
        CONNECTED,
        DISCONNECTED
    }
}
