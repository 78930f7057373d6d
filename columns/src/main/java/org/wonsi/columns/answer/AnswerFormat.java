package org.wonsi.columns.answer;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how answers are written; one of them, or neither for a table. */
public final class AnswerFormat {
    @Option(names = "--csv", description = "answers as CSV")
    @SuppressWarnings("UnusedVariable") // One of the two is given, and the other says which.
    private boolean csv;

    @Option(names = "--json", description = "answers as JSON")
    private boolean json;

    /** A writer of one answer. */
    public static AnswerWriter writer(Optional<AnswerFormat> format, PrintWriter out) {
        if (format.isEmpty()) {
            return new TableWriter(out);
        }
        return format.get().json ? new JsonWriter(out) : new CsvWriter(out);
    }
}
