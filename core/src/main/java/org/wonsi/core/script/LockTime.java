package org.wonsi.core.script;

/**
 * The meaning of the numbers of lock times: the four bytes at the end of a transaction (absolute), and the sequence of
 * an input (relative to the age of the coin that it spends).
 *
 * <pre>
 *   absolute    0 to 499,999,999         a block height
 *               500,000,000 and more     seconds since 1970 UTC (the number itself is a day in November 1985)
 *
 *   relative    bit 31        set: no relative lock time
 *   (BIP 68)    bit 22        set: units of 512 seconds; else blocks
 *               bits 15-0     how many of them
 *               the rest      no meaning yet, so that a later fork can give it one
 * </pre>
 *
 * <p>The rules, the two operations of scripts and the wallet all read the numbers here: a bit that one of them read differently
 * would let a payment out too early, or never. Source: BIP 65, BIP 68; Bitcoin Core, {@code LOCKTIME_THRESHOLD}, {@code CTxIn}.
 */
public final class LockTime {
    private static final long FIRST_TIME = 500_000_000L;
    private static final long RELATIVE_OFF = 1L << 31;
    private static final long RELATIVE_IN_TIME = 1L << 22;
    private static final long RELATIVE_SPAN = 0xffff;
    private static final int SECONDS_SHIFT = 9;

    private LockTime() {}

    /** Whether an absolute lock time is in seconds since 1970 UTC; else it is a block height. */
    public static boolean isTime(long lockTime) {
        return lockTime >= FIRST_TIME;
    }

    /** Whether a sequence asks for no relative lock time. */
    public static boolean isRelativeOff(long sequence) {
        return (sequence & RELATIVE_OFF) != 0;
    }

    /** Whether a relative lock time is in units of 512 seconds; else it is in blocks. */
    public static boolean isRelativeTime(long sequence) {
        return (sequence & RELATIVE_IN_TIME) != 0;
    }

    /** How many blocks, or units of 512 seconds, old a coin must be: 0 to 65,535. */
    public static int relativeSpan(long sequence) {
        return (int) (sequence & RELATIVE_SPAN);
    }

    /** How many seconds old a coin must be, if its lock time is one of time: 0 to 33,553,920, a bit over a year. */
    public static long relativeSeconds(long sequence) {
        return (long) relativeSpan(sequence) << SECONDS_SHIFT;
    }
}
