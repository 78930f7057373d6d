package org.wonsi.node.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.DirectoryLock;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.StorageException;

/**
 * A database that is read by a process that isn't its node, and that leaves no files beside it.
 *
 * <p>SQLite makes two files beside a database that is only read, too, with the database's permissions and the reader's
 * owner: a node of another user could not start any more. So where no node runs and no log waits, the file is read as one
 * that nobody changes, and no node may start until the reader is done.
 */
final class ReadOnlyDatabase implements Closeable {
    private final Path file;
    private final boolean still;
    private final Optional<DirectoryLock> lock;

    private ReadOnlyDatabase(Path file, boolean still, Optional<DirectoryLock> lock) {
        this.file = file;
        this.still = still;
        this.lock = lock;
    }

    /**
     * Looks at a data directory.
     *
     * @throws StorageException if there is no database, or it can't be read
     */
    static ReadOnlyDatabase of(Path directory) throws StorageException {
        Path file = directory.resolve(Database.FILE_NAME);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    "there is no chain in " + file + "; name the directory with --data-dir");
        }
        DataDirectory.checkReadable(file);
        Optional<DirectoryLock> lock = Optional.empty();
        try {
            lock = Optional.of(DirectoryLock.acquire(directory));
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.IN_USE && e.kind() != StorageException.Kind.NOT_WRITABLE) {
                throw e;
            }
            // A node runs here, or none of this user can: it is read beside the process that has it.
        }
        return new ReadOnlyDatabase(file, !Files.exists(log(file)), lock);
    }

    private static Path log(Path file) throws StorageException {
        try {
            Path real = file.toRealPath();
            return real.resolveSibling(real.getFileName() + "-wal");
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.FAILED, file + " can't be read: " + StorageException.reason(e));
        }
    }

    Path file() {
        return file;
    }

    /** A new reading connection. */
    ReadConnection open() {
        try {
            return new ReadConnection(still ? Database.openStill(file) : Database.openReader(file), file);
        } catch (StorageException e) {
            throw e.unchecked();
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
