package org.wonsi.node.mirror;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.node.mirror.ChainRows.Batch;
import org.wonsi.node.mirror.ChainRows.BesideRow;
import org.wonsi.node.mirror.ChainRows.BlockRow;
import org.wonsi.node.mirror.ChainRows.Spent;
import org.wonsi.node.store.db.HeaderRows;

/**
 * The writer of a mirror: one {@link #step} is one transaction of the database.
 *
 * <p>A step first says, on the one row of table {@code mirror}, that this process still is the writer; a second writer would wait
 * there for the transaction to end and then find that it isn't. Then it compares the two chains from the mirror's tip down to the
 * block that both have, takes off what the node has left, and adds what follows: one block, or while it is far behind some
 * thousands of transactions. So a reader sees a block with all it brings, or nothing of it, and a change of branches as one change.
 * Nothing is kept in memory between steps but what waits in the mempool: whoever was killed, the next step begins with what the
 * database says.
 */
final class MirrorWriter {
    /** In one step, unless one block has more. */
    private static final int MOST_TRANSACTIONS = 10_000;

    private static final int MOST_BYTES = 8_000_000;

    /** So far below the tip a block beside the chain may still change; deeper ones are looked at once a connection. */
    private static final int RESTLESS_HEIGHTS = 100;

    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private final Connection database;
    private final ChainRows node;
    private final String writer;
    private final MempoolRows mempool;
    private boolean lookedAtAll;

    /** How far a step came. */
    record Step(int height, int disconnected, int connected, boolean caughtUp) {}

    /** Writes on a connection that isn't in autocommit mode, as this writer. */
    MirrorWriter(Connection database, ChainRows node, String writer) throws SQLException {
        this.database = database;
        this.node = node;
        this.writer = writer;
        this.mempool = new MempoolRows(database);
    }

    /**
     * Becomes the writer of this database.
     *
     * @param name the node's, for people
     * @throws MirrorException if another node wrote within the last ten seconds
     */
    void takeOver(String name) throws SQLException {
        try (PreparedStatement update = database.prepareStatement("UPDATE mirror SET writer = ?, node = ?, alive_at = "
                + NOW + " WHERE id = 1 AND (writer = ? OR alive_at < " + NOW + " - 10000)")) {
            update.setString(1, writer);
            update.setString(2, name);
            update.setString(3, writer);
            if (update.executeUpdate() == 0) {
                throw new MirrorException("another node writes this mirror; a database has one");
            }
        }
        mempool.load();
        database.commit();
    }

    /** Does the next piece of work, in one transaction; what waits is written once nothing of the chain is missing. */
    Step step(List<MempoolEntry> waiting) throws SQLException {
        alive();
        int height = Math.toIntExact(number("SELECT coalesce(max(height), -1) FROM chain"));
        int common = commonHeight(height);
        Optional<BlockHash> before = common < 0 ? Optional.empty() : node.hashAt(common);
        Optional<Batch> batch = node.after(before, common + 1, MOST_TRANSACTIONS, MOST_BYTES);
        if (batch.isEmpty() && common < height && node.height() > common) {
            // The node changed its branch while it was looked at.
            database.rollback();
            return new Step(height, 0, 0, false);
        }
        if (common < height) {
            disconnectAbove(common);
        }
        int connected = 0;
        boolean caughtUp = true;
        if (batch.isPresent()) {
            connect(batch.get());
            connected = batch.get().blocks().size();
            caughtUp = batch.get().last();
        }
        if (caughtUp) {
            beside(common + connected);
            mempool.write(waiting);
            execute("UPDATE mirror SET true_at = " + NOW + " WHERE id = 1");
        }
        database.commit();
        mempool.written();
        return new Step(common + connected, height - common, connected, caughtUp);
    }

    private void alive() throws SQLException {
        try (PreparedStatement update =
                database.prepareStatement("UPDATE mirror SET alive_at = " + NOW + " WHERE id = 1 AND writer = ?")) {
            update.setString(1, writer);
            if (update.executeUpdate() == 0) {
                throw new MirrorException("another node has taken this mirror over; a database has one");
            }
        }
    }

    // ------------------------------------------------------------------------------------------- where the chains part

