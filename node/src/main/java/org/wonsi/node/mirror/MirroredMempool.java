package org.wonsi.node.mirror;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.mirror.MempoolRows.Arrived;

/** The mempool as a mirror has it, kept in memory and brought up to date by {@link #refresh}; any thread may read it. */
public final class MirroredMempool {
    private final MirrorReader reader;
    private final Map<Txid, Arrived> known = new HashMap<>();
    private long version = -1;
    private volatile List<MempoolEntry> entries = List.of();

    /** Empty until it is refreshed. */
    public MirroredMempool(MirrorReader reader) {
        this.reader = reader;
    }

    /** What waits, the highest fee rate first. */
    public List<MempoolEntry> entries() {
        return entries;
    }

    /** Reads what changed since the last time, if the mempool's version did. */
    public synchronized void refresh(long newest) {
        if (newest == version) {
            return;
        }
        reader.onConnection(connection -> {
            Map<Txid, Long> there = arrivals(connection);
            known.entrySet().removeIf(entry -> {
                Long arrival = there.get(entry.getKey());
                return arrival == null || arrival != entry.getValue().number();
            });
            there.keySet().removeAll(known.keySet());
            fetch(connection, there);
            return known;
        });
        entries = known.values().stream()
                .sorted(MempoolRows.ORDER)
                .map(Arrived::entry)
                .toList();
        version = newest;
    }

    private static Map<Txid, Long> arrivals(Connection connection) throws SQLException {
        Map<Txid, Long> arrivals = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT txid, arrival FROM mempool")) {
            while (row.next()) {
                arrivals.put(new Txid(Hash256.of(row.getBytes(1))), row.getLong(2));
            }
        }
        return arrivals;
    }

    private void fetch(Connection connection, Map<Txid, Long> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        Array array = connection.createArrayOf(
                "bytea",
                wanted.keySet().stream().map(txid -> txid.hash().toByteArray()).toArray(byte[][]::new));
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT raw, arrival, fee, time, height, sigops, fee_delta FROM mempool WHERE txid = ANY (?)")) {
            select.setArray(1, array);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Transaction tx = Transaction.decode(ByteString.copyOf(row.getBytes(1)));
                    MempoolEntry entry = new MempoolEntry(
                            tx,
                            new Amount(row.getLong(3)),
                            row.getLong(4),
                            row.getInt(5),
                            row.getInt(6),
                            row.getLong(7));
                    known.put(tx.txid(), new Arrived(entry, row.getLong(2)));
                }
            }
        }
    }
}
