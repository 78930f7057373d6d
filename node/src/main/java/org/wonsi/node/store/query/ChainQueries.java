package org.wonsi.node.store.query;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.sql.SqlLimits;
import org.wonsi.node.store.sql.SqlPage;
import org.wonsi.node.store.sql.SqlRefusedException;
import org.wonsi.node.store.sql.SqlResult;

/**
 * The reading side of the stored chain; for REST, JSON-RPC, the board and the SQL page, from any thread.
 *
 * <p>Each {@link #read} sees one committed state. It borrows one of a few connections, and waits if all are borrowed.
 * Connections open when first needed and stay open. Nothing here can write, and nothing
 * here waits for the chain thread. While the store is in bulk mode (import, first sync) what is read may be some blocks behind
 * the node's own tip: take the height from {@link StoreSnapshot#tip()} where both must agree. Only confirmed things are here; the
 * mempool is not stored.
 *
 * <p>Any question may throw {@link UncheckedIOException} if the disk fails, a {@code DamagedBlockException} if it is about a
 * block, or a transaction in it, whose stored bytes have changed.
 */
public final class ChainQueries implements ChainReads, AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int SQL_AT_A_TIME = 4;

    private final Path file;
    private final Supplier<ReadConnection> readers;
    private final Supplier<AddressIndexState> addressIndex;
    private final Closeable place;
    private final BlockChecksums checked = new BlockChecksums();
    /** First come, first served: who keeps all connections busy with questions still waits behind whoever asked meanwhile. */
    private final Semaphore free = new Semaphore(CONNECTIONS, true);

    private final Semaphore freeForSql = new Semaphore(SQL_AT_A_TIME);
    private final ThreadLocal<@Nullable Boolean> within = new ThreadLocal<>();
    private final Deque<StoreSnapshot> idle = new ArrayDeque<>();
    private boolean closed;

    /** Connections made by {@code readers}; {@code place} is closed after the last of them. */
    public ChainQueries(
            Path file, Supplier<ReadConnection> readers, Supplier<AddressIndexState> addressIndex, Closeable place) {
        this.file = file;
        this.readers = readers;
        this.addressIndex = addressIndex;
        this.place = place;
    }

    /**
     * Asks about one committed state.
     *
     * @param questions what is asked; it is lent the state for this call only
     * @return what {@code questions} answers; what it throws comes out of here
     * @throws IllegalStateException if the same thread is within such a call already: threads that each wait for a second
     *     connection while they hold a first would wait for ever
     */
    @Override
    public <T> T read(Function<StoreSnapshot, T> questions) {
        if (within.get() != null) {
            throw new IllegalStateException("a read within a read; ask the Reading that was lent");
        }
        free.acquireUninterruptibly();
        within.set(true);
        try {
            StoreSnapshot snapshot = acquire();
            // What the asker throws to end his questions ("there is no such block") is no failure of the connection.
            boolean healthy = true;
            try {
                return snapshot.inSnapshot(questions);
            } catch (UncheckedIOException | Error e) {
                healthy = false;
                throw e;
            } finally {
                release(snapshot, healthy);
            }
        } finally {
            within.remove();
            free.release();
        }
    }

    private StoreSnapshot acquire() {
        synchronized (idle) {
            if (closed) {
                throw new IllegalStateException("the chain's database is closed");
            }
            StoreSnapshot snapshot = idle.poll();
            if (snapshot != null) {
                return snapshot;
            }
        }
        return new StoreSnapshot(readers.get(), addressIndex, checked);
    }

    /** Keeps a connection for the next; one on which the database failed is closed. */
    private void release(StoreSnapshot snapshot, boolean healthy) {
        synchronized (idle) {
            if (healthy && !closed) {
                idle.push(snapshot);
                return;
            }
        }
        snapshot.close();
    }

    @Override
    public AddressIndexState addressIndex() {
        return addressIndex.get();
    }

    /** Bytes that the database takes on the disk, with its log. */
    public long sizeOnDisk() {
        return Database.sizeOnDisk(file);
    }

    /**
     * Answers one SELECT (or VALUES, WITH ... SELECT) of a person.
     *
     * @throws SqlRefusedException if it isn't a single reading statement, is wrong, or exceeds a limit; says why
     */
    public SqlResult sql(String statement, SqlLimits limits) throws SqlRefusedException {
        if (!freeForSql.tryAcquire()) {
            throw new SqlRefusedException(
                    SqlRefusedException.Kind.BUSY,
                    "other people's questions are being answered; try again in a few seconds");
        }
        try {
            return SqlPage.run(file, statement, limits);
        } finally {
            freeForSql.release();
        }
    }

    /** Closes the connections; running questions fail. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(StoreSnapshot::close);
            idle.clear();
        }
        try {
            place.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
