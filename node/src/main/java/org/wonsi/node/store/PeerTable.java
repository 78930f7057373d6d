package org.wonsi.node.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import org.wonsi.node.store.db.ReadConnection;

/** The table of addresses of other nodes, kept over a restart. Any thread may use it. */
public final class PeerTable {
    /**
     * One address.
     *
     * @param address host:port
     * @param services what the peer says it offers, the bits of its version message
     * @param lastSeen seconds since 1970 UTC, 0 for never; likewise the other times
     * @param lastTried when it was last dialled and answered; 0 if it was only told of
     * @param failures attempts to connect since the last that succeeded
     */
    public record Entry(String address, long services, long lastSeen, long lastTried, long lastSuccess, int failures) {}

    private final WriterThread writer;
    private final Path file;

    PeerTable(WriterThread writer, Path file) {
        this.writer = writer;
        this.file = file;
    }

    /** All addresses, the last seen first. */
    public List<Entry> load() {
        try (ReadConnection reader = ReadConnection.open(file)) {
            return reader.list(
                    "SELECT address, services, last_seen, last_tried, last_success, failures FROM peer"
                            + " ORDER BY last_seen DESC, address",
                    row -> new Entry(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getInt(6)));
        }
    }

    /** Replaces the whole table, in one transaction; returns when it is durable. */
    public void save(List<Entry> entries) {
        List<Entry> copy = List.copyOf(entries);
        writer.writeNow(new StoreChange.Task(connection -> {
            try (PreparedStatement clear = connection.prepareStatement("DELETE FROM peer");
                    PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO peer (address,"
                            + " services, last_seen, last_tried, last_success, failures) VALUES (?, ?, ?, ?, ?, ?)")) {
                clear.executeUpdate();
                for (Entry entry : copy) {
                    insert.setString(1, entry.address());
                    insert.setLong(2, entry.services());
                    insert.setLong(3, entry.lastSeen());
                    insert.setLong(4, entry.lastTried());
                    insert.setLong(5, entry.lastSuccess());
                    insert.setInt(6, entry.failures());
                    insert.executeUpdate();
                }
            }
        }));
    }
}
