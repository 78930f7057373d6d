package org.wonsi.columns.answer;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as a table with lines, for a terminal: numbers at the right, long cells cut, many rows counted only. */
public final class TableWriter implements AnswerWriter {
    private static final int MOST_ROWS = 200;
    private static final int WIDEST_CELL = 80;

    private final PrintWriter out;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> columns = List.of();
    private boolean[] numbers = {};
    private long count;

    public TableWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<String> names) {
        columns = names.stream().map(Values::text).map(TableWriter::cut).toList();
        numbers = new boolean[names.size()];
        Arrays.fill(numbers, true);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        count++;
        if (count > MOST_ROWS) {
            return;
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            numbers[i] &= value == null || value instanceof Number;
            cells.add(cut(Values.text(value)));
        }
        rows.add(cells);
    }

    private static String cut(String text) {
        if (Values.width(text) <= WIDEST_CELL) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int width = 0;
        for (int c : text.codePoints().toArray()) {
            String one = Character.toString(c);
            width += Values.width(one);
            if (width > WIDEST_CELL - 1) {
                break;
            }
            kept.append(one);
        }
        return kept.append('…').toString();
    }

    @Override
    public void end() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Values.width(columns.get(i));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], Values.width(row.get(i)));
            }
        }
        out.println(rule(widths, "┌", "┬", "┐"));
        out.println(line(columns, widths, new boolean[widths.length]));
        out.println(rule(widths, "├", "┼", "┤"));
        rows.forEach(row -> out.println(line(row, widths, numbers)));
        out.println(rule(widths, "└", "┴", "┘"));
        out.println(count == 1 ? "1 row" : count + " rows");
        if (count > rows.size()) {
            out.println("The first " + rows.size() + " are shown; --csv and --json write all.");
        }
        out.flush();
    }

    private static String rule(int[] widths, String left, String between, String right) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add("─".repeat(width + 2));
        }
        return left + String.join(between, parts) + right;
    }

    private static String line(List<String> cells, int[] widths, boolean[] rightBound) {
        StringBuilder text = new StringBuilder("│");
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - Values.width(cells.get(i)));
            text.append(' ')
                    .append(rightBound[i] ? space + cells.get(i) : cells.get(i) + space)
                    .append(" │");
        }
        return text.toString();
    }
}
