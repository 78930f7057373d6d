package org.wonsi.node.mirror;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.script.Script;
import org.wonsi.node.store.db.BlockBytes;
import org.wonsi.node.store.db.HeaderRows;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.ScriptHash;

/**
 * The rows of a node's own database as a mirror copies them, read on a connection of its own.
 *
 * <p>What is read at once is in memory before the mirror's database is spoken to: a slow database never keeps a state of the node's
 * file, and so its log, from being let go. For one thread.
 */
final class ChainRows implements AutoCloseable {
    /** Headers beside the active chain that are looked at in one go; more of them come in the next. */
    private static final int MOST_BESIDE = 500;

    private static final String BESIDE = "SELECT " + HeaderRows.COLUMNS
            + ", b.tx_count, b.size FROM header h LEFT JOIN block b ON b.header_id = h.id"
            + " LEFT JOIN chain c ON c.header_id = h.id WHERE c.height IS NULL AND h.height >= ?1"
            + " ORDER BY h.height, h.arrival LIMIT ?2";

    private static final String BLOCKS = "SELECT " + HeaderRows.COLUMNS
            + ", b.tx_count, b.size, b.raw, c.first_tx_id FROM chain c JOIN header h ON h.id = c.header_id"
            + " JOIN block b ON b.header_id = h.id WHERE c.height >= ?1 AND c.height <= ?2 ORDER BY c.height";

    private final ReadConnection node;

    /** A block of the active chain; {@code raw} is what the hash stands for. */
    record BlockRow(StoredHeader header, int txCount, int size, ByteString raw, long firstTxId) {
        long endTxId() {
            return firstTxId + txCount;
        }
    }

    /** A header beside the active chain; sizes are 0 if its block isn't here. */
    record BesideRow(StoredHeader header, int txCount, int size) {
        boolean hasBlock() {
            return txCount > 0;
        }
    }

    /**
     * Some blocks of the active chain that follow each other, with all rows they bring.
     *
     * @param tx rows of table tx
     * @param output rows of table output, as they were after the last of these blocks
     * @param spent older outputs that these blocks spend
     * @param replaced older transactions whose id one of these blocks repeats
     * @param last whether the node has no block after these
     */
    record Batch(
            List<BlockRow> blocks,
            CopyRows tx,
            CopyRows output,
            List<Spent> spent,
            List<Replaced> replaced,
            boolean last) {}

    /** An output and its spender. */
    record Spent(long id, long spentBy, int spentInput) {}

    /** A transaction and that which took its id. */
    record Replaced(long id, long replacedBy) {}

    ChainRows(Path file) {
        this.node = ReadConnection.open(file);
    }

    /** Height of the active chain; -1 before genesis is stored. */
    int height() {
        return node.first("SELECT height FROM chain ORDER BY height DESC LIMIT 1", row -> row.getInt(1))
                .orElse(-1);
    }

    Optional<BlockHash> hashAt(int height) {
        return node.first(
                "SELECT h.hash FROM chain c JOIN header h ON h.id = c.header_id WHERE c.height = ?1",
                row -> HeaderRows.hash(row, 1),
                height);
    }

    /**
     * The blocks from a height on, up to a number of transactions and bytes, or one that is larger. Empty if the block before isn't
     * {@code before} any more, or there are none.
     */
    Optional<Batch> after(Optional<BlockHash> before, int from, int mostTransactions, int mostBytes) {
        node.beginSnapshot();
        try {
            if (before.isPresent() && !hashAt(from - 1).equals(before)) {
                return Optional.empty();
            }
            int to = end(from, mostTransactions, mostBytes);
            if (to < from) {
                return Optional.empty();
            }
            List<BlockRow> blocks = node.list(BLOCKS, this::block, from, to);
            return Optional.of(batch(blocks, to == height()));
        } finally {
            node.endSnapshot();
        }
    }

    private int end(int from, int mostTransactions, int mostBytes) {
        List<int[]> sizes = node.list(
                "SELECT b.tx_count, b.size FROM chain c JOIN block b ON b.header_id = c.header_id WHERE c.height >= ?1"
                        + " ORDER BY c.height LIMIT 1000",
                row -> new int[] {row.getInt(1), row.getInt(2)},
                from);
        long transactions = 0;
        long bytes = 0;
        int to = from - 1;
        for (int[] size : sizes) {
            transactions += size[0];
            bytes += size[1];
            if (to >= from && (transactions > mostTransactions || bytes > mostBytes)) {
                return to;
            }
            to++;
        }
        return to;
    }

