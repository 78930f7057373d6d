package org.wonsi.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.StorageException;

/** A copy of a chain's database, made while its node runs: the copy has one committed state. */
public final class ChainCopy {
    private ChainCopy() {}

    /**
     * Copies the chain of one data directory into another, which is made.
     *
     * @throws IOException if the copy can't be written, or there is one
     */
    public static void make(Path from, Path to) throws IOException {
        Path original = from.resolve(Database.FILE_NAME);
        Path copy = to.resolve(Database.FILE_NAME);
        Files.createDirectories(to);
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5_000);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + original.toAbsolutePath());
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toAbsolutePath().toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw StorageException.of(e, copy);
        }
    }
}
