package org.wonsi.node.store.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The migrations of a database to the newest schema: the numbered scripts of {@code resources/db}, each in a transaction of its
 * own that also raises the version.
 *
 * @param scripts the script that leads from version i to i+1 is element i
 */
public record Migrations(List<String> scripts) {
    private static final List<String> FILES =
            List.of("001_chain.sql", "002_views.sql", "003_peers.sql", "004_hashes.sql");

    public Migrations {
        scripts = List.copyOf(scripts);
    }

    /** This program's own. */
    public static Migrations bundled() {
        List<String> scripts = new ArrayList<>();
        for (String name : FILES) {
            try (InputStream in = Migrations.class.getResourceAsStream("/db/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the program lacks its resource db/" + name);
                }
                scripts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("the program's resource db/" + name + " can't be read", e);
            }
        }
        return new Migrations(scripts);
    }

    /** The version these scripts lead to. */
    int newest() {
        return scripts.size();
    }

    /** Raises an older database step by step; a newer one is refused. Returns the version found. */
    public int apply(Connection connection, Path file) throws StorageException, SQLException {
        int found = version(connection, file);
        try (Statement statement = connection.createStatement()) {
            for (int version = found; version < newest(); version++) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                statement.executeUpdate(scripts.get(version));
                statement.executeUpdate("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema_version', '"
                        + (version + 1) + "'); PRAGMA user_version = " + (version + 1));
                statement.executeUpdate("COMMIT");
            }
        }
        return found;
    }

    /** The version of a database, 0 for an empty one; a newer one than these scripts make is refused. */
    int version(Connection connection, Path file) throws StorageException, SQLException {
        int found;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            found = row.next() ? row.getInt(1) : 0;
        }
        if (found > newest()) {
            throw new StorageException(
                    StorageException.Kind.NEWER_SCHEMA,
                    file + " has schema version " + found + ", this program knows versions up to " + newest()
                            + ": a newer Wonsi wrote it. Use that one, or choose another directory with --data-dir");
        }
        return found;
    }
}
