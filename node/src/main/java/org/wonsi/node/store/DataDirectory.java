package org.wonsi.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.wonsi.node.store.db.ChainNote;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.StorageException;

/**
 * The checks of a data directory before its database is opened: its files can be used, and no chain got lost.
 *
 * <p>SQLite makes a new, empty database where none is. After a disk that wasn't mounted, or a file moved by mistake, a
 * node would so begin again at genesis without a word. So an absent or empty file is compared with the traces of an
 * earlier run: a log or the note with the chain's height stops the start, the faucet's key alone is a warning.
 */
final class DataDirectory {
    /** Tables that every schema of this program has. */
    private static final int TABLES = 6;

    private DataDirectory() {}

    /**
     * Looks at the files of a database that is to be written.
     *
     * @return what a person should know of, if anything
     * @throws StorageException if they can't be used, or a chain was here that isn't any more; says what to do
     */
    static Optional<String> check(Path directory) throws StorageException {
        Path file = directory.resolve(Database.FILE_NAME);
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            checkFile(directory.resolve(Database.FILE_NAME + suffix));
        }
        if (size(file) > 0) {
            checkIsOurs(file);
            return Optional.empty();
        }
        if (Reindex.isPending(directory)) {
            return Optional.empty();
        }
        String state = Files.exists(file) ? "is empty" : "is missing";
        Path log = directory.resolve(Database.FILE_NAME + "-wal");
        if (size(log) > 0) {
            throw lost(file, state, "its log " + log.getFileName() + " is there");
        }
        Optional<String> note = ChainNote.read(directory);
        if (note.isPresent()) {
            throw lost(file, state, ChainNote.FILE_NAME + " says it held " + note.get());
        }
        return Files.exists(directory.resolve("purse.key"))
                ? Optional.of("a node ran in this directory before (purse.key is there), but " + file.getFileName()
                        + " " + state + ": its chain begins anew at genesis")
                : Optional.empty();
    }

    /** Another program's database must not get this program's tables. */
    private static void checkIsOurs(Path file) throws StorageException {
        boolean logWaits = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        try (Connection connection = logWaits ? Database.openReader(file) : Database.openStill(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) > 0, coalesce(sum(name IN ('meta', 'header',"
                        + " 'block', 'chain', 'tx', 'output')), 0) FROM sqlite_schema WHERE type = 'table'")) {
            if (row.next() && row.getInt(1) != 0 && row.getInt(2) != TABLES) {
                throw unusable(
                        file,
                        "is no chain's database (it has other tables)",
                        "move it away if it is another program's");
            }
        } catch (SQLException e) {
            throw StorageException.of(e, file);
        }
    }

    static StorageException lost(Path file, String state, String evidence) {
        return new StorageException(
                StorageException.Kind.LOST,
                file + " " + state + ", though there was a chain here: " + evidence
                        + ". Put the file back (is its disk mounted?), or let the chain begin anew at genesis; peers"
                        + " deliver it again: " + StorageException.reindexCommand(file));
    }

    /** A file of the database is a regular file, or a link to one, that may be read and written; or it isn't there. */
    static void checkFile(Path file) throws StorageException {
        checkReadable(file);
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw unusable(file, "can't be written", "make it writable for the user who runs the node");
        }
    }

    /** The same, for reading alone. */
    static void checkReadable(Path file) throws StorageException {
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw unusable(file, "is a link to a file that isn't there", "put that file back, or remove the link");
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw unusable(file, "is a directory, a file is expected", "move it away");
        }
        if (!Files.isRegularFile(file)) {
            throw unusable(file, "is no regular file", "move it away");
        }
        if (!Files.isReadable(file)) {
            throw unusable(file, "can't be read", "make it readable for the user who runs the node");
        }
    }

    private static StorageException unusable(Path file, String what, String cure) {
        return new StorageException(
                StorageException.Kind.NOT_WRITABLE,
                file + " " + what + "; " + cure + ", or choose another directory with --data-dir");
    }

    private static long size(Path file) throws StorageException {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw unusable(file, "can't be looked at (" + StorageException.reason(e) + ")", "check its disk");
        }
    }
}
