package org.wonsi.core.chain;

import org.wonsi.core.pow.Work;

/**
 * Numbers that make a block count as having arrived before all others, the latest one first. Source: Bitcoin Core, {@code
 * PreciousBlock}.
 */
final class Precious {
    private long next = -1;
    private Work last = Work.ZERO;

    /** Begins anew once the chain has grown since the last call: earlier preferences no longer matter. */
    long next(HeaderNode tip) {
        if (tip.chainWork().compareTo(last) > 0) {
            next = -1;
        }
        last = tip.chainWork();
        return next--;
    }
}
