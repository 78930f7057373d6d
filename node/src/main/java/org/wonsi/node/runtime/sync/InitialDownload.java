package org.wonsi.node.runtime.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.pow.Work;

/**
 * The initial block download of one run of a node: whether it is over, and how long the miner waits for it. For the chain
 * thread alone.
 *
 * <p>Both ends are latches: once over, never again in this run. {@link #isOver} is Bitcoin Core's
 * {@code IsInitialBlockDownload}, which looks at the active tip and at nothing else. The miner waits while more than six blocks
 * are missing, but no longer than ten seconds without a new block on the active chain, and no longer than a minute in all.
 * Without those two limits a stranger stops all mining permanently: eight valid headers whose blocks he keeps to himself are
 * seconds of work for one processor. After that the miner works on the active tip, whatever headers are known.
 */
public final class InitialDownload {
    /** With more blocks than this to fetch, a block on the old tip would lose. */
    private static final int TOO_FAR_TO_MINE = 6;

    private static final Duration LONGEST_WITHOUT_BLOCK = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Limits limits;
    private final long startedNanos;
    private @Nullable BlockHash tip;
    private long tipNanos;
    private boolean over;
    private boolean minerWaits = true;

    /**
     * The conditions under which the tip is good enough to end the initial download.
     *
     * @param maxTipAge a tip older than this may not be the last there is; Bitcoin Core's {@code -maxtipage}
     * @param minimumWork a chain with less is not the one looked for; Bitcoin Core's {@code -minimumchainwork}
     */
    public record Limits(Duration maxTipAge, Work minimumWork) {
        /** A day, and no least work. */
        public static final Limits STANDARD = new Limits(Duration.ofHours(24), Work.ZERO);
    }

    /** Begins; times in nanoseconds are of a clock that never jumps, such as {@link System#nanoTime}. */
    InitialDownload(Limits limits, long nanos) {
        this.limits = limits;
        this.startedNanos = nanos;
        this.tipNanos = nanos;
    }

    /** Looks at the active tip; to be called after each change and at least once a second. */
    void look(HeaderNode active, Instant now, long nanos) {
        long oldest = now.minus(limits.maxTipAge).getEpochSecond();
        over |= active.chainWork().compareTo(limits.minimumWork) >= 0
                && active.header().time() >= oldest;
        if (!active.hash().equals(tip)) {
            tipNanos = tip == null ? tipNanos : nanos;
            tip = active.hash();
        }
        minerWaits &= nanos - tipNanos < LONGEST_WITHOUT_BLOCK.toNanos() && nanos - startedNanos < LONGEST.toNanos();
    }

    /** Whether the tip was once recent and had the least work; Bitcoin Core's {@code initialblockdownload}, negated. */
    boolean isOver() {
        return over;
    }

    /** Whether the miner waits, and for what, in a sentence for people. */
    Optional<String> mineLater(int missing) {
        return minerWaits && missing > TOO_FAR_TO_MINE
                ? Optional.of("this node is still catching up, " + missing
                        + " blocks are missing; mining waits for them, a minute at most")
                : Optional.empty();
    }
}
