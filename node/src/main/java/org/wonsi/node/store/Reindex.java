package org.wonsi.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;

/**
 * Rebuilds a database from the blocks in it.
 *
 * <p>The old file is set aside as {@code chain.db.old}, a new one begun, and the old one's blocks are given to the chain
 * as if they came from outside, with every check. The old file is deleted only when all is done and durable: a rebuild
 * that is interrupted goes on at the next start. What of the old file can't be read is left out; peers have it.
 */
public final class Reindex {
    private static final long REPORT_NANOS = 1_000_000_000L;

    private Reindex() {}

    /** Whether a rebuild was begun and not finished. */
    public static boolean isPending(Path directory) {
        return Files.exists(old(directory));
    }

    private static Path old(Path directory) {
        return directory.resolve(Database.FILE_NAME + ".old");
    }

    /**
     * Sets the old database aside. Call it before the store is opened; without a database, or amid a rebuild, it does
     * nothing.
     */
    public static void begin(Path directory) throws StorageException {
        Path file = directory.resolve(Database.FILE_NAME);
        if (isPending(directory) || !Files.exists(file)) {
            return;
        }
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try (lock) {
            // The log holds the last commits: it goes with its database, and first, so that neither is ever alone.
            for (String part : new String[] {"-shm", "-wal", ""}) {
                Path from = directory.resolve(Database.FILE_NAME + part);
                if (Files.exists(from)) {
                    Files.move(
                            from,
                            directory.resolve(Database.FILE_NAME + ".old" + part),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.NOT_WRITABLE, file + " can't be set aside: " + e.getMessage());
        }
    }

    /**
     * Gives the old database's blocks to the chain, then deletes it. The store should be in bulk mode.
     *
     * @param cancelled asked between blocks; true ends it early, to go on at the next start
     */
    public static ImportProgress run(
            Path directory,
            SqliteChainStore store,
            ImportTarget target,
            Consumer<ImportProgress> listener,
            BooleanSupplier cancelled)
            throws StorageException {
        Path old = old(directory);
        Counter counter = new Counter(target, listener);
        try (Connection connection = Database.openWriter(old)) {
            long last = lastId(connection);
            try (PreparedStatement select = connection.prepareStatement("SELECT raw FROM block WHERE header_id = ?")) {
                for (long id = 1; id <= last && !cancelled.getAsBoolean(); id++) {
                    counter.block(select, id, last);
                }
            }
        } catch (SQLException e) {
            throw unreadable(old, e);
        } catch (StorageException e) {
            throw e.kind() == StorageException.Kind.DAMAGED ? unreadable(old, e) : e;
        }
        store.drain();
        if (!cancelled.getAsBoolean()) {
            delete(directory);
        }
        return counter.progress;
    }

    private static StorageException unreadable(Path old, Exception because) {
        return new StorageException(
                StorageException.Kind.DAMAGED,
                "no block can be read from " + old + " (" + because.getMessage() + "). Delete it; the chain then comes"
                        + " from peers, or from a file with --import");
    }

    /** The largest number a block can have; headers are asked if the blocks' tree is broken. */
    private static long lastId(Connection connection) throws SQLException {
        try {
            return number(connection, "SELECT max(header_id) FROM block");
        } catch (SQLException broken) {
            return number(connection, "SELECT max(id) FROM header");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void delete(Path directory) throws StorageException {
        try {
            for (String part : new String[] {"-shm", "-wal", ""}) {
                Files.deleteIfExists(directory.resolve(Database.FILE_NAME + ".old" + part));
            }
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.NOT_WRITABLE, old(directory) + " can't be deleted: " + e.getMessage());
        }
    }

    /** Gives blocks and counts. */
    private static final class Counter {
        private final ImportTarget target;
        private final Consumer<ImportProgress> listener;
        private ImportProgress progress = new ImportProgress(0, 0, 0, 0, 0, 0, 0);
        private long lastReport = System.nanoTime();

        Counter(ImportTarget target, Consumer<ImportProgress> listener) {
            this.target = target;
            this.listener = listener;
        }

        void block(PreparedStatement select, long id, long last) {
            int accepted = 0;
            int duplicate = 0;
            int refused = 0;
            long transactions = 0;
            try {
                Optional<Block> block = read(select, id);
                if (block.isPresent()) {
                    BlockResult.Outcome outcome = target.accept(block.get()).outcome();
                    accepted = outcome == BlockResult.Outcome.ACCEPTED ? 1 : 0;
                    duplicate = outcome == BlockResult.Outcome.DUPLICATE ? 1 : 0;
                    refused = 1 - accepted - duplicate;
                    transactions = accepted * (long) block.get().transactions().size();
                }
            } catch (SQLException | MalformedException unreadable) {
                refused = 1; // Counted and reported; whatever the bytes were, they are no block now.
            }
            progress = new ImportProgress(
                    id,
                    last,
                    progress.blocks() + accepted,
                    progress.duplicates() + duplicate,
                    progress.transactions() + transactions,
                    0,
                    progress.refused() + refused);
            if (System.nanoTime() - lastReport >= REPORT_NANOS) {
                lastReport = System.nanoTime();
                listener.accept(progress);
            }
        }

        private static Optional<Block> read(PreparedStatement select, long id) throws SQLException {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Block.decode(ByteString.copyOf(row.getBytes(1)))) : Optional.empty();
            }
        }
    }
}
