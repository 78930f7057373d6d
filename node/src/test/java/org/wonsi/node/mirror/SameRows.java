package org.wonsi.node.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.wonsi.node.store.db.ReadConnection;

/** The comparison of a mirror's tables with the node's own, row by row: nothing is lost, and nothing doubled. */
public final class SameRows {
    private static final List<String> TABLES = List.of(
            "SELECT c.height, c.first_tx_id, h.hash, h.version, h.prev_hash, h.merkle_root, h.time, h.bits, h.nonce,"
                    + " h.height, h.chain_work, h.status, h.arrival, b.tx_count, b.size, b.raw FROM chain c"
                    + " JOIN header h ON h.id = c.header_id JOIN block b ON b.header_id = h.id ORDER BY c.height",
            "SELECT id, txid, replaced_by, height, byte_offset, size, version, lock_time, input_count, output_count,"
                    + " first_output_id, fee FROM tx ORDER BY id",
            "SELECT id, tx_id, n, value, spendable, script, script_key, spent_by, spent_input FROM output ORDER BY id",
            "SELECT h.hash, h.status, h.arrival, b.size, b.raw FROM header h LEFT JOIN block b ON b.header_id = h.id"
                    + " LEFT JOIN chain c ON c.header_id = h.id WHERE c.height IS NULL ORDER BY h.hash");

    private SameRows() {}

    /** Compares all rows; answers how many there are. */
    public static long check(Path file, Connection mirror) throws SQLException {
        long count = 0;
        try (ReadConnection node = ReadConnection.open(file)) {
            for (String sql : TABLES) {
                List<String> own = node.list(sql, SameRows::text);
                assertThat(rows(mirror, sql)).as(sql).isEqualTo(own);
                count += own.size();
            }
        }
        return count;
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(text(row));
            }
        }
        return rows;
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            Object value = row.getObject(column);
            text.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
                    .append(' ');
        }
        return text.toString();
    }
}
