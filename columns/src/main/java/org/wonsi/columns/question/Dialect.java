package org.wonsi.columns.question;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An engine's way to spell what engines spell differently.
 *
 * <pre>
 *   [utc:X]       a moment as text: 2026-11-27 23:59:59
 *   [seconds:X]   a moment as seconds since 1970
 *   [hex:X]       a text of hex digits as a number
 *   [numbers:N]   a query for the numbers 0 to N - 1, column i
 *   [kept]        calculate a part of WITH once, although it is asked again and again
 *   [hash]        the column of that name, a reserved word in BigQuery
 *   [blocks]      a table
 * </pre>
 */
public enum Dialect {
    /** The node's own database, which has other tables; its spelling stands with the page's questions. */
    SQLITE("SQLite"),
    DUCKDB("DuckDB"),
    SPARK("Spark"),
    /** Written down from its manual, never tried: there is no BigQuery on a laptop. */
    BIGQUERY("BigQuery");

    private static final Pattern BRACKETS = Pattern.compile("\\[([a-z_]+)(?::([^\\[\\]]+))?]");
    private static final Set<String> TABLES = Set.of("blocks", "transactions", "inputs", "outputs", "stale_blocks");

    private final String title;

    Dialect(String title) {
        this.title = title;
    }

    /** The engine's name as people write it. */
    public String title() {
        return title;
    }

    /** Whether the questions were ever run in this spelling. */
    public boolean isTried() {
        return this != BIGQUERY;
    }

    /** The dialect of a name, in whatever case. */
    public static Optional<Dialect> parse(String name) {
        return Stream.of(values())
                .filter(dialect -> dialect.title.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** A question with everything in brackets spelt out. */
    String spell(String template) {
        return BRACKETS.matcher(template).replaceAll(match -> Matcher.quoteReplacement(word(match)));
    }

    private String word(MatchResult match) {
        String name = match.group(1);
        String argument = match.group(2);
        if (argument == null) {
            if (name.equals("hash")) {
                return this == BIGQUERY ? "`hash`" : "hash";
            }
            if (name.equals("kept")) {
                // The others decide by themselves, and have no word for it.
                return this == DUCKDB ? "AS MATERIALIZED" : "AS";
            }
            if (TABLES.contains(name)) {
                return this == BIGQUERY ? "`bigquery-public-data.crypto_bitcoin." + name + "`" : name;
            }
            throw new IllegalStateException("no table or column [" + name + "]");
        }
        return switch (name) {
            case "utc" -> utc(argument);
            case "seconds" -> seconds(argument);
            case "hex" -> hex(argument);
            case "numbers" -> numbers(argument);
            default -> throw new IllegalStateException("no word [" + name + ":]");
        };
    }

    private String utc(String moment) {
        return switch (this) {
            case DUCKDB -> "strftime(" + moment + ", '%Y-%m-%d %H:%M:%S')";
            case SPARK -> "date_format(" + moment + ", 'yyyy-MM-dd HH:mm:ss')";
            case BIGQUERY -> "format_timestamp('%F %T', " + moment + ")";
            case SQLITE -> throw ownTables();
        };
    }

    private String seconds(String moment) {
        return switch (this) {
            case DUCKDB -> "CAST(epoch(" + moment + ") AS BIGINT)";
            case SPARK -> "unix_seconds(" + moment + ")";
            case BIGQUERY -> "unix_seconds(" + moment + ")";
            case SQLITE -> throw ownTables();
        };
    }

    private String hex(String digits) {
        return switch (this) {
            case DUCKDB -> "CAST('0x' || " + digits + " AS BIGINT)";
            case SPARK -> "CAST(conv(" + digits + ", 16, 10) AS BIGINT)";
            case BIGQUERY -> "CAST(concat('0x', " + digits + ") AS INT64)";
            case SQLITE -> throw ownTables();
        };
    }

    private String numbers(String count) {
        return switch (this) {
            case DUCKDB -> "SELECT range AS i FROM range(" + count + ")";
            case SPARK -> "SELECT id AS i FROM range(" + count + ")";
            case BIGQUERY -> "SELECT i FROM UNNEST(generate_array(0, " + count + " - 1)) AS i";
            case SQLITE -> throw ownTables();
        };
    }

    private static IllegalStateException ownTables() {
        return new IllegalStateException("SQLite's questions are about the node's own tables");
    }
}
