package org.wonsi.columns.duck;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * A maker of DuckDB databases in memory.
 *
 * <p>Nothing is ever fetched: DuckDB would download an extension when a question needs one that isn't built in, and run
 * it. That is switched off before the first statement; Parquet, JSON and time zones are built in.
 */
public final class DuckDb {
    private DuckDb() {}

    /**
     * A new, empty database.
     *
     * @param memoryMegabytes more than this is never used; sorting and joining go on in {@code spill}
     * @param spill a directory for what doesn't fit; DuckDB makes it when needed
     */
    public static DuckDBConnection open(int memoryMegabytes, Path spill) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("allow_persistent_secrets", "false");
        settings.setProperty("memory_limit", memoryMegabytes + "MB");
        settings.setProperty("temp_directory", spill.toAbsolutePath().toString());
        settings.setProperty(
                "threads", Integer.toString(Math.min(4, Runtime.getRuntime().availableProcessors())));
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        try {
            // Times are told as UTC wherever the program runs.
            execute(connection, "SET TimeZone = 'UTC'");
            return connection.unwrap(DuckDBConnection.class);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Shuts the database in: from here on it opens no file but these, no network, no other database, and no setting can
     * be changed back.
     *
     * <p>The listed files could be written, too, by a COPY: whoever takes statements from others must refuse all that
     * aren't questions.
     */
    public static void shutIn(Connection connection, Collection<Path> readable) throws SQLException {
        execute(
                connection,
                readable.stream()
                        .map(file -> quote(file.toAbsolutePath().toString()))
                        .collect(Collectors.joining(", ", "SET allowed_paths = [", "]")));
        execute(connection, "SET enable_external_access = false");
        execute(connection, "SET lock_configuration = true");
    }

    /** Runs a statement of this program's own. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A text as SQL writes it. */
    public static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
