package org.wonsi.columns.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A table of the directory: its columns in order, and by which of them its files lie in folders. */
public enum Table {
    /** One row a block of the active chain. */
    BLOCKS("blocks", "timestamp_month", BlockColumns.ALL),
    /** One row a transaction of the active chain, with its inputs and outputs. */
    TRANSACTIONS("transactions", "block_timestamp_month", TransactionColumns.ALL),
    /** One row a block that lost its race, as this node knows them. In no other data set. */
    STALE_BLOCKS("stale_blocks", "", StaleBlockColumns.ALL);

    private final String tableName;
    private final String month;
    // A list that can't be changed, which the type doesn't say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Column> columns;

    Table(String tableName, String month, List<Column> columns) {
        this.tableName = tableName;
        this.month = month;
        this.columns = columns;
    }

    /** As queries write it; also the name of its folder. */
    public String tableName() {
        return tableName;
    }

    /** The column whose value is in the folder's name: the month, as its first day. None if all is in one file. */
    public Optional<Column> partition() {
        return columns.stream().filter(column -> column.name().equals(month)).findFirst();
    }

    /** All columns, in the order of the public tables; what isn't in those comes last. */
    public List<Column> columns() {
        return columns;
    }

    /** The columns that are in the files themselves. */
    public List<Column> stored() {
        return columns.stream().filter(column -> !column.name().equals(month)).toList();
    }

    /** The table in which rows are collected before they become a file. */
    public String stagingTable() {
        return "staged_" + tableName;
    }

    /** Makes that table, or empties it. */
    public String createStaging() {
        return stored().stream()
                .map(column -> column.quotedName() + " " + column.stagedType())
                .collect(Collectors.joining(", ", "CREATE OR REPLACE TABLE " + stagingTable() + " (", ")"));
    }

    /** Reads the collected rows with the types that they have in a file. */
    public String selectStaged() {
        return stored().stream()
                .map(Column::fromStaged)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + stagingTable()));
    }

    /** The columns with their types, and no row. */
    public String emptyRows() {
        return columns.stream()
                .map(column -> "CAST(NULL AS " + column.duckDbType() + ") AS " + column.quotedName())
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    /** The same for Spark. */
    public String emptyRowsForSpark() {
        return columns.stream()
                .map(column -> "CAST(NULL AS " + column.sparkType() + ") AS `" + column.name() + "`")
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }
}
