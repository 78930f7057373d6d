package org.wonsi.columns.answer;

import java.io.IOException;
import java.io.PrintWriter;

/**
 * A check, now and then, that somebody still takes what is written.
 *
 * <p>A {@link PrintWriter} keeps failures to itself. Without this an answer of a billion rows would be computed to its end for a
 * reader who has seen enough, as {@code | head} has.
 */
final class WriteCheck {
    private static final int ROWS = 1_000;

    private final PrintWriter out;
    private int rows;

    WriteCheck(PrintWriter out) {
        this.out = out;
    }

    /** A row was written. */
    void written() throws IOException {
        rows++;
        // The check itself writes all that is kept back, so it isn't for every row.
        if (rows % ROWS == 0 && out.checkError()) {
            throw new IOException("nobody takes the answer any more");
        }
    }
}
