package org.wonsi.lab.paper;

import org.wonsi.core.block.BlockHeader;

/**
 * The disk space that a chain of headers takes: "80 bytes * 6 * 24 * 365 = 4.2MB per year". Source: paper, section 7.
 */
public final class DiskSpace {
    private static final long SECONDS_PER_YEAR = 365L * 24 * 3600;

    private DiskSpace() {}

    /** Headers a year at a spacing. */
    public static long headersPerYear(int spacingSeconds) {
        return SECONDS_PER_YEAR / spacingSeconds;
    }

    /** Bytes of headers a year at a spacing. */
    public static long headerBytesPerYear(int spacingSeconds) {
        return BlockHeader.SIZE * headersPerYear(spacingSeconds);
    }

    /** Bytes of the hashes that stay of a block's merkle tree when all its transactions but one are pruned: one hash a level. */
    public static long branchBytes(int transactions) {
        int levels = 0;
        for (int row = transactions; row > 1; row = (row + 1) / 2) {
            levels++;
        }
        return 32L * levels;
    }
}
