package org.wonsi.node.store.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;

/**
 * A reading connection with its prepared statements; for one thread at a time.
 *
 * <p>Statements are prepared once and kept, so that SQLite doesn't compile a query each time it is asked. A failure of
 * SQLite becomes an unchecked {@link StorageException}, so that queries can be lambdas.
 */
public final class ReadConnection implements AutoCloseable {
    /** A function that makes a value of a row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        /** The value of the present row. */
        T map(ResultSet row) throws SQLException;
    }

    /** A visitor of rows. */
    @FunctionalInterface
    public interface RowVisitor {
        /** Sees the present row. */
        void visit(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Path file;
    private final Consumer<DamagedBlockException> onDamaged;
    private final Engine engine;
    private final Map<String, Prepared> statements = new HashMap<>();

    /** A statement, and the numbers of the parameters that it takes, in its order; empty if it takes them as they are given. */
    private record Prepared(PreparedStatement statement, List<Integer> order) {}

    public ReadConnection(Connection connection, Path file) {
        this(connection, file, Engine.sqlite(file));
    }

    /** On a connection to another engine; {@code file} stands for it in messages. */
    public ReadConnection(Connection connection, Path file, Engine engine) {
        this(connection, file, engine, damaged -> {});
    }

    private ReadConnection(Connection connection, Path file, Engine engine, Consumer<DamagedBlockException> onDamaged) {
        this.connection = connection;
        this.file = file;
        this.engine = engine;
        this.onDamaged = onDamaged;
    }

    /** Opens a connection of its own to the file. */
    public static ReadConnection open(Path file) {
        return open(file, damaged -> {});
    }

    /** The same; {@code onDamaged} hears of damaged blocks that are read. */
    public static ReadConnection open(Path file, Consumer<DamagedBlockException> onDamaged) {
        try {
            return new ReadConnection(Database.openReader(file), file, Engine.sqlite(file), onDamaged);
        } catch (StorageException e) {
            throw e.unchecked();
        }
    }

    /**
     * Looks at the file without changing it. Returns whether it has an address index.
     *
     * @throws StorageException if it isn't a chain of this network, of this program's schema
     */
    public boolean checkReadable(ChainParams params) throws StorageException {
        return DatabaseSetup.checkReadable(connection, file, params, Migrations.bundled());
    }

    /** Visits all rows of an answer. Parameters: Long, Integer, byte[] or Hash256. */
    public void each(String sql, RowVisitor visitor, Object... parameters) {
        try {
            Prepared prepared = statements.get(sql);
            if (prepared == null) {
                prepared = prepare(sql);
                statements.put(sql, prepared);
            }
            PreparedStatement statement = prepared.statement();
            for (int i = 0;
                    i
                            < (prepared.order().isEmpty()
                                    ? parameters.length
                                    : prepared.order().size());
                    i++) {
                bind(
                        statement,
                        i + 1,
                        parameters[
                                prepared.order().isEmpty()
                                        ? i
                                        : prepared.order().get(i)]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        } catch (SQLException e) {
            throw engine.failure(e);
        }
    }

    private Prepared prepare(String sql) throws SQLException {
        if (engine.knowsNumbers()) {
            return new Prepared(connection.prepareStatement(sql), List.of());
        }
        NumberedQuestion question = NumberedQuestion.parse(sql);
        return new Prepared(connection.prepareStatement(question.sql()), question.order());
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Hash256 hash) {
            statement.setBytes(index, hash.toByteArray());
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            throw new IllegalStateException("no SQL type for " + value.getClass());
        }
    }

    /** The values of all rows that a query finds, in the query's order. */
    public <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters) {
        List<T> list = new ArrayList<>();
        each(sql, row -> list.add(mapper.map(row)), parameters);
        return list;
    }

    /** The value of the first row that a query finds. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters) {
        List<T> list = list(sql, mapper, parameters);
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(0));
    }

    /** The first column of the first row as a number; 0 if there is no row. */
    public long number(String sql, Object... parameters) {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** The statements used so far; for tests of how SQLite would answer them. */
    public Set<String> statements() {
        return Set.copyOf(statements.keySet());
    }

    /** Tells of a damaged block, and gives the exception back to be thrown. */
    public DamagedBlockException tell(DamagedBlockException damaged) {
        onDamaged.accept(damaged);
        return damaged;
    }

    /** The database file. */
    public Path file() {
        return file;
    }

    /** Fixes the state that the following queries see, until {@link #endSnapshot}. */
    public void beginSnapshot() {
        try {
            engine.begin(connection);
        } catch (SQLException e) {
            throw engine.failure(e);
        }
    }

    /** Lets the following queries see the newest committed state again. */
    public void endSnapshot() {
        try {
            engine.end(connection);
        } catch (SQLException e) {
            throw engine.failure(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Prepared prepared : statements.values()) {
                prepared.statement().close();
            }
            connection.close();
        } catch (SQLException e) {
            throw engine.failure(e);
        }
    }
}
