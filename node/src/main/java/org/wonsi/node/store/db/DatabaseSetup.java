package org.wonsi.node.store.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.wonsi.core.consensus.ChainParams;

/** The preparation of a database file for use: checked, of the newest schema, of the right chain, indexed as wanted. */
public final class DatabaseSetup {
    /** What the last rows of the tables must have in common; reads only the ends of the tables. */
    private static final String ENDS_AGREE = "SELECT (SELECT max(id) FROM tx) = c.first_tx_id + b.tx_count - 1"
            + " AND (SELECT max(id) FROM output) = (SELECT first_output_id + output_count - 1 FROM tx"
            + " ORDER BY id DESC LIMIT 1) AND h.height = c.height"
            + " FROM chain c LEFT JOIN block b ON b.header_id = c.header_id LEFT JOIN header h ON h.id = c.header_id"
            + " ORDER BY c.height DESC LIMIT 1";

    private DatabaseSetup() {}

    /**
     * Says what is left to do for the address index. A file of an older schema, or without an index, is changed only once
     * {@code pages} is done.
     */
    public static AddressIndexState prepare(
            Path file, ChainParams params, StoreOptions options, Migrations migrations, PageCheck pages)
            throws StorageException {
        try (Connection connection = Database.openWriter(file)) {
            int found = migrations.version(connection, file);
            if (found > 0) {
                // Before anything is changed: a chain of another network stays as it is.
                ChainMeta.check(connection, file, params.network(), params.genesisHash());
            }
            if (found != migrations.newest() || AddressIndex.isLeftOut(connection)) {
                pages.await();
            }
            migrations.apply(connection, file);
            ChainMeta.check(connection, file, params.network(), params.genesisHash());
            checkEnds(connection, file);
            AddressIndexState state = AddressIndex.adjust(connection, options.addressIndex());
            // Not before: who wants none would have it made only to be emptied.
            AddressIndex.make(connection);
            return state;
        } catch (SQLException e) {
            throw StorageException.of(e, file);
        }
    }

    /** Looks at a file without changing it: is it a chain of this network, of this schema? Returns whether it is indexed. */
    static boolean checkReadable(Connection connection, Path file, ChainParams params, Migrations migrations)
            throws StorageException {
        try {
            int found = migrations.version(connection, file);
            if (found < migrations.newest()) {
                throw new StorageException(
                        StorageException.Kind.OLDER_SCHEMA,
                        file + " has schema version " + found + ", this program reads version " + migrations.newest()
                                + ": start its node once, which brings it up to date");
            }
            ChainMeta.check(connection, file, params.network(), params.genesisHash());
            return ChainMeta.hasAddressIndex(connection);
        } catch (SQLException e) {
            throw StorageException.of(e, file);
        }
    }

    private static void checkEnds(Connection connection, Path file) throws SQLException, StorageException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ENDS_AGREE)) {
            if (row.next() && row.getInt(1) != 1) {
                throw StorageException.damaged(file, "its tables end at different blocks");
            }
        }
    }
}
