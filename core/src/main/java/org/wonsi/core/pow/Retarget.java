package org.wonsi.core.pow;

import java.math.BigInteger;

/**
 * Adjusts difficulty so that blocks keep coming at the intended pace whatever power the miners have.
 *
 * <p>Source: paper, section 4 ("a moving average targeting an average number of blocks per hour"); Bitcoin Core, {@code
 * CalculateNextWorkRequired}.
 */
public final class Retarget {
    /** A window counts as at most four times faster or slower than intended, so that no single one can swing it far. */
    private static final int MAX_FACTOR = 4;

    private Retarget() {}

    /**
     * The target after a window of blocks: the old one times the time taken over the time intended.
     *
     * <p>The time taken is between the first and the last block of the window, one interval fewer than its blocks; Bitcoin
     * has compared it with the full window since its first day, and so must everyone.
     *
     * @param old the target of the window's last block
     * @param secondsTaken time of the last block minus time of the first; may be negative, as times are only loosely in
     *     order
     * @param secondsIntended what the window should have taken
     * @param easiest the limit no target may exceed
     */
    public static CompactTarget next(CompactTarget old, long secondsTaken, long secondsIntended, Target easiest) {
        long clamped = Math.max(secondsIntended / MAX_FACTOR, Math.min(secondsIntended * MAX_FACTOR, secondsTaken));
        BigInteger number = old.target()
                .orElseThrow(() -> new IllegalStateException("the chain holds no invalid target: " + old))
                .toNumber()
                .multiply(BigInteger.valueOf(clamped))
                .divide(BigInteger.valueOf(secondsIntended));
        return CompactTarget.encode(number.compareTo(easiest.toNumber()) > 0 ? easiest : Target.of(number));
    }
}
