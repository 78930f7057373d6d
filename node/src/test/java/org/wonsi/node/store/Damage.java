package org.wonsi.node.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.wonsi.core.block.BlockHash;

/** Changes what a node has stored, as a bad disk or a hand would. */
public final class Damage {
    private Damage() {}

    /** Flips one bit of a stored block. */
    public static void flipBit(Path directory, BlockHash hash, int byteOffset) throws SQLException {
        try (Connection connection = connect(directory);
                PreparedStatement update = connection.prepareStatement("UPDATE block SET raw ="
                        + " CAST(substr(raw, 1, ?1) || ?2 || substr(raw, ?1 + 2) AS BLOB)"
                        + " WHERE header_id = (SELECT id FROM header WHERE hash = ?3)")) {
            byte[] old;
            try (PreparedStatement select = connection.prepareStatement("SELECT substr(raw, ?1 + 1, 1) FROM block"
                    + " WHERE header_id = (SELECT id FROM header WHERE hash = ?2)")) {
                select.setInt(1, byteOffset);
                select.setBytes(2, hash.hash().toByteArray());
                old = select.executeQuery().getBytes(1);
            }
            update.setInt(1, byteOffset);
            update.setBytes(2, new byte[] {(byte) (old[0] ^ 1)});
            update.setBytes(3, hash.hash().toByteArray());
            if (update.executeUpdate() != 1) {
                throw new AssertionError("no block " + hash);
            }
        }
    }

    /** Runs a statement on the database, which must change something. */
    public static void sql(Path directory, String statement) throws SQLException {
        try (Connection connection = connect(directory);
                var update = connection.createStatement()) {
            if (update.executeUpdate(statement) == 0) {
                throw new AssertionError("changes nothing: " + statement);
            }
        }
    }

    /** All that the chain's tables hold, as text; empty if there is no such database. */
    public static String rows(Path directory) {
        StringBuilder all = new StringBuilder();
        try (Connection connection = connect(directory);
                var select = connection.createStatement()) {
            for (String table : new String[] {"header", "block", "chain", "tx", "output", "peer", "ban", "meta"}) {
                try (var rows = select.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        all.append('\n').append(table);
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            all.append('|').append(rows.getString(i));
                        }
                    }
                }
            }
        } catch (SQLException e) {
            return "";
        }
        return all.toString();
    }

    private static Connection connect(Path directory) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("chain.db"));
    }
}
