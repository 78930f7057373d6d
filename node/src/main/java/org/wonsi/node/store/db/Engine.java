package org.wonsi.node.store.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What differs between the databases that the questions of {@code store.query} are asked: SQLite, a node's own, and PostgreSQL, its mirror.
 *
 * <p>The questions themselves are spelt so that both understand them; only how a state is fixed, how a parameter that is named
 * twice is given, and what a failure means is each engine's own.
 */
public interface Engine {
    /** Whether {@code ?2} names the second parameter wherever it stands; else each {@code ?} takes the next value. */
    boolean knowsNumbers();

    /** Fixes the state that the following questions see. */
    void begin(Connection connection) throws SQLException;

    /** Lets the following questions see the newest state again. */
    void end(Connection connection) throws SQLException;

    /** The exception that a failure becomes. */
    RuntimeException failure(SQLException e);

    /** SQLite with this file. */
    static Engine sqlite(Path file) {
        return new Engine() {
            @Override
            public boolean knowsNumbers() {
                return true;
            }

            @Override
            public void begin(Connection connection) throws SQLException {
                execute(connection, "BEGIN");
            }

            @Override
            public void end(Connection connection) throws SQLException {
                execute(connection, "COMMIT");
            }

            @Override
            public RuntimeException failure(SQLException e) {
                return StorageException.of(e, file).unchecked();
            }
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
