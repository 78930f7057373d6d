package org.wonsi.node.store.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.Network;

/** The contents of table {@code meta}: what is written about the chain in this file. */
final class ChainMeta {
    private static final String NETWORK = "network";
    private static final String GENESIS = "genesis";
    private static final String ADDRESS_INDEX = "address_index";

    private ChainMeta() {}

    /** Notes which chain this is, or compares with what was noted. */
    static void check(Connection connection, Path file, Network network, BlockHash genesis)
            throws SQLException, StorageException {
        Optional<String> known = get(connection, NETWORK);
        if (known.isEmpty()) {
            put(connection, NETWORK, network.id());
            put(connection, GENESIS, genesis.toDisplay());
            return;
        }
        if (!known.get().equals(network.id())) {
            throw new StorageException(
                    StorageException.Kind.OTHER_CHAIN,
                    "this directory holds the " + known.get() + " chain (" + file + "), not the " + network.id()
                            + " chain; start with --network " + known.get() + ", or choose another with --data-dir");
        }
        String knownGenesis = get(connection, GENESIS).orElse("unknown");
        if (!knownGenesis.equals(genesis.toDisplay())) {
            throw new StorageException(
                    StorageException.Kind.OTHER_CHAIN,
                    "this directory holds a " + network.id() + " chain with another genesis block (" + file + " starts"
                            + " with " + knownGenesis + ", this program's chain with " + genesis
                            + "); choose another with --data-dir");
        }
    }

    /** Whether every output of the file is in the address index. */
    static boolean hasAddressIndex(Connection connection) throws SQLException {
        return get(connection, ADDRESS_INDEX).filter("1"::equals).isPresent();
    }

    static void setAddressIndex(Connection connection, boolean kept) throws SQLException {
        put(connection, ADDRESS_INDEX, kept ? "1" : "0");
    }

    static Optional<String> get(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    static void remove(Connection connection, String key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM meta WHERE key = ?")) {
            delete.setString(1, key);
            delete.executeUpdate();
        }
    }

    static void put(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")) {
            insert.setString(1, key);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }
}
