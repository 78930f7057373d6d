package org.wonsi.node.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wonsi.core.chain.ChainState;
import org.wonsi.node.store.db.ChainNote;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.DirectoryLock;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.StorageException;

/**
 * The rebuilding of a database from the blocks in it.
 *
 * <p>The old file is set aside as {@code chain.db.old}, a new one begun, and the old one's blocks are given to the chain
 * as if they came from outside, with every check. A rebuild that is interrupted goes on at the next start. When all is
 * done and durable, a sound old file is deleted; one that couldn't be read whole is kept as {@code chain.db.damaged},
 * and what is missing comes from peers.
 */
public final class Reindex {
    private static final String OLD = Database.FILE_NAME + ".old";
    private static final String DAMAGED = Database.FILE_NAME + ".damaged";
    private static final String LOG = "-wal";
    private static final String LOG_INDEX = "-shm";

    private Reindex() {}

    /** Whether a rebuild was begun and not finished. */
    public static boolean isPending(Path directory) {
        return Files.exists(directory.resolve(OLD), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Sets the old database aside. Call it before the store is opened; without a database, or amid a rebuild, it does
     * nothing.
     *
     * <p>The log holds the last commits and belongs to its database. It is copied first and deleted last, so that at no
     * moment either is without the other: what counts is the renaming of the database, which happens or doesn't.
     */
    public static void begin(Path directory) throws StorageException {
        Path file = directory.resolve(Database.FILE_NAME);
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try (lock) {
            DataDirectory.checkFile(file);
            if (!isPending(directory) && Files.exists(file)) {
                copyLog(directory);
                Files.move(file, directory.resolve(OLD), StandardCopyOption.ATOMIC_MOVE);
            } else if (!isPending(directory)) {
                ChainNote.forget(
                        directory); // Nothing is left to rebuild from, and that is known to whoever asks for it.
            }
            if (!Files.exists(file)) {
                Files.deleteIfExists(directory.resolve(Database.FILE_NAME + LOG_INDEX));
                Files.deleteIfExists(directory.resolve(Database.FILE_NAME + LOG));
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.NOT_WRITABLE, file + " can't be set aside: " + StorageException.reason(e));
        }
    }

    private static void copyLog(Path directory) throws IOException {
        Path log = directory.resolve(Database.FILE_NAME + LOG);
        Path copy = directory.resolve(OLD + LOG);
        Files.deleteIfExists(directory.resolve(OLD + LOG_INDEX));
        Files.deleteIfExists(copy);
        if (Files.exists(log)) {
            Files.copy(log, copy);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /**
     * Gives the old database's headers and blocks to the chain, then deletes it or, if it is damaged, sets it aside. The
     * store should be in bulk mode.
     *
     * @param listener told about once a second
     * @param cancelled asked between blocks; true ends it early, to go on at the next start
     */
    public static RebuildResult run(
            Path directory,
            SqliteChainStore store,
            ChainState chain,
            Consumer<ImportProgress> listener,
            BooleanSupplier cancelled)
            throws StorageException {
        Path old = directory.resolve(OLD);
        DataDirectory.checkReadable(old);
        Rebuild rebuild = new Rebuild(chain, listener, cancelled);
        boolean sound = rebuild.fromTables(old);
        if (!sound && !cancelled.getAsBoolean()) {
            rebuild.fromPages(old);
        }
        store.drain();
        if (cancelled.getAsBoolean()) {
            return rebuild.result("");
        }
        return rebuild.result(finish(directory, sound));
    }

    /** Returns where a damaged file is kept; nothing for a sound one, which is deleted. */
    private static String finish(Path directory, boolean sound) throws StorageException {
        Path old = directory.resolve(OLD);
        try {
            Files.deleteIfExists(directory.resolve(OLD + LOG_INDEX));
            if (sound) {
                Files.deleteIfExists(directory.resolve(OLD + LOG));
                Files.deleteIfExists(old);
                return "";
            }
            Path kept = free(directory);
            Path log = directory.resolve(OLD + LOG);
            if (Files.exists(log)) {
                Files.move(log, kept.resolveSibling(kept.getFileName() + LOG), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(old, kept);
            return kept.toString();
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.NOT_WRITABLE,
                    old + " can't be deleted or renamed: " + StorageException.reason(e));
        }
    }

    /** A name that no damaged file has yet. */
    private static Path free(Path directory) {
        Path name = directory.resolve(DAMAGED);
        for (int i = 2; Files.exists(name, LinkOption.NOFOLLOW_LINKS); i++) {
            name = directory.resolve(DAMAGED + "-" + i);
        }
        return name;
    }
}