    private BlockRow block(ResultSet row) throws SQLException {
        StoredHeader header = HeaderRows.stored(row);
        byte[] raw = row.getBytes(14);
        BlockBytes.check(header.hash(), raw, node);
        return new BlockRow(header, row.getInt(12), row.getInt(13), ByteString.copyOf(raw), row.getLong(15));
    }

    private Batch batch(List<BlockRow> blocks, boolean last) {
        long first = blocks.get(0).firstTxId();
        long end = blocks.get(blocks.size() - 1).endTxId();
        CopyRows tx = transactions(first, end);
        long firstOutput = node.number("SELECT first_output_id FROM tx WHERE id = ?1", first);
        long endOutput = node.number("SELECT first_output_id + output_count FROM tx WHERE id = ?1", end - 1);
        return new Batch(
                blocks,
                tx,
                outputs(firstOutput, endOutput, end),
                node.list(
                        "SELECT id, spent_by, spent_input FROM output WHERE spent_by >= ?1 AND spent_by < ?2 AND id < ?3",
                        row -> new Spent(row.getLong(1), row.getLong(2), row.getInt(3)),
                        first,
                        end,
                        firstOutput),
                node.list(
                        "SELECT id, replaced_by FROM tx WHERE replaced_by >= ?1 AND replaced_by < ?2 AND id < ?1",
                        row -> new Replaced(row.getLong(1), row.getLong(2)),
                        first,
                        end),
                last);
    }

    private CopyRows transactions(long first, long end) {
        CopyRows rows = new CopyRows(
                "tx",
                "id",
                "txid",
                "replaced_by",
                "height",
                "byte_offset",
                "size",
                "version",
                "lock_time",
                "input_count",
                "output_count",
                "first_output_id",
                "fee");
        node.each(
                "SELECT id, txid, replaced_by, height, byte_offset, size, version, lock_time, input_count, output_count,"
                        + " first_output_id, fee FROM tx WHERE id >= ?1 AND id < ?2 ORDER BY id",
                row -> rows.bigint(row.getLong(1))
                        .bytea(row.getBytes(2))
                        .bigint(row.getLong(3) < end ? row.getLong(3) : 0)
                        .integer(row.getInt(4))
                        .integer(row.getInt(5))
                        .integer(row.getInt(6))
                        .integer(row.getInt(7))
                        .bigint(row.getLong(8))
                        .integer(row.getInt(9))
                        .integer(row.getInt(10))
                        .bigint(row.getLong(11))
                        .bigint(row.getLong(12))
                        .endRow(),
                first,
                end);
        return rows;
    }

    /** Who spends one of them after the batch isn't told yet. */
    private CopyRows outputs(long first, long end, long endTx) {
        CopyRows rows = new CopyRows(
                "output", "id", "tx_id", "n", "value", "spendable", "script", "script_key", "spent_by", "spent_input");
        node.each(
                "SELECT id, tx_id, n, value, spendable, script, spent_by, spent_input FROM output WHERE id >= ?1 AND id < ?2"
                        + " ORDER BY id",
                row -> {
                    byte[] script = row.getBytes(6);
                    boolean spent = row.getObject(7) != null && row.getLong(7) < endTx;
                    rows.bigint(row.getLong(1))
                            .bigint(row.getLong(2))
                            .integer(row.getInt(3))
                            .bigint(row.getLong(4))
                            .smallint(row.getInt(5))
                            .bytea(script)
                            .bigint(ScriptHash.of(new Script(ByteString.copyOf(script)))
                                    .key())
                            .bigint(spent ? row.getLong(7) : null)
                            .integer(spent ? row.getInt(8) : null)
                            .endRow();
                },
                first,
                end);
        return rows;
    }

    /** Headers from a height on that aren't in the active chain, lowest first; no more than {@link #MOST_BESIDE}. */
    List<BesideRow> beside(int fromHeight) {
        return node.list(
                BESIDE,
                row -> new BesideRow(HeaderRows.stored(row), row.getInt(12), row.getInt(13)),
                fromHeight,
                MOST_BESIDE);
    }

    static boolean isCutOff(List<BesideRow> rows) {
        return rows.size() >= MOST_BESIDE;
    }

    /** A block's bytes, which are those of its hash. */
    Optional<ByteString> raw(BlockHash hash) {
        return node.first(
                "SELECT b.raw FROM header h JOIN block b ON b.header_id = h.id WHERE h.hash = ?1",
                row -> {
                    byte[] raw = row.getBytes(1);
                    BlockBytes.check(hash, raw, node);
                    return ByteString.copyOf(raw);
                },
                hash.hash());
    }

    @Override
    public void close() {
        node.close();
    }
}
