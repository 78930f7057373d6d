package org.wonsi.node.service;

import org.wonsi.core.chain.HeaderNode;

/**
 * The blocks that a seminar mines before the talk: at full power, and stamped as if the network had run at its usual pace.
 *
 * <p>Their times say nothing about how long a block takes, so they don't belong to a statistic of waiting times. Any node
 * of the network tells them by their stamps: no chain that is mined begins with eleven steps of exactly the target.
 */
public final class PreparedBlocks {
    /** How many; more than a coinbase needs to mature, so that the faucets have coins. */
    public static final int COUNT = 12;

    private PreparedBlocks() {}

    /**
     * The lowest height at which the step from the block before is a waiting time.
     *
     * <p>The step to block 1 never is, for genesis may be years older. The step after prepared blocks isn't either: it holds
     * the time that preparing them took.
     */
    public static int firstWait(HeaderNode tip, int targetSpacing) {
        return startsPrepared(tip, targetSpacing) ? COUNT + 2 : 2;
    }

    private static boolean startsPrepared(HeaderNode tip, int targetSpacing) {
        if (tip.height() < COUNT) {
            return false;
        }
        for (int height = 2; height <= COUNT; height++) {
            long step = tip.ancestor(height).header().time()
                    - tip.ancestor(height - 1).header().time();
            if (step != targetSpacing) {
                return false;
            }
        }
        return true;
    }
}
