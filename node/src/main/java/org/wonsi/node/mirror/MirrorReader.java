package org.wonsi.node.mirror;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.Engine;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.query.ChainReads;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * The reading side of a mirror: the same questions as to a node's own database, on connections that can't write.
 *
 * <p>Each {@link #read} sees one committed state (REPEATABLE READ), and notes with it how old that state is: {@link #asOf}. A state that is
 * older than the bound isn't shown. Connections come from a pool, which replaces those that broke; a question waits
 * three seconds for one at most, and its statements end after ten.
 */
public final class MirrorReader implements ChainReads, AutoCloseable {
    private static final Duration FOR_A_CONNECTION = Duration.ofSeconds(3);
    private static final Duration FOR_THE_END = Duration.ofSeconds(1);
    private static final int SECONDS_FOR_A_STATEMENT = 10;

    /** Connections that stay open while nobody asks. */
    private static final int IDLE = 2;

    private static final Path FILE = Path.of("the mirror");

    private static final List<String> TABLES =
            List.of("meta", "header", "block", "chain", "tx", "output", "mempool", "mirror");

    private static final String AS_OF =
            "SELECT m.node, m.true_at, (extract(epoch FROM clock_timestamp()) * 1000)::bigint,"
                    + " m.mempool_version, (SELECT coalesce(max(height), -1) FROM chain) FROM mirror m WHERE m.id = 1";

    private static final Engine POSTGRESQL = new Engine() {
        @Override
        public boolean knowsNumbers() {
            return false;
        }

        @Override
        public void begin(Connection connection) {
            // The connection's first statement begins a transaction; it isn't in autocommit mode.
        }

        @Override
        public void end(Connection connection) throws SQLException {
            connection.commit();
        }

        @Override
        public RuntimeException failure(SQLException e) {
            return new DatabaseAwayException(DatabaseTrouble.words(e), e);
        }
    };

    /** Of the answer that a thread works out; a thread asks one reader. */
    private static final ThreadLocal<@Nullable AsOf> OLDEST = new ThreadLocal<>();

    private final HikariDataSource pool;
    private final Duration bound;
    private volatile @Nullable ChainParams params;

    /**
     * The state that was read.
     *
     * @param node the name of the node that is mirrored
     * @param trueAt milliseconds since 1970 UTC by the database's clock when the mirror was as the node's chain was
     * @param ageMillis how long before the reading that was
     * @param mempoolVersion counts changes of the mempool
     * @param height of the chain
     */
    public record AsOf(String node, long trueAt, long ageMillis, long mempoolVersion, int height) {}

    private MirrorReader(HikariDataSource pool, Duration bound) {
        this.pool = pool;
        this.bound = bound;
    }

    /**
     * Opens a pool of connections to a database that is there.
     *
     * @param connections at once at most
     * @param bound how old an answer may be
     * @throws MirrorException if the database can't be used: no mirror, another schema, or a role that may write
     * @throws DatabaseAwayException if it doesn't answer
     */
    public static MirrorReader open(DatabaseAddress address, int connections, Duration bound) {
        MirrorReader reader = toCome(address, connections, bound);
        try {
            reader.check();
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** The same for a database that may be away: whatever is asked before {@link #check} succeeded for the first time fails. */
    public static MirrorReader toCome(DatabaseAddress address, int connections, Duration bound) {
        PGSimpleDataSource source = address.source("wonsi serve", SECONDS_FOR_A_STATEMENT + 5);
        source.setReadOnly(true);
        source.setOptions("-c statement_timeout=" + SECONDS_FOR_A_STATEMENT * 1000
                + " -c idle_in_transaction_session_timeout=30000 -c default_transaction_read_only=on");
        HikariConfig config = new HikariConfig();
        config.setPoolName("mirror");
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionTimeout(FOR_A_CONNECTION.toMillis());
        config.setValidationTimeout(2_000);
        if (connections > IDLE) {
            config.setMinimumIdle(IDLE);
            config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        }
        config.setMaxLifetime(Duration.ofMinutes(10).toMillis());
        config.setInitializationFailTimeout(-1);
        return new MirrorReader(new HikariDataSource(config), bound);
    }

    /**
     * Looks whether the database can be used; also after it was away, since it may be another one by then.
     *
     * @throws MirrorException if it can't: no mirror, another schema or network, or a role that may write
     * @throws DatabaseAwayException if it doesn't answer
     */
    public void check() {
        ChainParams found = onConnection(connection -> {
            ChainParams network = MirrorSchema.check(connection);
            checkRole(connection);
            return network;
        });
        ChainParams before = params;
        if (before != null && before.network() != found.network()) {
            throw new MirrorException("the database now holds the chain of "
                    + found.network().id() + ", and this server shows that of "
                    + before.network().id() + "; start it anew");
        }
        params = found;
    }

    /** The pool's own words hide the database's. */
    private static String cause(SQLException e) {
        Throwable cause = e instanceof SQLTransientConnectionException ? e.getCause() : null;
        return DatabaseTrouble.words(cause == null ? e : cause);
    }

    /** A server that strangers ask has no need of a role that may write, so it isn't started with one. */
    private static void checkRole(Connection connection) throws SQLException {
        for (String table : TABLES) {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT has_table_privilege(?, 'INSERT, UPDATE, DELETE, TRUNCATE'), has_table_privilege(?, 'SELECT'),"
                            + " current_user")) {
                select.setString(1, table);
                select.setString(2, table);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        throw new MirrorException("the role " + row.getString(3) + " may write table " + table
                                + "; a server takes a role that can only read (docs/mirror.md says how to make one)");
                    }
                    if (!row.getBoolean(2)) {
                        throw new MirrorException("the role " + row.getString(3) + " may not read table " + table
                                + "; GRANT SELECT ON ALL TABLES IN SCHEMA public TO it");
                    }
                }
            }
        }
    }

    /**
     * The network whose chain it is.
     *
     * @throws DatabaseAwayException before it is known
     */
    public ChainParams params() {
        ChainParams known = params;
        if (known == null) {
            throw new DatabaseAwayException("the database hasn't answered yet");
        }
        return known;
    }

    /** Whether the database could be used when it was last checked, since this server runs. */
    public boolean isKnown() {
        return params != null;
    }

    @Override
    public <T> T read(Function<StoreSnapshot, T> questions) {
        return onConnection(connection -> {
            note(connection);
            return questions.apply(
                    new StoreSnapshot(new ReadConnection(connection, FILE, POSTGRESQL), this::addressIndex));
        });
    }

    /** The same, however old the state is; for whoever tells what is new, and not for an answer. */
    public <T> T unbounded(Function<StoreSnapshot, T> questions) {
        return onConnection(connection -> questions.apply(
                new StoreSnapshot(new ReadConnection(connection, FILE, POSTGRESQL), this::addressIndex)));
    }

    /** The state as it is now, however old. */
    public AsOf now() {
        return onConnection(MirrorReader::asOf);
    }

    /** The same with work of its own on one state. */
    <T> T onConnection(Questions<T> questions) {
        try (Connection connection = pool.getConnection()) {
            try {
                T answer = questions.ask(connection);
                connection.commit();
                return answer;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseAwayException(cause(e), e);
        }
    }

    private static void rollback(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The pool throws the connection away; what was first wrong is what is told.
            because.addSuppressed(e);
        }
    }

    /** Questions to one connection. */
    @FunctionalInterface
    interface Questions<T> {
        T ask(Connection connection) throws SQLException;
    }

    private void note(Connection connection) throws SQLException {
        AsOf state = asOf(connection);
        if (state.ageMillis() > bound.toMillis()) {
            throw new StaleMirrorException("what this server could show is from " + Instant.ofEpochMilli(state.trueAt())
                    + ", which is more than " + bound.toSeconds() + " s ago; its database is behind");
        }
        AsOf before = OLDEST.get();
        if (before == null || state.trueAt() < before.trueAt()) {
            OLDEST.set(state);
        }
    }

    private static AsOf asOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(AS_OF)) {
            if (!row.next()) {
                throw MirrorException.yetToCome(
                        "the mirror's table mirror is empty; the node that fills it hasn't begun");
            }
            long trueAt = row.getLong(2);
            return new AsOf(
                    row.getString(1), trueAt, Math.max(0, row.getLong(3) - trueAt), row.getLong(4), row.getInt(5));
        }
    }

    /** Forgets what this thread read; at the beginning of an answer. */
    public void beginAnswer() {
        OLDEST.remove();
    }

    /** The oldest state that this thread has read since; null if none. */
    public @Nullable AsOf asOf() {
        return OLDEST.get();
    }

    @Override
    public AddressIndexState addressIndex() {
        return AddressIndexState.COMPLETE;
    }

    /** Ends within a second. A pool whose database is away would wait for its attempts to connect; those end with the process. */
    @Override
    public void close() {
        Thread closing = new Thread(pool::close, "mirror pool's end");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(FOR_THE_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
