package org.wonsi.columns.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.wonsi.columns.chain.BlockRows;
import org.wonsi.columns.chain.RowMaker;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.store.db.DirectoryLock;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * An export of a node's chain to a directory of Parquet files: each pass adds the blocks that are new.
 *
 * <p>A block is written only when enough others are built on it, because a file is never changed again, and a
 * reorganisation must not reach it. The directory itself tells where to go on, so it doesn't matter how the last run
 * ended.
 */
public final class ChainExport implements AutoCloseable {
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final Path directory;
    private final ChainParams params;
    private final int confirmations;
    private final OptionalInt from;
    private final DuckDBConnection duckDb;
    private final DirectoryLock lock;

    /**
     * What a pass did.
     *
     * @param blocks written now
     * @param transactions written now
     * @param last the highest height that is in the directory; -1 if none
     * @param tip the height of the node's chain
     */
    public record Pass(int blocks, long transactions, int last, int tip) {}

    /**
     * Takes a directory for itself; one that isn't there is made.
     *
     * @param from the height to begin at; by default 0, or where the directory begins
     * @param confirmations how many blocks must be on top of one that is written
     * @throws LakeException if the directory can't be used; says why
     */
    public ChainExport(Path directory, ChainParams params, OptionalInt from, int confirmations, DuckDBConnection duckDb)
            throws LakeException {
        if (confirmations < 0 || from.orElse(0) < 0) {
            throw new IllegalArgumentException("heights and confirmations aren't negative");
        }
        this.directory = directory;
        this.params = params;
        this.from = from;
        this.confirmations = confirmations;
        this.duckDb = duckDb;
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new LakeException(directory + " is a file; name a directory");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LakeException(
                    directory + " can't be made (" + StorageException.reason(e) + "); name another directory", e);
        }
        try {
            lock = DirectoryLock.acquire(directory);
        } catch (StorageException e) {
            throw new LakeException(
                    e.kind() == StorageException.Kind.IN_USE
                            ? directory + " is in use: another export writes there, or a node keeps its chain there"
                            : directory + " can't be written: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Writes what is deep enough and not there yet. All of it is one state of the chain.
     *
     * @param atLeast with fewer new blocks nothing is written, so that files don't become tiny
     * @param listener told the height that is reached, about once a second
     */
    public Pass pass(ChainQueries queries, int atLeast, Consumer<Integer> listener) throws LakeException {
        try {
            return queries.read(reading -> {
                try (LakeWriter writer = new LakeWriter(directory, params, duckDb)) {
                    return write(reading, writer, atLeast, listener);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (SQLException e) {
                    throw new UncheckedIOException(cantBeWritten(Notes.firstLine(e), e));
                }
            });
        } catch (UncheckedIOException e) {
            throw said(e);
        }
    }

    private LakeException said(UncheckedIOException e) {
        IOException cause = Objects.requireNonNull(e.getCause());
        if (cause instanceof LakeException lake) {
            return lake;
        }
        if (cause instanceof StorageException storage) {
            return new LakeException(String.valueOf(storage.getMessage()), e);
        }
        return cantBeWritten(StorageException.reason(cause), e);
    }

    private LakeException cantBeWritten(String reason, Exception e) {
        return new LakeException(
                directory + " can't be written (" + reason
                        + "); free some space, or name another directory. What is there stays good",
                e);
    }

    private Pass write(StoreSnapshot chain, LakeWriter writer, int atLeast, Consumer<Integer> listener)
            throws IOException, SQLException {
        Lake lake = Lake.read(directory, duckDb);
        checkOwn(lake);
        for (Path leftover : lake.leftovers()) {
            Files.delete(leftover);
        }
        int tip = chain.tip().map(BlockInfo::height).orElse(-1);
        int next = lake.isEmpty() ? from.orElse(0) : lake.last() + 1;
        if (!lake.isEmpty()) {
            checkSameChain(chain, lake);
        }
        int end = tip - confirmations;
        if (end - next + 1 < atLeast) {
            return new Pass(0, 0, lake.isEmpty() ? -1 : lake.last(), tip);
        }
        long transactions = 0;
        long lastReport = System.nanoTime();
        try (ReadAhead blocks = new ReadAhead(chain, new RowMaker(params), next, end)) {
            while (blocks.hasNext()) {
                BlockRows block = blocks.next();
                writer.add(block);
                transactions += block.transactions().size();
                if (System.nanoTime() - lastReport >= REPORT_NANOS) {
                    lastReport = System.nanoTime();
                    listener.accept(block.block().height());
                }
            }
        }
        writer.flush();
        writer.writeStale(chain.staleBlocks(end));
        return new Pass(end - next + 1, transactions, end, tip);
    }

    private void checkOwn(Lake lake) throws IOException {
        if (lake.isEmpty()) {
            var stranger = lake.stranger();
            if (stranger.isPresent()) {
                throw new LakeException(
                        directory + " holds other files (" + stranger.get().getFileName() + "); name a new directory");
            }
            return;
        }
        Notes notes = lake.newest();
        if (!notes.genesis().equals(params.genesisHash())) {
            throw new LakeException(directory + " holds the " + notes.network() + " chain, and this node's is "
                    + params.network().id() + "; name another directory");
        }
        if (from.isPresent() && from.getAsInt() != lake.first()) {
            throw new LakeException(directory + " begins at height " + lake.first() + ", not " + from.getAsInt()
                    + "; leave --from away to go on there, or name another directory");
        }
    }

    private void checkSameChain(StoreSnapshot chain, Lake lake) throws LakeException {
        BlockHash written = lake.newest().lastBlock();
        BlockHash now = chain.hashAt(lake.last()).orElse(BlockHash.ZERO);
        if (now.equals(written)) {
            return;
        }
        if (chain.block(written).isEmpty()) {
            throw new LakeException(directory + " ends with block " + written + " at height " + lake.last()
                    + ", which this node doesn't know; it was written from another chain, or the node isn't as far. Name another"
                    + " directory, or wait");
        }
        throw new LakeException("the chain was reorganised below what is written: block " + written + " at height "
                + lake.last() + " is in " + directory
                + " and not in the chain any more. Export to a new directory, with more"
                + " --confirmations than " + confirmations);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
