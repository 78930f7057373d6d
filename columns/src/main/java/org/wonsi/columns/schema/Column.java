package org.wonsi.columns.schema;

import java.util.List;

/**
 * A column, or a field of a nested one.
 *
 * @param name as queries write it
 * @param type of one value
 * @param repeated whether a row has a list of such values
 * @param origin who else has this column
 * @param english what it means, its unit, and when it is NULL
 * @param korean the same
 * @param fields what a {@link ColumnType#RECORD} consists of; else none
 */
public record Column(
        String name,
        ColumnType type,
        boolean repeated,
        Origin origin,
        String english,
        String korean,
        List<Column> fields) {
    /** Who else has a column of this name and meaning. */
    public enum Origin {
        /** The public data set {@code crypto_bitcoin}. */
        PUBLIC("public", "공개"),
        /** What bitcoin-etl writes, but not the public tables. */
        ETL("bitcoin-etl", "bitcoin-etl"),
        /** Nobody; some question needs it. */
        WONSI("Wonsi", "Wonsi");

        private final String english;
        private final String korean;

        Origin(String english, String korean) {
            this.english = english;
            this.korean = korean;
        }

        public String english() {
            return english;
        }

        public String korean() {
            return korean;
        }
    }

    public Column {
        fields = List.copyOf(fields);
        if (fields.isEmpty() == (type == ColumnType.RECORD)) {
            throw new IllegalArgumentException(name + ": a record has fields, and nothing else has");
        }
    }

    static Column of(String name, ColumnType type, Origin origin, String english, String korean) {
        return new Column(name, type, false, origin, english, korean, List.of());
    }

    static Column list(String name, ColumnType type, Origin origin, String english, String korean) {
        return new Column(name, type, true, origin, english, korean, List.of());
    }

    static Column records(String name, String english, String korean, List<Column> fields) {
        return new Column(name, ColumnType.RECORD, true, Origin.PUBLIC, english, korean, fields);
    }

    /** In quotes, because {@code hash}, {@code index} and others are words of SQL in some engine. */
    public String quotedName() {
        return '"' + name + '"';
    }

    /** DuckDB's type of the column in files and views. */
    public String duckDbType() {
        return type.duckDb(fields) + (repeated ? "[]" : "");
    }

    /** DuckDB's type while rows are collected. */
    public String stagedType() {
        return type.staged(fields) + (repeated ? "[]" : "");
    }

    /** The expression that makes the column of what was collected. */
    public String fromStaged() {
        if (type == ColumnType.TIMESTAMP) {
            return "to_timestamp(" + quotedName() + ") AS " + quotedName();
        }
        return stagedType().equals(duckDbType())
                ? quotedName()
                : "CAST(" + quotedName() + " AS " + duckDbType() + ") AS " + quotedName();
    }

    /** Spark's type of a column that isn't nested. */
    String sparkType() {
        return type == ColumnType.INT64 ? "BIGINT" : type == ColumnType.NUMERIC ? "DECIMAL(18,0)" : type.name();
    }

    /** BigQuery's name of the type, as in its schema files. */
    public String bigQueryType() {
        return repeated ? "repeated " + type.name() : type.name();
    }
}
