package org.wonsi.node.store.db;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;

/** The opener of connections to a chain's database file, set up for writing or for reading. */
public final class Database {
    /** The file in a data directory. */
    public static final String FILE_NAME = "chain.db";

    /** Marks the file as ours for tools like file(1): "Wons". */
    private static final int APPLICATION_ID = 0x576f6e73;

    /** Pages of the log after which a commit copies them into the file: 16 MB, so that it is rare while catching up. */
    private static final int LOG_PAGES = 4_000;

    /** What the log's file is cut to after that. */
    private static final int LOG_BYTES_KEPT = 4_000_000;

    /**
     * What a connection keeps of the file in memory, in KiB. A node has up to ten connections, and each fills its cache for
     * itself in the course of hours; what isn't in it comes from the operating system's cache, which they share.
     */
    public static final int SMALL_CACHE_KIB = 250;

    /** The same for the connections that an import keeps busy. */
    public static final int LARGE_CACHE_KIB = 16_000;

    private Database() {}

    /** Loads SQLite's native library, if it can be loaded; if not, the first connection tries again and says why. */
    public static void loadDriver() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            LoggerFactory.getLogger(Database.class).debug("SQLite isn't loaded ahead", e);
        }
    }

    /** Changes how much a connection keeps of the file in memory; what is too much goes at once. */
    public static void setCache(Connection connection, int kib) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -" + kib);
        }
    }

    /**
     * The one connection that writes. The log is written ahead (WAL), so that readers never wait, and reaches the disk
     * at every commit (synchronous = FULL), so that a commit survives a power failure.
     */
    public static Connection openWriter(Path file) throws StorageException {
        SQLiteConfig config = common();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setCacheSize(-SMALL_CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setApplicationId(APPLICATION_ID);
        Connection connection = open(config, file.toAbsolutePath().toString(), file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
            statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES_KEPT);
            return connection;
        } catch (SQLException e) {
            throw closeAfter(connection, e, file);
        }
    }

    /** A connection that can't write. */
    public static Connection openReader(Path file) throws StorageException {
        return openReader(file, -SMALL_CACHE_KIB);
    }

    /** A connection to a file that nobody changes meanwhile; SQLite makes no files beside it. */
    public static Connection openStill(Path file) throws StorageException {
        return openReader("file:" + file.toAbsolutePath().toUri().getRawPath() + "?immutable=1", file, -4_000);
    }

    /** A connection that can't write, with a page cache of its own: pages, or KiB if negative. */
    public static Connection openReader(Path file, int cacheSize) throws StorageException {
        return openReader(file.toAbsolutePath().toString(), file, cacheSize);
    }

    private static Connection openReader(String name, Path file, int cacheSize) throws StorageException {
        SQLiteConfig config = common();
        config.setReadOnly(true);
        config.setCacheSize(cacheSize);
        config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "MEMORY");
        Connection connection = open(config, name, file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            throw closeAfter(connection, e, file);
        }
    }

    /** Bytes of the file and of its log. */
    public static long sizeOnDisk(Path file) {
        File log = new File(file + "-wal");
        return file.toFile().length() + log.length();
    }

    private static SQLiteConfig common() {
        SQLiteConfig config = new SQLiteConfig();
        // The driver lets one thread at a time use a connection, so SQLite needs no lock of its own.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
        // Else it looks for the new row's number after each insert.
        config.setGetGeneratedKeys(false);
        config.setBusyTimeout(5_000);
        config.enableLoadExtension(false);
        config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
        return config;
    }

    private static Connection open(SQLiteConfig config, String name, Path file) throws StorageException {
        try {
            return config.createConnection("jdbc:sqlite:" + name);
        } catch (SQLException e) {
            throw StorageException.of(e, file);
        }
    }

    /** Closes a connection whose set-up failed. */
    public static StorageException closeAfter(Connection connection, SQLException e, Path file) {
        try {
            connection.close();
        } catch (SQLException closing) {
            e.addSuppressed(closing);
        }
        return StorageException.of(e, file);
    }
}
