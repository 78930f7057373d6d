package org.wonsi.node.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;

/**
 * The schema of a mirror: numbered scripts, each run in a transaction that also notes the version in table {@code meta}.
 *
 * <p>A database of a newer schema, or of another network, is left as it is.
 */
final class MirrorSchema {
    private static final List<String> SCRIPTS = List.of("001_chain.sql");

    private MirrorSchema() {}

    /**
     * Brings an empty or older database to this program's schema.
     *
     * @param connection without a transaction, and not in autocommit mode
     * @throws MirrorException if it is newer, another network's, or holds other tables of these names
     */
    static void migrate(Connection connection, ChainParams params) throws SQLException {
        int version = version(connection);
        if (version > SCRIPTS.size()) {
            throw new MirrorException(
                    "the database has schema version " + version + ", this program knows versions up to "
                            + SCRIPTS.size() + ": a newer Wonsi made it, so use that one");
        }
        for (; version < SCRIPTS.size(); version++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(script(SCRIPTS.get(version)));
            } catch (SQLException e) {
                connection.rollback();
                if ("42P07".equals(e.getSQLState())) {
                    throw new MirrorException(
                            "the database holds tables of these names that aren't a mirror's; choose an empty"
                                    + " database, or another schema by ?currentSchema=NAME in the address");
                }
                throw e;
            }
            put(connection, "schema_version", Integer.toString(version + 1));
            put(connection, "network", params.network().id());
            put(connection, "genesis", params.genesisHash().toDisplay());
            connection.commit();
        }
        checkNetwork(connection, params);
        connection.rollback();
    }

    /**
     * Looks whether this program can read a database.
     *
     * @throws MirrorException if it can't
     */
    static ChainParams check(Connection connection) throws SQLException {
        int version = version(connection);
        if (version != SCRIPTS.size()) {
            throw version == 0
                    ? MirrorException.yetToCome(
                            "there is no mirror in this database yet; ./wonsi node --mirror makes one")
                    : new MirrorException("the database has schema version " + version + ", this program reads version "
                            + SCRIPTS.size());
        }
        String network = get(connection, "network").orElse("");
        for (Network known : Network.values()) {
            if (known.id().equals(network)) {
                ChainParams params = ChainParams.of(known);
                checkNetwork(connection, params);
                return params;
            }
        }
        throw new MirrorException(
                "the database says it is of a network '" + printable(network) + "', which isn't known here");
    }

    private static void checkNetwork(Connection connection, ChainParams params) throws SQLException {
        String network = get(connection, "network").orElse("");
        String genesis = get(connection, "genesis").orElse("");
        if (!network.equals(params.network().id())
                || !genesis.equals(params.genesisHash().toDisplay())) {
            throw new MirrorException(
                    "the database holds the chain of " + printable(network) + " (genesis " + printable(genesis)
                            + "), the node's is " + params.network().id() + " (" + params.genesisHash() + ")");
        }
    }

    /** What stands in a database may be anything, and a log is read in a terminal. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "...";
    }

    /** 0 if there is no mirror. */
    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('meta') IS NOT NULL")) {
            row.next();
            if (!row.getBoolean(1)) {
                return 0;
            }
        }
        String version;
        try {
            version = get(connection, "schema_version").orElse("");
        } catch (SQLException e) {
            if ("42703".equals(e.getSQLState())) {
                throw new MirrorException(
                        "the database holds a table 'meta' that isn't a mirror's; choose an empty database,"
                                + " or another schema by ?currentSchema=NAME in the address");
            }
            throw e;
        }
        if (!version.matches("[1-9][0-9]{0,5}")) {
            throw new MirrorException("the database's table 'meta' has no schema version; it isn't a mirror's");
        }
        return Integer.parseInt(version);
    }

    private static Optional<String> get(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static void put(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")) {
            insert.setString(1, key);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }

    private static String script(String name) {
        try (InputStream in = MirrorSchema.class.getResourceAsStream("/db/mirror/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource db/mirror/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program's resource db/mirror/" + name + " can't be read", e);
        }
    }
}
