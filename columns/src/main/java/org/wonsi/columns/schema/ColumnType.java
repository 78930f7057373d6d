package org.wonsi.columns.schema;

import java.util.List;

/** A column's type, by the name that it has in BigQuery, and what it is elsewhere. */
public enum ColumnType {
    STRING("VARCHAR", "VARCHAR", "BYTE_ARRAY, UTF8"),
    INT64("BIGINT", "BIGINT", "INT64"),
    /**
     * A whole number of satoshis.
     *
     * <p>BigQuery reads a decimal of 18 digits without a fraction as NUMERIC. In the file it is a plain 64-bit number,
     * and all money there can ever be has 16 digits.
     */
    NUMERIC("DECIMAL(18,0)", "DECIMAL(18,0)", "INT64, DECIMAL(18,0)"),
    BOOLEAN("BOOLEAN", "BOOLEAN", "BOOLEAN"),
    /** A moment; kept as microseconds since 1970 UTC, as BigQuery keeps it. */
    TIMESTAMP("TIMESTAMP WITH TIME ZONE", "BIGINT", "INT64, TIMESTAMP(MICROS, UTC)"),
    /** A day; here always the first of a month, and not in the file but in its folder's name. */
    DATE("DATE", "DATE", "in the folder's name"),
    /** A row of columns within a row. */
    RECORD("STRUCT", "STRUCT", "group");

    private final String duckDb;
    private final String staged;
    private final String parquet;

    ColumnType(String duckDb, String staged, String parquet) {
        this.duckDb = duckDb;
        this.staged = staged;
        this.parquet = parquet;
    }

    /** What Parquet calls it: how it is stored, and what that means. */
    public String parquet() {
        return parquet;
    }

    /** DuckDB's name of the type of a column in files and views. */
    String duckDb(List<Column> fields) {
        return this == RECORD ? struct(fields, false) : duckDb;
    }

    /** The same while rows are collected: times as seconds. */
    String staged(List<Column> fields) {
        return this == RECORD ? struct(fields, true) : staged;
    }

    private static String struct(List<Column> fields, boolean staged) {
        StringBuilder text = new StringBuilder("STRUCT(");
        for (Column field : fields) {
            text.append(text.length() > "STRUCT(".length() ? ", " : "")
                    .append(field.quotedName())
                    .append(' ')
                    .append(staged ? field.stagedType() : field.duckDbType());
        }
        return text.append(')').toString();
    }
}
