package org.wonsi.node.store.query;

import java.util.List;

/**
 * The answer to a question a person asked in SQL.
 *
 * @param rows cells as text: a blob as {@code x'hex'}, NULL as {@code NULL}, a number as it is; a cell that was cut ends in "…"
 * @param truncated whether there were more rows than the limit
 */
public record SqlResult(List<String> columns, List<List<String>> rows, boolean truncated, long millis) {
    public SqlResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
