package org.wonsi.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.node.store.db.AddressIndex;
import org.wonsi.node.store.db.HeaderRows;

/**
 * A writer that turns changes into SQL on the writing connection. The caller begins and commits.
 *
 * <p>Blocks to connect are collected and written together by {@link #flush}, so that an output that was made and spent
 * within one batch is written once.
 */
final class BlockWriter implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement upsertHeader;
    private final PreparedStatement headerId;
    private final PreparedStatement deleteHeader;
    private final PreparedStatement insertBlock;
    private final ConnectBatch batch;
    /** To be deleted: each after those that build on it, as they were forgotten in that order. */
    private final Set<BlockHash> forgotten = new LinkedHashSet<>();

    private final List<PreparedStatement> disconnect = new ArrayList<>();

    /** Undoing the newest blocks: what they made ends the tables, so ranges say it all. */
    private static final List<String> DISCONNECT = List.of(
            "UPDATE output SET spent_by = NULL, spent_input = NULL WHERE spent_by >= ?1",
            "DELETE FROM output WHERE id >= (SELECT first_output_id FROM tx WHERE id = ?1)",
            "DELETE FROM tx WHERE id >= ?1",
            "UPDATE tx SET replaced_by = 0 WHERE replaced_by >= ?1",
            "DELETE FROM chain WHERE first_tx_id >= ?1");

    BlockWriter(Connection connection, boolean addressIndex) throws SQLException {
        this.connection = connection;
        this.upsertHeader = connection.prepareStatement(HeaderRows.UPSERT);
        this.headerId = connection.prepareStatement("SELECT id FROM header WHERE hash = ?");
        this.deleteHeader = connection.prepareStatement("DELETE FROM header WHERE hash = ?1"
                + " AND NOT EXISTS (SELECT 1 FROM block b WHERE b.header_id = header.id)");
        this.insertBlock = connection.prepareStatement(
                "INSERT OR IGNORE INTO block (header_id, tx_count, size, raw) VALUES (?, ?, ?, ?)");
        this.batch = new ConnectBatch(connection, addressIndex);
        for (String sql : DISCONNECT) {
            disconnect.add(connection.prepareStatement(sql));
        }
    }

    void apply(StoreChange change) throws SQLException {
        if (change instanceof StoreChange.SaveHeaders save) {
            for (StoredHeader header : save.headers()) {
                save(header);
            }
        } else if (change instanceof StoreChange.ForgetHeaders forget) {
            forgotten.removeAll(forget.hashes());
            forgotten.addAll(forget.hashes());
        } else if (change instanceof StoreChange.SaveBlock save) {
            save(save.header(), save.block());
        } else if (change instanceof StoreChange.Connect connect) {
            NumberedBlock numbered = connect.numbered();
            batch.add(connect, save(numbered.header(), numbered.block()));
        } else if (change instanceof StoreChange.Disconnect taken) {
            flush();
            disconnect(taken);
        } else if (change instanceof StoreChange.Sweep) {
            deleteForgotten(Integer.MAX_VALUE);
        } else if (change instanceof StoreChange.MakeAddressIndex) {
            flush();
            AddressIndex.make(connection);
        } else if (change instanceof StoreChange.Task task) {
            flush();
            task.task().run(connection);
        }
    }

    /** Writes the collected blocks' rows. */
    void flush() throws SQLException {
        batch.write();
    }

    /** Whether headers are still to be deleted. */
    boolean hasForgotten() {
        return !forgotten.isEmpty();
    }

    /** How many. */
    int forgotten() {
        return forgotten.size();
    }

    /** Deletes up to so many headers that were forgotten, and not saved again since, in the order of forgetting. */
    void deleteForgotten(int most) throws SQLException {
        Iterator<BlockHash> next = forgotten.iterator();
        for (int i = 0; i < most && next.hasNext(); i++) {
            deleteHeader.setBytes(1, next.next().hash().toByteArray());
            deleteHeader.executeUpdate();
            next.remove();
        }
    }

    private void save(StoredHeader header) throws SQLException {
        forgotten.remove(header.hash());
        HeaderRows.bind(upsertHeader, header);
        upsertHeader.executeUpdate();
    }

    private long save(StoredHeader header, Block block) throws SQLException {
        save(header);
        long id = idOf(header.hash());
        insertBlock.setLong(1, id);
        insertBlock.setInt(2, block.transactions().size());
        insertBlock.setInt(3, block.size());
        insertBlock.setBytes(4, block.encode().toByteArray());
        insertBlock.executeUpdate();
        return id;
    }

    private long idOf(BlockHash hash) throws SQLException {
        headerId.setBytes(1, hash.hash().toByteArray());
        try (ResultSet row = headerId.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("header " + hash + " was never saved");
            }
            return row.getLong(1);
        }
    }

    /** Writes a stored block's bytes over those that are there. */
    static void restore(Connection connection, Block block) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE block SET tx_count = ?, size = ?, raw = ?"
                + " WHERE header_id = (SELECT id FROM header WHERE hash = ?)")) {
            update.setInt(1, block.transactions().size());
            update.setInt(2, block.size());
            update.setBytes(3, block.encode().toByteArray());
            update.setBytes(4, block.hash().hash().toByteArray());
            update.executeUpdate();
        }
    }

    private void disconnect(StoreChange.Disconnect taken) throws SQLException {
        for (StoredHeader header : taken.headers()) {
            save(header);
        }
        long firstTxId = firstTxIdOf(taken.headers());
        for (PreparedStatement statement : disconnect) {
            statement.setLong(1, firstTxId);
            statement.executeUpdate();
        }
    }

    private long firstTxIdOf(List<StoredHeader> last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT c.first_tx_id, h.hash FROM chain c"
                + " JOIN header h ON h.id = c.header_id ORDER BY c.height DESC LIMIT ?")) {
            select.setInt(1, last.size());
            try (var row = select.executeQuery()) {
                long first = 0;
                for (StoredHeader expected : last) {
                    if (!row.next() || !HeaderRows.hash(row, 2).equals(expected.hash())) {
                        throw new IllegalStateException(
                                "block " + expected.hash() + " isn't the tip, it can't be disconnected");
                    }
                    first = row.getLong(1);
                }
                return first;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        upsertHeader.close();
        headerId.close();
        deleteHeader.close();
        insertBlock.close();
        batch.close();
        for (PreparedStatement statement : disconnect) {
            statement.close();
        }
    }
}
