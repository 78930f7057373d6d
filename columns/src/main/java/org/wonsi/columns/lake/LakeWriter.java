package org.wonsi.columns.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBConnection;
import org.wonsi.columns.chain.BlockRows;
import org.wonsi.columns.chain.RowCollector;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.schema.Table;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.store.query.BlockInfo;

/**
 * A writer that adds files to a directory.
 *
 * <p>Each file is written under a hidden name, forced to the disk and then renamed, so under its own name it is whole or
 * not there at all. Of the two files for some heights that of {@code blocks} is renamed last and makes both count.
 */
final class LakeWriter implements AutoCloseable {
    /** A file ends when this many bytes of blocks are in it; with DuckDB's copies this bounds the memory. */
    static final long MOST_BYTES = 16_000_000;

    /** And after so many blocks, however small they are. */
    static final int MOST_BLOCKS = 25_000;

    private final Path directory;
    private final ChainParams params;
    private final DuckDBConnection duckDb;
    private final RowCollector rows;
    private String month = "";
    private int first = -1;
    private int last = -1;
    private long bytes;
    private BlockHash lastHash = BlockHash.ZERO;

    LakeWriter(Path directory, ChainParams params, DuckDBConnection duckDb) throws SQLException {
        this.directory = directory;
        this.params = params;
        this.duckDb = duckDb;
        this.rows = new RowCollector(duckDb);
    }

    /** Adds the next block; what came before is written if this one belongs in another file. */
    void add(BlockRows made) throws IOException, SQLException {
        BlockInfo block = made.block();
        String itsMonth = LocalDate.ofInstant(
                        Instant.ofEpochSecond(block.header().time()), ZoneOffset.UTC)
                .withDayOfMonth(1)
                .toString();
        if (first >= 0 && (!itsMonth.equals(month) || bytes >= MOST_BYTES || last - first + 1 >= MOST_BLOCKS)) {
            flush();
        }
        if (first < 0) {
            first = block.height();
            month = itsMonth;
        }
        rows.add(made);
        last = block.height();
        lastHash = block.hash();
        bytes += block.size();
    }

    /** Writes what was added and isn't in a file yet. */
    void flush() throws IOException, SQLException {
        if (first < 0) {
            return;
        }
        rows.end();
        LakeFile file = new LakeFile(Table.BLOCKS, month, first, last);
        Notes notes = new Notes(params.network().id(), params.genesisHash(), lastHash);
        Path blocks = directory.resolve(file.relativePath());
        Path transactions = directory.resolve(file.of(Table.TRANSACTIONS).relativePath());
        write(Table.TRANSACTIONS, transactions, notes);
        write(Table.BLOCKS, blocks, notes);
        publish(transactions);
        publish(blocks);
        rows.begin();
        first = -1;
        bytes = 0;
    }

    /** Replaces the file of stale blocks. */
    void writeStale(List<BlockInfo> stale) throws IOException, SQLException {
        int arrival = 0;
        int height = -1;
        for (BlockInfo block : stale) {
            arrival = block.height() == height ? arrival + 1 : 1;
            height = block.height();
            rows.addStale(block, arrival);
        }
        rows.end();
        Path file = Lake.staleFile(directory);
        write(Table.STALE_BLOCKS, file, new Notes(params.network().id(), params.genesisHash(), lastHash));
        publish(file);
        rows.begin();
    }

    private void write(Table table, Path file, Notes notes) throws IOException, SQLException {
        Path fresh = LakeFile.temporary(file);
        Files.createDirectories(folder(file));
        DuckDb.execute(
                duckDb,
                "COPY (" + table.selectStaged() + ") TO "
                        + DuckDb.quote(fresh.toAbsolutePath().toString())
                        + " (FORMAT parquet, COMPRESSION zstd, KV_METADATA " + notes.toSql() + ")");
        force(fresh, StandardOpenOption.WRITE);
    }

    private static void publish(Path file) throws IOException {
        Files.move(LakeFile.temporary(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            // The new name must survive a power failure, too. Windows can't open a directory.
            force(folder(file), StandardOpenOption.READ);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file of a table lies in its folder");
    }

    private static void force(Path file, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(file, option)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
