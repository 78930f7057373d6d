package org.wonsi.columns.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.lake.ChainExport;
import org.wonsi.columns.lake.Lake;
import org.wonsi.columns.lake.LakeException;
import org.wonsi.columns.sql.SqlSession;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.ChainQueries;

/**
 * The place of the chain that is asked: a directory of Parquet files, a node's data directory, or the database in it.
 *
 * <p>A node's database is first written as Parquet into a directory of this run, as {@code export --parquet} would
 * write it. So questions always read the same kind of files, and all of them see one state of the chain, even if the
 * node goes on.
 */
final class ChainPlace {
    private static final int EXPORT_MEGABYTES = 512;

    private final Path place;
    private final boolean lake;

    private ChainPlace(Path place, boolean lake) {
        this.place = place;
        this.lake = lake;
    }

    /**
     * Recognises what a path is.
     *
     * @throws LakeException if it is neither; says what it looked for
     */
    static ChainPlace of(Path path) throws LakeException {
        if (Files.isRegularFile(path)) {
            if (!path.getFileName().toString().equals(Database.FILE_NAME)) {
                throw new LakeException(
                        path + " isn't called " + Database.FILE_NAME
                                + "; name a node's data directory, the database in it, or a directory that export --parquet wrote");
            }
            Path parent = path.toAbsolutePath().getParent();
            return new ChainPlace(parent == null ? path : parent, false);
        }
        if (!Files.isDirectory(path)) {
            throw new LakeException(path
                    + " isn't there; name a node's data directory, or a directory that export --parquet" + " wrote");
        }
        if (Files.exists(path.resolve(Database.FILE_NAME))) {
            return new ChainPlace(path, false);
        }
        if (Lake.isLake(path)) {
            return new ChainPlace(path, true);
        }
        throw new LakeException(path + " holds neither a node's " + Database.FILE_NAME
                + " nor Parquet files; name a node's data directory, or a directory that export --parquet wrote");
    }

    /**
     * Opens it as it is now.
     *
     * @param workplace a directory of this run's own
     * @param progress told the height that is read, about once a second
     */
    SqlSession open(Path workplace, int memoryMegabytes, Consumer<Integer> progress) throws LakeException {
        try {
            Path spill = workplace.resolve("spill");
            if (lake) {
                return SqlSession.open(place, memoryMegabytes, spill);
            }
            Path copy = Files.createTempDirectory(workplace, "chain-");
            try (DuckDBConnection duckDb = DuckDb.open(EXPORT_MEGABYTES, spill)) {
                ChainParams params = params();
                try (ChainQueries queries = SqliteChainStore.openForReading(place, params);
                        ChainExport export = new ChainExport(copy, params, OptionalInt.empty(), 0, duckDb)) {
                    export.pass(queries, 1, progress);
                }
            }
            return SqlSession.open(copy, memoryMegabytes, spill);
        } catch (LakeException e) {
            throw e;
        } catch (StorageException e) {
            throw new LakeException(String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw new LakeException("DuckDB can't be started: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(workplace + " can't be written: " + StorageException.reason(e), e);
        }
    }

    /** Of which network the database is; nobody should have to say. */
    private ChainParams params() throws StorageException {
        StorageException last = null;
        for (Network network : Network.values()) {
            ChainParams params = ChainParams.of(network);
            try {
                SqliteChainStore.openForReading(place, params).close();
                return params;
            } catch (StorageException e) {
                if (e.kind() != StorageException.Kind.OTHER_CHAIN) {
                    throw e;
                }
                last = e;
            }
        }
        throw last == null ? new StorageException(StorageException.Kind.FAILED, "there is no network") : last;
    }
}
