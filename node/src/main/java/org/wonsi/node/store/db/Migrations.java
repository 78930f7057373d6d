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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;

/**
 * The migrations of a database to the newest schema: the numbered scripts of {@code resources/db}, each in a transaction of its
 * own that also raises the version.
 *
 * @param scripts the script that leads from version i to i+1 is element i
 */
public record Migrations(List<String> scripts) {
    private static final Pattern MADE = Pattern.compile("CREATE (?:UNIQUE )?(?:VIEW|INDEX|TRIGGER) (\\w+)");

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

    /**
     * Raises an older database step by step; a newer one is refused. Returns the version found.
     *
     * @throws StorageException also if a view, an index or a trigger that somebody else made doesn't let it
     */
    public int apply(Connection connection, Path file) throws StorageException, SQLException {
        int found = version(connection, file);
        try {
            apply(connection, found);
        } catch (SQLException e) {
            // SQLite's word for a statement that it can't do; a full or failing disk has another.
            boolean statement = e.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code;
            List<String> foreign = found > 0 && statement ? foreign(connection) : List.of();
            if (foreign.isEmpty()) {
                throw e;
            }
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    file + " couldn't be brought from schema version " + found + " to " + newest() + " ("
                            + e.getMessage()
                            + "). It holds what this program didn't make: " + String.join(", ", foreign)
                            + ". Nothing was changed; take that out with sqlite3 (DROP ...), start again, and make it anew with"
                            + " the columns that docs/database.md lists");
        }
        return found;
    }

    /** Views, indexes and triggers that none of these scripts makes. */
    private List<String> foreign(Connection connection) throws SQLException {
        Set<String> made = new HashSet<>();
        for (String script : scripts) {
            Matcher names = MADE.matcher(script);
            while (names.find()) {
                made.add(names.group(1));
            }
        }
        List<String> foreign = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT type, name FROM sqlite_schema"
                        + " WHERE type IN ('view', 'index', 'trigger') AND sql IS NOT NULL ORDER BY name")) {
            while (row.next()) {
                if (!made.contains(row.getString(2))) {
                    foreign.add(row.getString(1) + " " + row.getString(2));
                }
            }
        }
        return foreign;
    }

    private void apply(Connection connection, int found) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int version = found; version < newest(); version++) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                statement.executeUpdate(scripts.get(version));
                statement.executeUpdate("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema_version', '"
                        + (version + 1) + "'); PRAGMA user_version = " + (version + 1));
                statement.executeUpdate("COMMIT");
            }
        }
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
