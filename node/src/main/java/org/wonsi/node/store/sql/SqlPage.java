package org.wonsi.node.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteLimits;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.sql.SqlRefusedException.Kind;

/**
 * The executor of SQL that strangers type.
 *
 * <p>Several fences, each enough alone for most harm: the statement is looked at ({@link SqlStatement}), and so is what SQLite
 * makes of it (it must not grow while that happens: {@link SqlGrowth}), which names the tables and functions for certain ({@link SqlProgram}); the file is opened for reading only and the connection told so once more; no other file can be attached, no extension loaded; each
 * value, the number of columns and the depth of expressions are limited; sorting spills to a file, not into memory; and
 * every few hundred steps of SQLite's machine the clock and the person's presence are asked.
 */
public final class SqlPage {
    private static final int STEPS_BETWEEN_LOOKS = 200;
    private static final int MAX_ANSWER_BYTES = 2_000_000;
    private static final int CACHE_KIB = 2_000;

    /**
     * A single call of a function can't be interrupted. Those that take the product of their arguments' lengths, such as
     * instr(), may not be called ({@link SqlProgram}); for the others this is a fraction of a second. Larger blocks are read by REST.
     */
    private static final int MAX_VALUE_BYTES = 250_000;

    /** The second: more steps than allowed. */
    private static final Set<SQLiteErrorCode> TOO_LARGE =
            Set.of(SQLiteErrorCode.SQLITE_TOOBIG, SQLiteErrorCode.SQLITE_NOMEM);

    private SqlPage() {}

    /**
     * Answers one reading statement on a chain's database file.
     *
     * @throws SqlRefusedException if it isn't a single reading statement, is wrong, or exceeds a limit
     */
    public static SqlResult run(Path file, String sql, SqlLimits limits) throws SqlRefusedException {
        String statement = SqlStatement.check(sql);
        long start = System.nanoTime();
        Deadline deadline = new Deadline(start, limits);
        try (Connection connection = Database.openReader(file, -CACHE_KIB)) {
            restrict(connection);
            // One transaction, which closing ends: the program that is looked at is the one that runs.
            connection.setAutoCommit(false);
            // SQLite asks it while it compiles, too.
            ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, deadline);
            try {
                SqlProgram.check(connection, SqlStatement.explained(statement));
                try (Statement question = connection.createStatement();
                        ResultSet rows = question.executeQuery(statement)) {
                    return read(rows, limits, deadline, start);
                }
            } finally {
                ProgressHandler.clearHandler(connection);
            }
        } catch (SQLException e) {
            throw refusal(e, deadline, limits);
        } catch (StorageException e) {
            throw e.unchecked();
        }
    }

    private static void restrict(Connection connection) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, 20_000);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_COLUMN, 100);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_EXPR_DEPTH, 100);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_COMPOUND_SELECT, 20);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_VDBE_OP, 25_000);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_FUNCTION_ARG, 32);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_VARIABLE_NUMBER, 10);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_WORKER_THREADS, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA temp_store = FILE");
            statement.execute("PRAGMA trusted_schema = OFF");
        }
    }

    private static SqlResult read(ResultSet rows, SqlLimits limits, Deadline deadline, long start)
            throws SQLException, SqlRefusedException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(cut(meta.getColumnLabel(i), limits.maxCellBytes()));
        }
        List<List<String>> answer = new ArrayList<>();
        BitSet numbers = new BitSet();
        BitSet others = new BitSet();
        int bytes = 0;
        boolean truncated = false;
        while (!truncated && rows.next()) {
            if (answer.size() == limits.maxRows() || bytes > MAX_ANSWER_BYTES) {
                truncated = true;
            } else {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    Object value = rows.getObject(i);
                    numbers.set(i - 1, numbers.get(i - 1) || value instanceof Number);
                    others.set(i - 1, others.get(i - 1) || (value != null && !(value instanceof Number)));
                    String cell = cell(value, limits.maxCellBytes());
                    bytes += written(cell);
                    cells.add(cell);
                }
                answer.add(List.copyOf(cells));
            }
            if (deadline.progressed()) {
                throw deadline.refusal(limits);
            }
        }
        numbers.andNot(others);
        List<Boolean> onlyNumbers =
                IntStream.range(0, columns.size()).mapToObj(numbers::get).toList();
        return new SqlResult(columns, onlyNumbers, answer, truncated, (System.nanoTime() - start) / 1_000_000);
    }

    private static String cell(Object value, int maxBytes) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof byte[] blob) {
            boolean whole = blob.length <= maxBytes;
            String hex =
                    ByteString.copyOf(blob, 0, Math.min(blob.length, maxBytes)).toHex();
            return "x'" + hex + (whole ? "'" : "…'");
        }
        return cut(value.toString(), maxBytes);
    }

    /** How many bytes a text takes in JSON, at the most. */
    private static int written(String cell) {
        return cell.chars()
                .map(c -> c < ' ' ? 6 : c < 0x80 ? (c == '"' || c == '\\' ? 2 : 1) : 3)
                .sum();
    }

    private static String cut(String text, int maxLength) {
        return text.length() <= maxLength ? text : text.substring(0, maxLength) + "…";
    }

    private static SqlRefusedException refusal(SQLException e, Deadline deadline, SqlLimits limits) {
        if (e instanceof SQLiteException s && s.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT) {
            return deadline.refusal(limits);
        }
        if (e instanceof SQLiteException s && TOO_LARGE.contains(s.getResultCode())) {
            return new SqlRefusedException(
                    Kind.LARGE,
                    "a value in it is longer than " + MAX_VALUE_BYTES
                            + " bytes, or the statement is too long; ask for less");
        }
        String message = String.valueOf(e.getMessage());
        // "[SQLITE_ERROR] SQL error or missing database (no such table: x)": the part in parentheses is for people.
        int open = message.indexOf('(');
        int close = message.lastIndexOf(')');
        return new SqlRefusedException(
                Kind.WRONG, open >= 0 && close > open ? message.substring(open + 1, close) : message);
    }

    /** A deadline that SQLite asks for while it works, and that is asked between rows. */
    private static final class Deadline extends ProgressHandler {
        private final long end;
        private final SqlLimits limits;
        private boolean cancelled;

        Deadline(long start, SqlLimits limits) {
            this.end = start + limits.maxMillis() * 1_000_000;
            this.limits = limits;
        }

        boolean progressed() {
            cancelled |= limits.cancelled().getAsBoolean();
            return cancelled || System.nanoTime() - end > 0;
        }

        @Override
        protected int progress() {
            return progressed() ? 1 : 0;
        }

        SqlRefusedException refusal(SqlLimits limits) {
            return new SqlRefusedException(
                    cancelled ? Kind.CANCELLED : Kind.SLOW,
                    cancelled
                            ? "cancelled"
                            : "the question took longer than " + limits.maxMillis()
                                    + " ms; ask for less, for example with LIMIT");
        }
    }
}
