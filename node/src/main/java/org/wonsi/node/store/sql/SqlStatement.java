package org.wonsi.node.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wonsi.node.store.sql.SqlRefusedException.Kind;

/**
 * A check of a person's SQL before SQLite sees it: it must be one statement, and one that reads.
 *
 * <p>It reads words, quotes and comments as SQLite does, but no grammar: a statement must begin with a reading word,
 * nothing may follow its semicolon, and after WITH or EXPLAIN no changing word may stand. It is the first of several
 * fences ({@link SqlPage}), and the one that can say in words what was wrong; the connection can't write either.
 */
final class SqlStatement {
    private static final int MAX_LENGTH = 10_000;
    private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES", "EXPLAIN");
    private static final Set<String> CHANGING = Set.of(
            "INSERT",
            "UPDATE",
            "DELETE",
            "REPLACE",
            "CREATE",
            "DROP",
            "ALTER",
            "ATTACH",
            "DETACH",
            "PRAGMA",
            "VACUUM",
            "REINDEX",
            "ANALYZE",
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT",
            "RELEASE",
            "END");

    private SqlStatement() {}

    /** A checked statement without EXPLAIN, or EXPLAIN QUERY PLAN, before it. */
    static String explained(String statement) {
        int explain = tokenFrom(statement, 0);
        if (!isWord(statement, explain, "EXPLAIN")) {
            return statement;
        }
        int query = tokenFrom(statement, tokenEnd(statement, explain));
        if (!isWord(statement, query, "QUERY")) {
            return statement.substring(query);
        }
        return statement.substring(tokenEnd(statement, tokenFrom(statement, tokenEnd(statement, query))));
    }

    /** Where the first token at or after an index begins; the text's end if none does. */
    private static int tokenFrom(String sql, int from) {
        int at = from;
        while (at < sql.length() && isBlank(sql.substring(at, tokenEnd(sql, at)))) {
            at = tokenEnd(sql, at);
        }
        return at;
    }

    private static boolean isWord(String sql, int at, String word) {
        return at < sql.length() && sql.substring(at, tokenEnd(sql, at)).equalsIgnoreCase(word);
    }

    /**
     * The statement, without what follows its semicolon.
     *
     * @throws SqlRefusedException if it isn't exactly one SELECT, VALUES, or WITH ... SELECT, perhaps after EXPLAIN
     */
    static String check(String sql) throws SqlRefusedException {
        if (sql.length() > MAX_LENGTH) {
            throw new SqlRefusedException(Kind.LARGE, "the statement is longer than " + MAX_LENGTH + " characters");
        }
        if (sql.indexOf('\0') >= 0) {
            throw new SqlRefusedException(Kind.WRONG, "the statement holds a zero character");
        }
        List<String> tokens = new ArrayList<>();
        int end = sql.length();
        int at = 0;
        while (at < sql.length()) {
            int next = tokenEnd(sql, at);
            String token = sql.substring(at, next);
            if (!isBlank(token)) {
                if (token.equals(";")) {
                    end = Math.min(end, at);
                } else if (end < at) {
                    throw new SqlRefusedException(
                            Kind.SEVERAL, "one statement at a time, please: there is more after the semicolon");
                } else {
                    tokens.add(token.toUpperCase(Locale.ROOT));
                }
            }
            at = next;
        }
        checkReads(tokens);
        if (!SqlGrowth.isSmall(tokens)) {
            throw new SqlRefusedException(
                    Kind.LARGE,
                    "SQLite would have to copy parts of this statement too often; name each WITH table and each column of a"
                            + " subquery fewer times");
        }
        return sql.substring(0, end);
    }

    private static void checkReads(List<String> tokens) throws SqlRefusedException {
        if (tokens.isEmpty()) {
            throw new SqlRefusedException(Kind.EMPTY, "there is no statement; try SELECT * FROM v_block");
        }
        if (!READING.contains(tokens.get(0))) {
            throw new SqlRefusedException(
                    Kind.CHANGES, "only reading is possible here: begin with SELECT, not " + tokens.get(0));
        }
        // WITH may lead to a change, EXPLAIN to anything; within a SELECT these words aren't reserved but for
        // REPLACE().
        boolean select = tokens.get(0).equals("SELECT") || tokens.get(0).equals("VALUES");
        for (int i = 0; i < tokens.size() && !select; i++) {
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).equals("(");
            boolean caseEnd = tokens.get(i).equals("END") && tokens.contains("CASE");
            if (CHANGING.contains(tokens.get(i)) && !called && !caseEnd) {
                throw new SqlRefusedException(Kind.CHANGES, "only reading is possible here, not " + tokens.get(i));
            }
        }
    }

    private static boolean isBlank(String token) {
        // What else Unicode takes for a blank, SQLite takes for a letter.
        return " \t\n\u000b\f\r".contains(token) || token.startsWith("--") || token.startsWith("/*");
    }

    /** Where what is quoted ends. A quote that is written twice stands for one and ends nothing, except in brackets. */
    private static int quotedEnd(String sql, int at) {
        char quote = sql.charAt(at);
        int end = sql.indexOf(quote == '[' ? ']' : quote, at + 1);
        while (end >= 0 && quote != '[' && end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
            end = sql.indexOf(quote, end + 2);
        }
        return end < 0 ? sql.length() : end + 1;
    }

    /** Where the token that begins at an index ends: a word, a quoted thing, a comment, or one character. */
    private static int tokenEnd(String sql, int at) {
        char c = sql.charAt(at);
        if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end + 1;
        }
        if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            return end < 0 ? sql.length() : end + 2;
        }
        if (c == '\'' || c == '"' || c == '`' || c == '[') {
            return quotedEnd(sql, at);
        }
        int end = at + 1;
        if (Character.isLetterOrDigit(c) || c == '_') {
            while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
                end++;
            }
        }
        return end;
    }
}
