package org.wonsi.core.pow;

import java.math.BigInteger;

/**
 * The adjustment of the difficulty, so that blocks keep coming at the intended rate whatever power the miners have.
 *
 * <pre>
 *    hash power    1   1   2   2   2
 *    a window of   14  14  7   14  14   days         (2,016 blocks, meant to take two weeks)
 *    target        T   T   T   T/2 T/2               follows one window later
 * </pre>
 *
 * <p>It works without anybody's count of miners: the chain's own times say whether blocks came too fast. If it
 * didn't, more machines would mean more blocks, more forks, and the coins of a century within a year.
 *
 * <p>Source: paper, section 4 ("a moving average targeting an average number of blocks per hour"); Bitcoin Core, {@code
 * CalculateNextWorkRequired}.
 */
public final class Retarget {
    /**
     * A window counts as at most four times faster or slower than intended, so that no single one can swing it far.
     *
     * <p>Without it false times could move difficulty by any factor at once, and an accident with them could stop
     * the chain.
     */
    private static final int MAX_FACTOR = 4;

    private Retarget() {}

    /**
     * The target after a window of blocks: the old one times the time taken over the time intended.
     *
     * <p>The time taken is between the first and the last block of the window, one interval fewer than its blocks; Bitcoin
     * has compared it with the full window since its first day, and so must everyone.
     *
     * <p>Whole numbers only, multiplied before they are divided: a result that depended on how a machine rounds
     * would split the network.
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
