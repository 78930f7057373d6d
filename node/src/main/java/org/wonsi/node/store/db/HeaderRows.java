package org.wonsi.node.store.db;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.pow.Work;

/** The mapping of a header to a row of table {@code header}, and back. */
public final class HeaderRows {
    /** The columns that {@link #header} and {@link #stored} read, in their order. */
    public static final String COLUMNS =
            "h.hash, h.version, h.prev_hash, h.merkle_root, h.time, h.bits, h.nonce, h.height, h.chain_work, h.status,"
                    + " h.arrival";

    /** Writes a header, or what can change of it. */
    public static final String UPSERT =
            "INSERT INTO header (hash, version, prev_hash, merkle_root, time, bits, nonce, height,"
                    + " chain_work, status, arrival) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (hash) DO UPDATE SET status = excluded.status, arrival = excluded.arrival";

    private static final Map<String, BlockStatus> STATUSES =
            Arrays.stream(BlockStatus.values()).collect(Collectors.toUnmodifiableMap(HeaderRows::name, s -> s));

    private HeaderRows() {}

    private static String name(BlockStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** Fills the parameters of the statement that inserts or updates a header's row. */
    public static void bind(PreparedStatement upsert, StoredHeader stored) throws SQLException {
        BlockHeader header = stored.header();
        upsert.setBytes(1, stored.hash().hash().toByteArray());
        upsert.setInt(2, header.version());
        upsert.setBytes(3, header.prevBlock().hash().toByteArray());
        upsert.setBytes(4, header.merkleRoot().toByteArray());
        upsert.setLong(5, header.time());
        upsert.setLong(6, header.bits());
        upsert.setLong(7, header.nonce());
        upsert.setInt(8, stored.height());
        upsert.setBytes(9, workBytes(stored.chainWork()));
        upsert.setString(10, name(stored.status()));
        upsert.setLong(11, stored.sequence());
    }

    /** The header of a row with its height, work, status and order of arrival. */
    public static StoredHeader stored(ResultSet row) throws SQLException {
        byte[] work = row.getBytes(9);
        if (work == null || work.length != 32) {
            throw StorageException.damagedRow("table header: chain_work isn't of 32 bytes");
        }
        return new StoredHeader(
                header(row),
                hash(row, 1),
                row.getInt(8),
                new Work(new BigInteger(1, work)),
                status(row),
                row.getLong(11));
    }

    /** The header of a row. */
    public static BlockHeader header(ResultSet row) throws SQLException {
        BlockHash prev = hash(row, 3);
        Hash256 root = hash(row, 4).hash();
        try {
            return new BlockHeader(row.getInt(2), prev, root, row.getLong(5), row.getLong(6), row.getLong(7));
        } catch (IllegalArgumentException e) {
            throw StorageException.damagedRow("table header: " + e.getMessage());
        }
    }

    /** The status of a row's block. */
    public static BlockStatus status(ResultSet row) throws SQLException {
        // As bytes, because the driver makes a buffer and a decoder for each text.
        byte[] bytes = row.getBytes(10);
        String name = bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
        BlockStatus status = STATUSES.get(name);
        if (status == null) {
            throw StorageException.damagedRow("table header: there is no status '" + name + "'");
        }
        return status;
    }

    /** The hash in a column of 32 bytes; another length is a damaged row. */
    public static BlockHash hash(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        if (bytes == null || bytes.length != 32) {
            throw StorageException.damagedRow(
                    "table header: a hash has " + (bytes == null ? 0 : bytes.length) + " bytes, it should have 32");
        }
        return new BlockHash(Hash256.of(bytes));
    }

    /** Work as table {@code header} has it: 32 bytes, the most significant first. */
    public static byte[] workBytes(Work work) {
        byte[] bytes = work.hashes().toByteArray();
        byte[] padded = new byte[32];
        int from = Math.max(0, bytes.length - 32);
        byte[] digits = Arrays.copyOfRange(bytes, from, bytes.length);
        System.arraycopy(digits, 0, padded, 32 - digits.length, digits.length);
        return padded;
    }
}
