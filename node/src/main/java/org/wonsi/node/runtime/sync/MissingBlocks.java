package org.wonsi.node.runtime.sync;

import java.time.Duration;
import org.wonsi.core.chain.HeaderNode;

/**
 * The number of blocks that a node still has to fetch, without those that nobody delivers. For the chain thread alone.
 *
 * <pre>
 *   active tip --- best header    known:   all headers of the best branch whose blocks aren't connected
 *        |---- known ----|        counted: known, until ten seconds pass without one of them
 * </pre>
 *
 * <p>A header is announced, a block is here: if headers alone counted, a stranger who sends eight of them would have the page
 * say "catching up" forever. A block of this node's own doesn't count as progress, since it stands beside the best branch.
 */
final class MissingBlocks {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** So many blocks show that a chain is really being delivered. */
    private static final int MANY = 8;

    private boolean waiting;
    private int begun;
    private int reached;
    private long reachedNanos;
    private int known;
    private boolean delivered;

    /** Looks at the chain; {@code nanos} as for {@link InitialDownload}. */
    void look(HeaderNode tip, HeaderNode best, long nanos) {
        known = best.chainWork().compareTo(tip.chainWork()) <= 0
                ? 0
                : best.height() - best.commonAncestor(tip).height();
        if (known == 0) {
            waiting = false;
        } else if (!waiting || (tip.height() > reached && tip.isAncestorOf(best))) {
            begun = waiting ? begun : tip.height();
            waiting = true;
            reached = tip.height();
            reachedNanos = nanos;
        }
        delivered = nanos - reachedNanos < TIMEOUT.toNanos();
    }

    /** How many are on their way. */
    int count() {
        return delivered ? known : 0;
    }

    /**
     * Whether blocks are being connected one after the other, which headers alone don't show, nor blocks that lie beside
     * the tip because an earlier one is missing.
     */
    boolean areArriving() {
        return count() > 0 && reached - begun >= MANY;
    }

    /** How many were announced and are delivered by nobody. */
    int undelivered() {
        return delivered ? 0 : known;
    }
}
