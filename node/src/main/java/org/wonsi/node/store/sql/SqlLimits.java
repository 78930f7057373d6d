package org.wonsi.node.store.sql;

import java.util.function.BooleanSupplier;

/**
 * The limits of one SQL question.
 *
 * @param maxMillis time after which it is interrupted
 * @param maxRows rows after which the answer is cut
 * @param maxCellBytes bytes (of a blob) or characters (of a text) after which a cell is cut
 * @param cancelled asked every few milliseconds; true interrupts (the person went away)
 */
public record SqlLimits(long maxMillis, int maxRows, int maxCellBytes, BooleanSupplier cancelled) {
    /** Two seconds, 1,000 rows, 1,024 bytes a cell, never cancelled. */
    public static SqlLimits standard() {
        return new SqlLimits(2_000, 1_000, 1_024, () -> false);
    }

    /** The same limits, cancelled by the given question. */
    public SqlLimits cancelledBy(BooleanSupplier question) {
        return new SqlLimits(maxMillis, maxRows, maxCellBytes, question);
    }
}
