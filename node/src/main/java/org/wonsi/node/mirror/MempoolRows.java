package org.wonsi.node.mirror;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Txid;

/**
 * What waits at the node, as rows of table {@code mempool}: the difference to what is there is written.
 *
 * <p>The node's order is that of the fee rate and then of arrival, which the node doesn't tell; the writer counts arrivals itself, and
 * where that would give another order, it writes all rows anew.
 */
final class MempoolRows {
    /** The node's order: the highest fee rate first, and of two alike the one that came first. */
    static final Comparator<Arrived> ORDER = Comparator.comparing(
                    (Arrived waiting) -> waiting.entry().feeRate())
            .reversed()
            .thenComparingLong(Arrived::number);

    private final Connection database;
    private Map<Txid, Row> here = new HashMap<>();
    private Map<Txid, Row> next = new HashMap<>();
    private List<MempoolEntry> last = List.of();
    private List<MempoolEntry> pending = List.of();

    /** An entry, and how many came before it. */
    record Arrived(MempoolEntry entry, long number) {}

    /** What the database has of a transaction. */
    private record Row(long arrival, long feeDelta) {}

    MempoolRows(Connection database) {
        this.database = database;
    }

    /** Reads what the database has. */
    void load() throws SQLException {
        here = new HashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT txid, arrival, fee_delta FROM mempool")) {
            while (row.next()) {
                byte[] txid = row.getBytes(1);
                if (txid.length != 32) {
                    throw new MirrorException("the mirror's table mempool holds what is no transaction: empty it");
                }
                here.put(new Txid(Hash256.of(txid)), new Row(row.getLong(2), row.getLong(3)));
            }
        }
        last = List.of();
        next = here;
    }

    /** Writes what changed since, within the caller's transaction. */
    void write(List<MempoolEntry> waiting) throws SQLException {
        next = here;
        pending = waiting;
        if (waiting.equals(last) && here.size() == waiting.size()) {
            return;
        }
        Map<Txid, Row> wanted = rows(waiting);
        Set<Txid> gone = new HashSet<>(here.keySet());
        gone.removeIf(txid -> Objects.equals(here.get(txid), wanted.get(txid)));
        List<MempoolEntry> fresh = waiting.stream()
                .filter(entry -> !Objects.equals(wanted.get(entry.txid()), here.get(entry.txid())))
                .toList();
        if (gone.isEmpty() && fresh.isEmpty()) {
            return;
        }
        delete(gone);
        insert(fresh, wanted);
        try (Statement statement = database.createStatement()) {
            statement.executeUpdate("UPDATE mirror SET mempool_version = mempool_version + 1 WHERE id = 1");
        }
        next = wanted;
    }

    /** What was written last is committed. */
    void written() {
        here = next;
        last = pending;
    }

    private Map<Txid, Row> rows(List<MempoolEntry> waiting) {
        long number = here.values().stream().mapToLong(Row::arrival).max().orElse(0);
        List<Arrived> arrived = new ArrayList<>();
        for (MempoolEntry entry : waiting) {
            Row known = here.get(entry.txid());
            arrived.add(new Arrived(entry, known == null ? ++number : known.arrival));
        }
        boolean ordered = true;
        for (int i = 1; i < arrived.size() && ordered; i++) {
            ordered = ORDER.compare(arrived.get(i - 1), arrived.get(i)) < 0;
        }
        Map<Txid, Row> rows = new HashMap<>();
        for (int i = 0; i < arrived.size(); i++) {
            MempoolEntry entry = arrived.get(i).entry();
            rows.put(entry.txid(), new Row(ordered ? arrived.get(i).number() : ++number, entry.feeDelta()));
        }
        return rows;
    }

    private void delete(Set<Txid> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        Array ids = database.createArrayOf(
                "bytea", gone.stream().map(txid -> txid.hash().toByteArray()).toArray(byte[][]::new));
        try (PreparedStatement delete = database.prepareStatement("DELETE FROM mempool WHERE txid = ANY (?)")) {
            delete.setArray(1, ids);
            delete.executeUpdate();
        }
    }

    private void insert(List<MempoolEntry> fresh, Map<Txid, Row> wanted) throws SQLException {
        CopyRows rows =
                new CopyRows("mempool", "txid", "arrival", "raw", "fee", "time", "height", "sigops", "fee_delta");
        for (MempoolEntry entry : fresh) {
            Row row = wanted.get(entry.txid());
            rows.bytea(entry.txid().hash().toByteArray())
                    .bigint(row == null ? 0L : row.arrival)
                    .bytea(entry.tx().encode().toByteArray())
                    .bigint(entry.fee().satoshis())
                    .bigint(entry.time())
                    .integer(entry.height())
                    .integer(entry.sigops())
                    .bigint(entry.feeDelta())
                    .endRow();
        }
        rows.into(database);
    }
}
