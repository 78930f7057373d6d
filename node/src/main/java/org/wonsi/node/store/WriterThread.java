package org.wonsi.node.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;

/**
 * The thread that owns the writing connection. Changes reach the disk in the order in which they were given, some of
 * them together in one transaction; what the database holds is always the state after some change.
 *
 * <p>A change that somebody waits for is committed at once, and so is what is to be written soon. The others (bulk mode) are
 * committed after so many bytes or so much time, whichever comes first. Headers that are forgotten are deleted when there is
 * nothing else to do, so that no block waits for it. The first failure is
 * final: it is handed to everyone who waits, now and later, unless it was a mistake of this program and {@link #settle} goes on.
 */
final class WriterThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

    /** Forgotten headers are deleted so many in a transaction, when nothing else is to be written. */
    private static final int DELETED_WHEN_IDLE = 500;

    /** With more than this waiting, some are deleted even so: more than a message of headers can add. */
    private static final int FORGOTTEN_BEFORE_HURRY = 20_000;

    private static final int DELETED_IN_A_HURRY = 2_500;

    /**
     * Bytes of blocks that may wait at the least, and always half as much again as a batch: a decoded block takes up to four times
     * its bytes in memory, and what waits isn't garbage yet, so each collection copies it.
     */
    private static final int LEAST_ROOM = 4_500_000;

    /** A change in the queue, who waits for it, and whether it is to be written soon. */
    private record Queued(StoreChange change, @Nullable CompletableFuture<Void> waiting, boolean soon) {}

    private final Connection connection;
    private final Path file;
    private final StoreOptions options;
    private final Consumer<StoreChange> committed;
    private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final int roomSize;
    private BlockWriter writer;
    private Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean stopping;

    /** Starts a thread on an opened database; {@code committed} is told, on that thread, what has become durable. */
    WriterThread(Connection connection, Path file, StoreOptions options, Consumer<StoreChange> committed)
            throws StorageException {
        this.connection = connection;
        this.file = file;
        this.options = options;
        this.committed = committed;
        this.roomSize = Math.max(LEAST_ROOM, options.bulkBytes() + options.bulkBytes() / 2);
        this.room = new Semaphore(roomSize);
        try {
            connection.setAutoCommit(false);
            this.writer = new BlockWriter(connection, options.addressIndex());
        } catch (SQLException e) {
            throw Database.closeAfter(connection, e, file);
        }
        this.thread = startThread();
    }

    private Thread startThread() {
        Thread started = new Thread(this::run, "store " + file);
        started.setDaemon(true);
        started.start();
        return started;
    }

    /** Hands over a change that may be committed later; waits while too many bytes are under way. */
    void writeLater(StoreChange change) {
        put(new Queued(change, null, false));
    }

    /** Hands over a change that is committed with whatever waits then, and doesn't wait for that. */
    void writeSoon(StoreChange change) {
        put(new Queued(change, null, true));
    }

    /** Hands over a change and waits until it, and all before it, are durable. */
    void writeNow(StoreChange change) {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        put(new Queued(change, waiting, false));
        try {
            waiting.join();
        } catch (CompletionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * Waits until everything handed over is durable. If a mistake of this program stopped the thread, what it hadn't
     * committed is lost, and the thread goes on with what the database holds.
     *
     * @throws java.io.UncheckedIOException if the database has failed
     */
    void settle() {
        if (failure == null) {
            try {
                writeNow(new StoreChange.Barrier());
                return;
            } catch (IllegalStateException e) {
                LOG.error("what waits to be written to {} ran into a mistake in this program", file, e);
            }
        }
        goOn();
    }

    private void goOn() {
        Throwable known = failure;
        if (known instanceof StorageException || (known instanceof Error && !(known instanceof StackOverflowError))) {
            throw failed(known);
        }
        try {
            thread.join();
            connection.rollback();
            writer.close();
            writer = new BlockWriter(connection, options.addressIndex());
        } catch (SQLException e) {
            throw StorageException.of(e, file).unchecked();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the chain thread", e);
        }
        failAll();
        room.drainPermits();
        room.release(roomSize);
        failure = null;
        thread = startThread();
    }

    private void put(Queued queued) {
        checkHealthy();
        room.acquireUninterruptibly(permits(queued.change()));
        queue.add(queued);
        if (failure != null) {
            failAll(); // The thread has ended and nobody else would answer.
            checkHealthy();
        }
    }

    private void checkHealthy() {
        Throwable known = failure;
        if (known != null) {
            throw failed(known);
        }
    }

    /** A change that alone fills a third of the room takes no more: beside a batch that isn't full yet there is always room for it. */
    private int permits(StoreChange change) {
        return Math.min(change.bytes(), roomSize / 3);
    }

    private static RuntimeException failed(Throwable cause) {
        if (cause instanceof StorageException storage) {
            return storage.unchecked();
        }
        return new IllegalStateException("the store has stopped", cause);
    }

    private void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                Optional<Queued> next =
                        writer.hasForgotten() ? Optional.ofNullable(queue.poll()) : Optional.of(queue.take());
                if (next.isPresent()) {
                    writeBatch(next.get());
                }
                if (next.isEmpty()) {
                    delete(DELETED_WHEN_IDLE);
                } else if (writer.forgotten() > FORGOTTEN_BEFORE_HURRY) {
                    delete(DELETED_IN_A_HURRY);
                }
            }
            delete(Integer.MAX_VALUE);
        } catch (SQLException e) {
            stopAfter(StorageException.of(e, file));
        } catch (InterruptedException | RuntimeException | Error e) {
            stopAfter(e);
        }
    }

    private void delete(int most) throws SQLException {
        writer.deleteForgotten(most);
        connection.commit();
    }

    private void writeBatch(Queued first) throws SQLException, InterruptedException {
        List<Queued> batch = new ArrayList<>();
        try {
            fill(batch, first);
            writer.flush();
            connection.commit();
            for (Queued written : batch) {
                committed.accept(written.change());
                room.release(permits(written.change()));
            }
        } catch (SQLException | RuntimeException | Error e) {
            // Whatever it is, nobody must wait forever.
            failBatch(batch, e);
            throw e;
        }
        batch.forEach(written -> complete(written.waiting()));
    }

    /** Takes what is to be written in one transaction, and applies it. */
    private void fill(List<Queued> batch, Queued first) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.bulkMillis());
        int bytes = 0;
        boolean awaited = false;
        boolean soon = false;
        Queued next = first;
        while (next != null) {
            batch.add(next);
            writer.apply(next.change());
            bytes += next.change().bytes();
            awaited |= next.waiting() != null;
            soon |= next.soon();
            boolean full = awaited || stopping || bytes >= options.bulkBytes();
            long timeout = soon ? 0 : Math.max(0, deadline - System.nanoTime());
            next = full ? null : queue.poll(timeout, TimeUnit.NANOSECONDS);
        }
    }

    private static void complete(@Nullable CompletableFuture<Void> waiting) {
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    private void failBatch(List<Queued> batch, Throwable e) {
        Throwable cause = e instanceof SQLException sql ? StorageException.of(sql, file) : e;
        failure = cause;
        try {
            connection.rollback();
        } catch (SQLException rollback) {
            e.addSuppressed(rollback);
        }
        for (Queued queued : batch) {
            if (queued.waiting() != null) {
                queued.waiting().completeExceptionally(cause);
            }
        }
    }

    private void stopAfter(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        failAll();
    }

    private void failAll() {
        Throwable cause = failure;
        room.release(roomSize);
        for (Queued queued = queue.poll(); queued != null; queued = queue.poll()) {
            if (queued.waiting() != null && cause != null) {
                queued.waiting().completeExceptionally(cause);
            }
        }
    }

    /** Everything is durable already; this only makes the next start quicker. */
    private void checkpoint() throws SQLException, StorageException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA optimize");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            StorageException why = StorageException.of(e, file);
            if (why.kind() != StorageException.Kind.DISK_FULL) {
                throw why;
            }
            // On a full disk the log stays as long as it is; the next start reads it.
        }
    }

    /** Commits what waits, ends the thread and closes the connection. */
    @Override
    public void close() throws StorageException {
        stopping = true;
        queue.add(new Queued(new StoreChange.Barrier(), null, true)); // Wakes the thread.
        try {
            thread.join();
            writer.close();
            if (failure == null) {
                connection.setAutoCommit(true);
                checkpoint();
            }
            connection.close();
        } catch (SQLException e) {
            throw StorageException.of(e, file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(StorageException.Kind.FAILED, "interrupted while closing " + file);
        }
    }
}
