package org.wonsi.columns.answer;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of an answer, row by row.
 *
 * <p>A value is a text, number or boolean, a list of such, or a map from names to such; NULL is null.
 */
public interface AnswerWriter {
    /** The columns' names, before any row. */
    void begin(List<String> columns) throws IOException;

    /** The next row. */
    void row(List<@Nullable Object> values) throws IOException;

    /** No more rows come. */
    void end() throws IOException;
}
