package org.wonsi.columns.chain;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.chain.BlockRows.TransactionRow;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.schema.Table;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.node.store.query.BlockInfo;

/**
 * A collector of rows in DuckDB, in the order of {@link Table#stored()}, until they are written as files.
 *
 * <p>For one thread. Whoever uses it empties it now and then, so that memory doesn't grow with the chain.
 */
public final class RowCollector implements AutoCloseable {
    private final DuckDBConnection connection;
    private @Nullable DuckDBAppender blocks;
    private @Nullable DuckDBAppender transactions;
    private @Nullable DuckDBAppender staleBlocks;

    /** Makes the tables to collect in. */
    public RowCollector(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        begin();
    }

    /** Empties the tables. */
    public void begin() throws SQLException {
        close();
        for (Table table : Table.values()) {
            DuckDb.execute(connection, table.createStaging());
        }
        blocks = connection.createAppender(Table.BLOCKS.stagingTable());
        transactions = connection.createAppender(Table.TRANSACTIONS.stagingTable());
        staleBlocks = connection.createAppender(Table.STALE_BLOCKS.stagingTable());
    }

    /** Lets queries see what was added; then no more can be, until {@link #begin}. */
    public void end() throws SQLException {
        close();
    }

    /** A block of the active chain with all its transactions. */
    public void add(BlockRows made) throws SQLException {
        BlockInfo block = made.block();
        BlockHeader header = block.header();
        open(blocks)
                .beginRow()
                .append(block.hash().toDisplay())
                .append((long) block.size())
                .append((long) block.size())
                .append(4L * block.size())
                .append((long) block.height())
                .append((long) header.version())
                .append(header.merkleRoot().toDisplay())
                .append(header.time())
                .append(Long.toHexString(header.nonce()))
                .append(bits(header))
                .append(made.coinbaseParam())
                .append((long) made.transactions().size())
                .append(header.prevBlock().toDisplay())
                .endRow();
        long index = 0;
        for (TransactionRow transaction : made.transactions()) {
            add(block, transaction, index++);
        }
    }

    private void add(BlockInfo block, TransactionRow row, long index) throws SQLException {
        DuckDBAppender rows = open(transactions);
        rows.beginRow()
                .append(row.hash())
                .append(row.size())
                .append(row.size())
                .append(row.version())
                .append(row.lockTime())
                .append(block.hash().toDisplay())
                .append((long) block.height())
                .append(block.header().time())
                .append((long) row.inputs().size())
                .append((long) row.outputs().size());
        if (row.inputValue().isPresent()) {
            rows.appendDecimal(row.inputValue().getAsLong());
        } else {
            rows.appendNull();
        }
        rows.appendDecimal(row.outputValue())
                .append(row.inputValue().isEmpty())
                .appendDecimal(row.inputValue().orElse(row.outputValue()) - row.outputValue())
                .append(row.inputs())
                .append(row.outputs())
                .append(index)
                .endRow();
    }

    /**
     * A block that isn't in the active chain.
     *
     * @param arrival its place among those of its height, from 1
     */
    public void addStale(BlockInfo block, int arrival) throws SQLException {
        BlockHeader header = block.header();
        open(staleBlocks)
                .beginRow()
                .append(block.hash().toDisplay())
                .append((long) block.height())
                .append((long) header.version())
                .append(header.merkleRoot().toDisplay())
                .append(header.time())
                .append(Long.toHexString(header.nonce()))
                .append(bits(header))
                .append(header.prevBlock().toDisplay())
                .append(block.status().name().toLowerCase(Locale.ROOT))
                .append((long) arrival)
                .endRow();
    }

    private static String bits(BlockHeader header) {
        return String.format(Locale.ROOT, "%08x", header.bits());
    }

    private static DuckDBAppender open(@Nullable DuckDBAppender appender) {
        return Objects.requireNonNull(appender, "nothing can be added between end() and begin()");
    }

    @Override
    public void close() throws SQLException {
        if (blocks != null) {
            blocks.close();
            blocks = null;
        }
        if (transactions != null) {
            transactions.close();
            transactions = null;
        }
        if (staleBlocks != null) {
            staleBlocks.close();
            staleBlocks = null;
        }
    }
}