    /** The greatest height at which both have the same block; -1 if the mirror is empty. Equal blocks have equal blocks below. */
    private int commonHeight(int height) throws SQLException {
        int top = Math.min(height, node.height());
        if (top < 0 || isSame(top)) {
            return top;
        }
        int same = -1;
        int other = top;
        while (other - same > 1) {
            int middle = same + (other - same) / 2;
            if (isSame(middle)) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return same;
    }

    private boolean isSame(int height) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(
                "SELECT h.hash FROM chain c JOIN header h ON h.id = c.header_id WHERE c.height = ?")) {
            select.setInt(1, height);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && node.hashAt(height).equals(Optional.of(HeaderRows.hash(row, 1)));
            }
        }
    }

    // ------------------------------------------------------------------------------------------- blocks off and on

    private void disconnectAbove(int height) throws SQLException {
        long firstTx = number("SELECT first_tx_id FROM chain WHERE height = ?", height + 1);
        long firstOutput = number("SELECT first_output_id FROM tx WHERE id = ?", firstTx);
        update("DELETE FROM output WHERE id >= ?", firstOutput);
        update("UPDATE output SET spent_by = NULL, spent_input = NULL WHERE spent_by >= ?", firstTx);
        update("DELETE FROM tx WHERE id >= ?", firstTx);
        update("UPDATE tx SET replaced_by = 0 WHERE replaced_by >= ?", firstTx);
        update("DELETE FROM chain WHERE height > ?", (long) height);
    }

    private void connect(Batch batch) throws SQLException {
        Map<BlockHash, Known> known = known(
                batch.blocks().stream().map(block -> block.header().hash()).toList());
        long next = number("SELECT coalesce(max(id), 0) FROM header") + 1;
        CopyRows header = headers();
        CopyRows block = blocks();
        CopyRows chain = new CopyRows("chain", "height", "header_id", "first_tx_id");
        for (BlockRow row : batch.blocks()) {
            Known before = known.get(row.header().hash());
            long id = before == null ? next++ : before.id;
            if (before == null) {
                add(header, id, row.header());
            } else {
                judge(id, row.header());
            }
            if (before == null || !before.hasBlock) {
                block.bigint(id)
                        .integer(row.txCount())
                        .integer(row.size())
                        .bytea(row.raw().toByteArray())
                        .endRow();
            }
            chain.integer(row.header().height())
                    .bigint(id)
                    .bigint(row.firstTxId())
                    .endRow();
        }
        header.into(database);
        block.into(database);
        chain.into(database);
        for (ChainRows.Replaced old : batch.replaced()) {
            update("UPDATE tx SET replaced_by = ? WHERE id = ?", old.replacedBy(), old.id());
        }
        batch.tx().into(database);
        batch.output().into(database);
        spend(batch.spent());
    }

    private void spend(List<Spent> spent) throws SQLException {
        if (spent.isEmpty()) {
            return;
        }
        Array ids = array("bigint", spent.stream().map(Spent::id).toArray());
        Array spenders = array("bigint", spent.stream().map(Spent::spentBy).toArray());
        Array inputs = array("integer", spent.stream().map(Spent::spentInput).toArray());
        try (PreparedStatement update =
                database.prepareStatement("UPDATE output AS o SET spent_by = s.spent_by, spent_input = s.spent_input"
                        + " FROM unnest(?::bigint[], ?::bigint[], ?::integer[]) AS s (id, spent_by, spent_input)"
                        + " WHERE o.id = s.id")) {
            update.setArray(1, ids);
            update.setArray(2, spenders);
            update.setArray(3, inputs);
            int changed = update.executeUpdate();
            if (changed != spent.size()) {
                throw new MirrorException("the mirror lacks outputs that a block spends (" + changed + " of "
                        + spent.size() + " are there): somebody changed it; empty it, and it is made anew");
            }
        }
    }

    // ------------------------------------------------------------------------------------------- beside the chain

    /** A header that the database has: its number, and whether its block is there. */
    private record Known(long id, String status, boolean hasBlock) {}

    /** Makes what isn't in the active chain as the node has it: the newest part, and once a connection all of it. */
    private void beside(int tip) throws SQLException {
        int from = lookedAtAll ? Math.max(0, tip - RESTLESS_HEIGHTS) : 0;
        List<BesideRow> wanted = node.beside(from);
        Map<BlockHash, Known> here = besideHere(from);
        long next = -1;
        for (BesideRow row : wanted) {
            Known known = here.remove(row.header().hash());
            if (known == null) {
                next = next < 0 ? number("SELECT coalesce(max(id), 0) FROM header") + 1 : next + 1;
                CopyRows header = headers();
                add(header, next, row.header());
                header.into(database);
                addBlock(next, row);
            } else if (!known.status.equals(status(row.header())) || known.hasBlock != row.hasBlock()) {
                judge(known.id, row.header());
                if (!known.hasBlock) {
                    addBlock(known.id, row);
                }
            }
        }
        if (!ChainRows.isCutOff(wanted)) {
            for (Known gone : here.values()) {
                update("DELETE FROM block WHERE header_id = ?", gone.id);
                update("DELETE FROM header WHERE id = ?", gone.id);
            }
        }
        lookedAtAll = true;
    }

    private void addBlock(long id, BesideRow row) throws SQLException {
        if (!row.hasBlock()) {
            return;
        }
        CopyRows block = blocks();
        node.raw(row.header().hash())
                .ifPresent(raw -> block.bigint(id)
                        .integer(row.txCount())
                        .integer(row.size())
                        .bytea(raw.toByteArray())
                        .endRow());
        block.into(database);
    }

    private Map<BlockHash, Known> besideHere(int from) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(
                "SELECT h.hash, h.id, h.status, b.header_id FROM header h LEFT JOIN chain c ON c.header_id = h.id"
                        + " LEFT JOIN block b ON b.header_id = h.id WHERE c.height IS NULL AND h.height >= ?")) {
            select.setInt(1, from);
            return known(select);
        }
    }

    private Map<BlockHash, Known> known(List<BlockHash> hashes) throws SQLException {
        Array wanted = array(
                "bytea", hashes.stream().map(hash -> hash.hash().toByteArray()).toArray(byte[][]::new));
        try (PreparedStatement select =
                database.prepareStatement("SELECT h.hash, h.id, h.status, b.header_id FROM header h"
                        + " LEFT JOIN block b ON b.header_id = h.id WHERE h.hash = ANY (?)")) {
            select.setArray(1, wanted);
            return known(select);
        }
    }

    private static Map<BlockHash, Known> known(PreparedStatement select) throws SQLException {
        Map<BlockHash, Known> known = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                known.put(
                        HeaderRows.hash(row, 1), new Known(row.getLong(2), row.getString(3), row.getObject(4) != null));
            }
        }
        return known;
    }

    private static CopyRows headers() {
        return new CopyRows(
                "header",
                "id",
                "hash",
                "version",
                "prev_hash",
                "merkle_root",
                "time",
                "bits",
                "nonce",
                "height",
                "chain_work",
                "status",
                "arrival");
    }

    private static CopyRows blocks() {
        return new CopyRows("block", "header_id", "tx_count", "size", "raw");
    }

    private static void add(CopyRows rows, long id, StoredHeader stored) {
        rows.bigint(id)
                .bytea(bytes(stored.hash()))
                .integer(stored.header().version())
                .bytea(bytes(stored.header().prevBlock()))
                .bytea(stored.header().merkleRoot().toByteArray())
                .bigint(stored.header().time())
                .bigint(stored.header().bits())
                .bigint(stored.header().nonce())
                .integer(stored.height())
                .bytea(HeaderRows.workBytes(stored.chainWork()))
                .text(status(stored))
                .bigint(stored.sequence())
                .endRow();
    }

    /** What can change of a header. */
    private void judge(long id, StoredHeader stored) throws SQLException {
        try (PreparedStatement update =
                database.prepareStatement("UPDATE header SET status = ?, arrival = ? WHERE id = ?")) {
            update.setString(1, status(stored));
            update.setLong(2, stored.sequence());
            update.setLong(3, id);
            update.executeUpdate();
        }
    }

    private static String status(StoredHeader stored) {
        return stored.status().name().toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(BlockHash hash) {
        Hash256 bytes = hash.hash();
        return bytes.toByteArray();
    }

    // ------------------------------------------------------------------------------------------- statements

    private Array array(String type, Object[] values) throws SQLException {
        return database.createArrayOf(type, values);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void update(String sql, long... parameters) throws SQLException {
        try (PreparedStatement update = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setLong(i + 1, parameters[i]);
            }
            update.executeUpdate();
        }
    }

    /** The first column of the first row; a mirror that lacks the row was changed by somebody. */
    private long number(String sql, long... parameters) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setLong(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new MirrorException(
                            "the mirror lacks rows that belong to its chain: somebody changed it; empty it, and"
                                    + " it is made anew");
                }
                return row.getLong(1);
            }
        }
    }
}
