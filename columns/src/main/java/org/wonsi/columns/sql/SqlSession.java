package org.wonsi.columns.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.answer.AnswerWriter;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.lake.Lake;
import org.wonsi.columns.lake.LakeException;

/**
 * A session in which questions about a directory of Parquet files are answered.
 *
 * <p>A question can come from anybody in a class: it reads the tables and nothing else of this machine, and changes nothing
 * ({@link SqlGate}, {@link DuckDb#shutIn}). For one thread, but {@link #cancel} may come from any.
 */
public final class SqlSession implements AutoCloseable {
    private final DuckDBConnection duckDb;
    private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private SqlSession(DuckDBConnection duckDb) {
        this.duckDb = duckDb;
    }

    /**
     * Opens a directory as it is now; what is added later needs another session.
     *
     * @param memoryMegabytes the most that a question may take
     * @param spill a directory for what doesn't fit in memory
     * @throws LakeException if the directory can't be read; says why
     */
    public static SqlSession open(Path directory, int memoryMegabytes, Path spill) throws LakeException {
        try {
            DuckDBConnection duckDb = DuckDb.open(memoryMegabytes, spill);
            try {
                Lake lake = Lake.read(directory, duckDb);
                if (lake.isEmpty()) {
                    throw new LakeException("no block is in " + directory + " yet; ./wonsi export --parquet "
                            + directory + " puts some there");
                }
                lake.createViews(duckDb);
                DuckDb.shutIn(duckDb, lake.viewedFiles());
                return new SqlSession(duckDb);
            } catch (LakeException | SQLException | RuntimeException e) {
                duckDb.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new LakeException(directory + " can't be read by DuckDB: " + firstLines(e), e);
        }
    }

    /**
     * Asks one question.
     *
     * @throws SqlFailed if it is none, is wrong, takes too much, or was cancelled
     * @throws IOException if the answer can't be written
     */
    public void ask(String sql, AnswerWriter answer) throws SqlFailed, IOException {
        cancelled.set(false);
        try {
            SqlGate.check(duckDb, sql);
            try (Statement statement = duckDb.createStatement()) {
                running.set(statement);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    write(rows, answer);
                }
            } finally {
                running.set(null);
            }
        } catch (SQLException e) {
            if (cancelled.get()) {
                throw new SqlFailed("cancelled", e);
            }
            throw new SqlFailed(firstLines(e), e);
        }
    }

    private void write(ResultSet rows, AnswerWriter answer) throws SQLException, IOException, SqlFailed {
        ResultSetMetaData about = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            names.add(about.getColumnLabel(i));
        }
        answer.begin(names);
        while (rows.next()) {
            if (cancelled.get()) {
                throw new SqlFailed("cancelled");
            }
            List<@Nullable Object> values = new ArrayList<>(names.size());
            for (int i = 1; i <= names.size(); i++) {
                values.add(DuckDbValues.plain(rows.getObject(i)));
            }
            answer.row(values);
        }
        answer.end();
    }

    /** Stops the question that is being answered; without effect if there is none. Returns whether there was one. */
    public boolean cancel() {
        Statement statement = running.get();
        if (statement == null) {
            return false;
        }
        cancelled.set(true);
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It ended by itself meanwhile.
            return false;
        }
        return true;
    }

    /** What DuckDB says, without its advice to change settings, which can't be changed here. */
    private static String firstLines(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int advice = message.indexOf("\n\n");
        return e instanceof SQLTimeoutException || advice < 0
                ? message.strip()
                : message.substring(0, advice).strip();
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
