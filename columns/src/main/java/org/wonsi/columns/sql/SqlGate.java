package org.wonsi.columns.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gate that only questions pass: one statement, which reads.
 *
 * <p>DuckDB's own parser decides, not a search for words: its function {@code json_serialize_sql} takes statements that
 * begin with SELECT, FROM, VALUES, WITH, DESCRIBE, SHOW or SUMMARIZE, and refuses COPY, ATTACH, INSTALL, SET, CREATE
 * and the rest. A text must pass here before the driver prepares it, because the driver then already runs all
 * statements but the last.
 */
final class SqlGate {
    /** So long a text is no question of a person. */
    private static final int MOST_CHARACTERS = 100_000;

    private static final Pattern EXPLAIN =
            Pattern.compile("\\s*EXPLAIN(\\s+ANALYZE)?\\s+(?=\\S)", Pattern.CASE_INSENSITIVE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private SqlGate() {}

    static void check(Connection connection, String sql) throws SqlFailed, SQLException {
        if (sql.length() > MOST_CHARACTERS) {
            throw new SqlFailed(
                    "the statement has " + sql.length() + " characters; " + MOST_CHARACTERS + " are the most");
        }
        Matcher explain = EXPLAIN.matcher(sql);
        JsonNode parsed = parse(connection, explain.lookingAt() ? sql.substring(explain.end()) : sql);
        if (parsed.path("error").asBoolean(true)) {
            String message = parsed.path("error_message").asText("it can't be parsed");
            throw new SqlFailed(
                    parsed.path("error_type").asText().equals("not implemented")
                            ? "only questions can be asked here: a statement that begins with SELECT, WITH, FROM, VALUES,"
                                    + " DESCRIBE, SHOW, SUMMARIZE or EXPLAIN"
                            : message + place(sql, parsed));
        }
        int count = parsed.path("statements").size();
        if (count != 1) {
            throw new SqlFailed(count == 0 ? "there is no statement" : "one statement at a time, not " + count);
        }
        checkReads(parsed.path("statements"));
    }

    /** Refuses a statement of which a part, such as one of WITH, changes rows; some engines allow that. */
    private static void checkReads(JsonNode node) throws SqlFailed {
        String type = node.path("type").asText();
        if (type.endsWith("_NODE")
                && (type.startsWith("INSERT")
                        || type.startsWith("DELETE")
                        || type.startsWith("UPDATE")
                        || type.startsWith("MERGE"))) {
            throw new SqlFailed("only questions can be asked here; this one changes rows");
        }
        for (JsonNode child : node) {
            checkReads(child);
        }
    }

    private static String place(String sql, JsonNode parsed) {
        int position = parsed.path("position").asInt(-1);
        if (position < 0 || position > sql.length()) {
            return "";
        }
        String before = sql.substring(0, position);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = position - before.lastIndexOf('\n');
        return " (line " + line + ", column " + column + ")";
    }

    private static JsonNode parse(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT CAST(json_serialize_sql(?::VARCHAR) AS VARCHAR)")) {
            statement.setString(1, sql);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("json_serialize_sql gives no row");
                }
                return JSON.readTree(row.getString(1));
            }
        } catch (IOException e) {
            throw new IllegalStateException("json_serialize_sql gives no JSON", e);
        }
    }
}
