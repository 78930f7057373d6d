package org.wonsi.node.service;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * The progress of a node with the blocks that peers deliver; a header whose block nobody delivers counts for nothing.
 *
 * @param height of the tip
 * @param target height of the header with the most work; that of the tip if nothing is missing
 * @param missing blocks of the best branch that are on their way; 0 if the node has all that can be had
 * @param undelivered blocks of the best branch that were announced, and of which none came for ten seconds; {@code missing}
 *     is 0 then
 * @param blocksPerSecond over the last seconds; 0 if none came or the node has all
 */
public record SyncProgress(int height, int target, int missing, int undelivered, double blocksPerSecond) {
    /** Whether nothing is missing. */
    public boolean isDone() {
        return missing == 0;
    }

    /** The share of the best branch that is connected, 0 to 1; exactly 1 only if nothing is missing. */
    public double share() {
        return isDone() || target == 0 ? 1 : Math.max(0, (double) (target - missing) / target);
    }

    /** Seconds until the last block at the rate of now, rounded up; empty while no blocks come. */
    public OptionalLong secondsLeft() {
        return blocksPerSecond <= 0
                ? OptionalLong.empty()
                : OptionalLong.of((long) Math.ceil(missing / blocksPerSecond));
    }

    /** "block 3412 of 10000, 34.1 %, 812 blocks/s, 9 s left". */
    @Override
    public String toString() {
        // Cut off, not rounded: 100 % is for having them all.
        double percent = Math.floor(share() * 1000) / 10;
        String rate = blocksPerSecond >= 10 ? "%.0f" : "%.1f";
        return String.format(
                Locale.ROOT,
                "block %d of %d, %.1f %%, " + rate + " blocks/s, %s",
                height,
                target,
                percent,
                blocksPerSecond,
                left());
    }

    private String left() {
        return secondsLeft().isEmpty()
                ? "waiting for blocks"
                : inWords(secondsLeft().getAsLong()) + " left";
    }

    /** "9 s", "12 min" or "3 h 5 min", rounded up. */
    public static String inWords(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
