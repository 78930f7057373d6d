package org.wonsi.node.store.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;

/**
 * The address index of a chain: switched on or off at a start, and built in steps.
 *
 * <p>Switched on later, new outputs are in it at once, and those before are added in steps while the node runs; how far
 * that has come is in table {@code meta}, so that a start goes on where the last run ended.
 */
public final class AddressIndex {
    /** The number of the last output that was added. */
    private static final String DONE = "address_index_done";

    /** The number of the last output that has to be added; those after it were from the beginning. */
    private static final String LAST = "address_index_last";

    /** SQLite's own index; {@code 001_chain.sql} makes the same. */
    private static final String BY_SCRIPT = "output_script";

    /** With as many, to make the index anew takes no time worth mentioning. */
    private static final long FEW_OUTPUTS = 1_000;

    private AddressIndex() {}

    /**
     * Leaves SQLite's index out while a chain that has just begun is filled, within the caller's transaction: keys of scripts are
     * as good as random, so that each row would change another page of it. Does nothing once there are more than a few outputs;
     * returns whether the index is missing now.
     */
    public static boolean leaveOut(Connection connection) throws SQLException {
        if (number(connection, "SELECT coalesce(max(id), 0) FROM output WHERE id > ?1", FEW_OUTPUTS) == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DROP INDEX IF EXISTS " + BY_SCRIPT);
            }
        }
        return isLeftOut(connection);
    }

    /** Whether SQLite's index was left out, and not made since: the process that did so was killed. */
    static boolean isLeftOut(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM sqlite_schema WHERE name = '" + BY_SCRIPT + "'")) {
            return row.getInt(1) == 0;
        }
    }

    /** The same of a file that somebody else may be writing. */
    public static boolean isLeftOut(ReadConnection reader) {
        return reader.list("SELECT 1 FROM sqlite_schema WHERE name = '" + BY_SCRIPT + "'", row -> row.getInt(1))
                .isEmpty();
    }

    /** Makes SQLite's index if it was left out. Its rows are sorted first, in a file if they don't fit into the cache. */
    public static void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA temp_store = FILE");
            statement.executeUpdate(
                    "CREATE INDEX IF NOT EXISTS " + BY_SCRIPT + " ON output (script_key) WHERE script_key IS NOT NULL");
            statement.execute("PRAGMA temp_store = MEMORY");
        }
    }

    /** Makes the file as wanted, as far as that is quick; says what is left to do. A connection in autocommit mode. */
    static AddressIndexState adjust(Connection connection, boolean wanted) throws SQLException {
        boolean complete = ChainMeta.hasAddressIndex(connection);
        boolean begun = ChainMeta.get(connection, DONE).isPresent();
        connection.setAutoCommit(false);
        if (!wanted && (complete || begun)) {
            drop(connection);
        } else if (wanted && !complete && !begun) {
            begin(connection);
        }
        AddressIndexState state = wanted ? state(connection) : AddressIndexState.NONE;
        connection.commit();
        connection.setAutoCommit(true);
        return state;
    }

    private static void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE output SET script_key = NULL WHERE script_key IS NOT NULL");
        }
        finish(connection, false);
    }

    private static void begin(Connection connection) throws SQLException {
        long last = number(connection, "SELECT coalesce(max(id), 0) FROM output WHERE id > ?1", 0);
        if (last == 0) {
            finish(connection, true);
        } else {
            ChainMeta.put(connection, DONE, "0");
            ChainMeta.put(connection, LAST, Long.toString(last));
        }
    }

    private static void finish(Connection connection, boolean complete) throws SQLException {
        ChainMeta.setAddressIndex(connection, complete);
        ChainMeta.remove(connection, DONE);
        ChainMeta.remove(connection, LAST);
    }

    /** Adds the next so many outputs, within the caller's transaction; says what is left to do. */
    public static AddressIndexState step(Connection connection, int outputs) throws SQLException {
        long done = number(connection, DONE);
        long last = number(connection, LAST);
        long end = Math.min(done + outputs, last);
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT id, script FROM output WHERE id > ? AND id <= ?");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE output SET script_key = ? WHERE id = ?")) {
            select.setLong(1, done);
            select.setLong(2, end);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Script script = new Script(ByteString.copyOf(row.getBytes(2)));
                    update.setLong(1, ScriptHash.of(script).key());
                    update.setLong(2, row.getLong(1));
                    update.executeUpdate();
                }
            }
        }
        ChainMeta.put(connection, DONE, Long.toString(end));
        if (end == last) {
            finish(connection, true);
        }
        return state(connection);
    }

    private static AddressIndexState state(Connection connection) throws SQLException {
        if (ChainMeta.hasAddressIndex(connection)) {
            return AddressIndexState.COMPLETE;
        }
        long done = number(connection, DONE);
        long height = number(
                connection,
                "SELECT coalesce((SELECT t.height FROM output o JOIN tx t ON t.id = o.tx_id WHERE o.id <= ?1"
                        + " ORDER BY o.id DESC LIMIT 1), 0)",
                done);
        return AddressIndexState.incomplete((int) (100 * done / number(connection, LAST)), (int) height);
    }

    private static long number(Connection connection, String key) throws SQLException {
        String value = ChainMeta.get(connection, key).orElse("0");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw StorageException.damagedRow("table meta: " + key + " is '" + value + "', which is no number");
        }
    }

    private static long number(Connection connection, String sql, long argument) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, argument);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
