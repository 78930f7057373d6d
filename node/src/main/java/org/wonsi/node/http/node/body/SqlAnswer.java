package org.wonsi.node.http.node.body;

import java.util.List;

/**
 * The rows that a statement found.
 *
 * @param numbers for each column, whether it holds numbers and nothing else but NULL
 * @param rows cells as text: a blob as {@code x'hex'}, NULL as {@code NULL}; a cell that was cut ends in "…"
 * @param truncated whether there were more rows than the limit
 * @param millis how long it took
 */
public record SqlAnswer(
        List<String> columns, List<Boolean> numbers, List<List<String>> rows, boolean truncated, long millis) {
    public SqlAnswer {
        columns = List.copyOf(columns);
        numbers = List.copyOf(numbers);
        rows = List.copyOf(rows);
    }
}
