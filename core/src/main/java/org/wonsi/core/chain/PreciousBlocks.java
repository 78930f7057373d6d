package org.wonsi.core.chain;

import org.wonsi.core.pow.Work;

/**
 * Numbers that make a block count as having arrived before all others, the latest one first. Source: Bitcoin Core, {@code
 * PreciousBlock}.
 *
 * <p>Of two branches with equal work a node stays with the first. The operator may prefer the other, for instance
 * the one with his own block in it. No rule is touched: more work still wins.
 */
final class PreciousBlocks {
    private long next = -1;
    private Work last = Work.ZERO;

    /**
     * Begins anew once the chain has grown since the last call: earlier preferences no longer matter.
     *
     * <p>Below zero and falling, so that the newest wish comes before all others and before everything that arrived
     * by itself.
     */
    long next(HeaderNode tip) {
        if (tip.chainWork().compareTo(last) > 0) {
            next = -1;
        }
        last = tip.chainWork();
        return next--;
    }
}
