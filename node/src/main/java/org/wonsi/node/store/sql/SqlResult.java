package org.wonsi.node.store.sql;

import java.util.List;

/**
 * The answer to a question a person asked in SQL.
 *
 * @param numbers for each column, whether it holds numbers and nothing else but NULL
 * @param rows cells as text: a blob as {@code x'hex'}, NULL as {@code NULL}, a number as it is; a cell that was cut ends in "…"
 * @param truncated whether there were more rows than the limit
 */
public record SqlResult(
        List<String> columns, List<Boolean> numbers, List<List<String>> rows, boolean truncated, long millis) {
    public SqlResult {
        columns = List.copyOf(columns);
        numbers = List.copyOf(numbers);
        rows = List.copyOf(rows);
    }
}
