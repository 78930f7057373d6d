package org.wonsi.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;

/** Builds the address index of a chain that was stored without it, or drops it. */
final class AddressIndex {
    private AddressIndex() {}

    /** Makes the file as wanted, in one transaction. A connection in autocommit mode. */
    static void adjust(Connection connection, boolean wanted) throws SQLException {
        if (ChainMeta.hasAddressIndex(connection) == wanted) {
            return;
        }
        connection.setAutoCommit(false);
        if (wanted) {
            build(connection);
        } else {
            try (PreparedStatement drop =
                    connection.prepareStatement("UPDATE output SET script_key = NULL WHERE script_key IS NOT NULL")) {
                drop.executeUpdate();
            }
        }
        ChainMeta.setAddressIndex(connection, wanted);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void build(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT id, script FROM output WHERE id > ? ORDER BY id LIMIT 1000");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE output SET script_key = ? WHERE id = ?")) {
            long last = 0;
            boolean more = true;
            while (more) {
                more = false;
                select.setLong(1, last);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        more = true;
                        last = row.getLong(1);
                        Script script = new Script(ByteString.copyOf(row.getBytes(2)));
                        update.setLong(1, ScriptHash.of(script).key());
                        update.setLong(2, last);
                        update.executeUpdate();
                    }
                }
            }
        }
    }
}
