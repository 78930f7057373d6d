package org.wonsi.core.protocol.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.protocol.peer.NextTick;

/**
 * The state of being in the initial block download: a node that fetches the chain for the first time since it
 * started. It ends once and for all.
 *
 * <p>While it lasts, nobody is told of each of ten thousand old blocks. It must end by itself: peers can announce headers
 * and never deliver their blocks, or one now and then, so it is over at the latest when no block has come for a while, or
 * after a minute. Source: Bitcoin Core, {@code IsInitialBlockDownload}, which latches the same way.
 */
public final class InitialBlockDownload {
    /** So long without a new block on the active chain, and it is over. */
    static final Duration QUIET = Duration.ofSeconds(10);

    /** So long after the start it is over in any case. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private @Nullable Instant began;
    private @Nullable Instant lastBlock;
    private boolean over;

    /** Time has passed. */
    public void onTick(Instant now) {
        if (over) {
            return;
        }
        Instant start = began == null ? now : began;
        Instant last = lastBlock == null ? start : lastBlock;
        began = start;
        over = !last.plus(QUIET).isAfter(now) || !start.plus(LONGEST).isAfter(now);
    }

    /** The tip moved; {@code behind} says whether blocks that a peer knows are still on their way. */
    void onTipChange(boolean behind, Instant now) {
        over |= !behind;
        lastBlock = now;
        onTick(now);
    }

    public void planTick(NextTick next) {
        if (over) {
            return;
        }
        if (began == null) {
            next.always();
        } else {
            next.at((lastBlock == null ? began : lastBlock).plus(QUIET));
            next.at(began.plus(LONGEST));
        }
    }

    public boolean isOver() {
        return over;
    }
}
