package org.wonsi.node.store.query;

import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.pow.Work;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.BlockBytes;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.db.HeaderRows;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.StorageException;

/**
 * The questions about blocks and headers.
 *
 * <p>Bytes that are given out were compared with the block's hash, at once or, by a checksum of the same run, before
 * ({@link BlockChecksums}): a peer that got a damaged block would take it for an invalid one and ban this node.
 */
public final class BlockReads {
    private static final String SELECT =
            "SELECT " + HeaderRows.COLUMNS + ", CASE WHEN c.height IS NULL THEN 0 ELSE 1 END, b.size, b.tx_count"
                    + " FROM header h LEFT JOIN block b ON b.header_id = h.id LEFT JOIN chain c ON c.header_id = h.id";

    private static final String SELECT_ACTIVE = "SELECT " + HeaderRows.COLUMNS + ", 1, b.size, b.tx_count"
            + " FROM chain c JOIN header h ON h.id = c.header_id JOIN block b ON b.header_id = h.id";

    /** Times of a header and the ten before it, whatever the branch. */
    private static final String TIMES = "WITH RECURSIVE back (prev_hash, time, n) AS ("
            + " SELECT prev_hash, time, 1 FROM header WHERE hash = ?1"
            + " UNION ALL SELECT h.prev_hash, h.time, n + 1 FROM back JOIN header h ON h.hash = back.prev_hash"
            + " WHERE n < 11) SELECT time FROM back ORDER BY time";

    private final ReadConnection reader;
    private final BlockChecksums checked;

    public BlockReads(ReadConnection reader) {
        this(reader, new BlockChecksums());
    }

    /** Shares with other connections which blocks were compared with their hash. */
    BlockReads(ReadConnection reader, BlockChecksums checked) {
        this.reader = reader;
        this.checked = checked;
    }

    Optional<BlockInfo> tip() {
        return first(SELECT_ACTIVE + " ORDER BY c.height DESC LIMIT 1");
    }

    Optional<BlockInfo> block(BlockHash hash) {
        return first(SELECT + " WHERE h.hash = ?1", hash.hash());
    }

    Optional<BlockInfo> blockAt(int height) {
        return first(SELECT_ACTIVE + " WHERE c.height = ?1", height);
    }

    Optional<BlockHash> hashAt(int height) {
        return reader.first(
                "SELECT h.hash FROM chain c JOIN header h ON h.id = c.header_id WHERE c.height = ?1",
                row -> HeaderRows.hash(row, 1),
                height);
    }

    List<BlockInfo> downFrom(int height, int count) {
        return list(SELECT_ACTIVE + " WHERE c.height <= ?1 ORDER BY c.height DESC LIMIT ?2", height, count);
    }

    List<BlockInfo> tree(int fromHeight, int limit) {
        return list(SELECT + " WHERE h.height >= ?1 ORDER BY h.height, h.arrival LIMIT ?2", fromHeight, limit);
    }

    List<BlockInfo> stale(int toHeight) {
        return list(SELECT + " WHERE c.height IS NULL AND h.height <= ?1 ORDER BY h.height, h.arrival", toHeight);
    }

    /** A block's bytes, which are those of its hash. */
    Optional<ByteString> raw(BlockHash hash) {
        Optional<byte[]> raw = bytes(reader, hash);
        raw.filter(bytes -> !checked.isSame(hash, bytes)).ifPresent(bytes -> {
            BlockBytes.check(hash, bytes, reader);
            checked.note(hash, bytes);
        });
        return raw.map(ByteString::wrap);
    }

    /** A stored block with its transactions; empty if only its header is stored, or nothing. */
    public Optional<Block> body(BlockHash hash) {
        return body(reader, hash);
    }

    /**
     * A stored block.
     *
     * @throws DamagedBlockException if its bytes aren't those of its hash, or can't be read
     */
    public static Optional<Block> body(ReadConnection reader, BlockHash hash) {
        return bytes(reader, hash).map(raw -> BlockBytes.check(hash, raw, reader));
    }

    /** The bytes as they stand in the table; names the block where the database itself is found damaged. */
    private static Optional<byte[]> bytes(ReadConnection reader, BlockHash hash) {
        try {
            return reader.first(
                    "SELECT b.raw FROM header h JOIN block b ON b.header_id = h.id WHERE h.hash = ?1",
                    row -> row.getBytes(1),
                    hash.hash());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StorageException s && s.kind() == StorageException.Kind.DAMAGED) {
                throw reader.tell(
                        DamagedBlockException.unreadable(hash, reader.file(), String.valueOf(s.getMessage())));
            }
            throw e;
        }
    }

    List<Txid> txids(BlockHash hash) {
        List<Txid> active = reader.list(
                "SELECT t.txid FROM header h JOIN chain c ON c.header_id = h.id JOIN block b ON b.header_id = h.id"
                        + " JOIN tx t ON t.id >= c.first_tx_id AND t.id < c.first_tx_id + b.tx_count"
                        + " WHERE h.hash = ?1 ORDER BY t.id",
                row -> new Txid(Hash256.of(row.getBytes(1))),
                hash.hash());
        if (!active.isEmpty()) {
            return active;
        }
        return body(hash)
                .map(block -> block.transactions().stream().map(tx -> tx.txid()).toList())
                .orElse(List.of());
    }

    private Optional<BlockInfo> first(String sql, Object... parameters) {
        return list(sql, parameters).stream().findFirst();
    }

    /** Two steps, since a statement can't be run again while its rows are being read. */
    private List<BlockInfo> list(String sql, Object... parameters) {
        return reader.list(sql, BlockReads::withoutMedian, parameters).stream()
                .map(this::withMedian)
                .toList();
    }

    private static BlockInfo withoutMedian(ResultSet row) throws SQLException {
        boolean hasBody = row.getObject(13) != null;
        return new BlockInfo(
                HeaderRows.hash(row, 1),
                HeaderRows.header(row),
                row.getInt(8),
                new Work(new BigInteger(1, row.getBytes(9))),
                0,
                HeaderRows.status(row),
                row.getInt(12) != 0,
                hasBody,
                row.getInt(13),
                row.getInt(14));
    }

    private BlockInfo withMedian(BlockInfo block) {
        long[] times = reader.list(TIMES, row -> row.getLong(1), block.hash().hash()).stream()
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(times);
        return new BlockInfo(
                block.hash(),
                block.header(),
                block.height(),
                block.chainWork(),
                times[times.length / 2],
                block.status(),
                block.active(),
                block.hasBody(),
                block.size(),
                block.txCount());
    }
}
