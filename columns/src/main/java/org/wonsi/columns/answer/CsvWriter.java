package org.wonsi.columns.answer;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer as CSV (RFC 4180), with a line of names. NULL is an empty field, an empty text {@code ""}; lists and records are
 * JSON in a field.
 */
public final class CsvWriter implements AnswerWriter {
    private final PrintWriter out;
    private final WriteCheck check;

    public CsvWriter(PrintWriter out) {
        this.out = out;
        this.check = new WriteCheck(out);
    }

    @Override
    public void begin(List<String> columns) {
        out.print(columns.stream().map(CsvWriter::text).collect(Collectors.joining(",")) + "\r\n");
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        out.print(values.stream().map(CsvWriter::field).collect(Collectors.joining(",")) + "\r\n");
        check.written();
    }

    private static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            return text(JsonWriter.json(value));
        }
        return text(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
    }

    private static String text(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void end() {
        out.flush();
    }
}
