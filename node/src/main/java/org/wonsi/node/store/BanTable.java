package org.wonsi.node.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import org.wonsi.node.store.db.ReadConnection;

/** The table of networks that no connection is made with for a while, kept over a restart. Any thread may use it. */
public final class BanTable {
    /**
     * One ban.
     *
     * @param subnet as text, such as "10.0.0.0/8"
     * @param created seconds since 1970 UTC, likewise {@code until}
     */
    public record Entry(String subnet, long created, long until) {}

    private final WriterThread writer;
    private final Path file;

    BanTable(WriterThread writer, Path file) {
        this.writer = writer;
        this.file = file;
    }

    /** All bans, those that have ended included. */
    public List<Entry> load() {
        try (ReadConnection reader = ReadConnection.open(file)) {
            return reader.list(
                    "SELECT subnet, created, until FROM ban ORDER BY subnet",
                    row -> new Entry(row.getString(1), row.getLong(2), row.getLong(3)));
        }
    }

    /** Replaces the whole table, in one transaction; returns when it is durable. */
    public void save(List<Entry> entries) {
        List<Entry> copy = List.copyOf(entries);
        writer.writeNow(new StoreChange.Task(connection -> {
            try (PreparedStatement clear = connection.prepareStatement("DELETE FROM ban");
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT OR REPLACE INTO ban (subnet, created, until) VALUES (?, ?, ?)")) {
                clear.executeUpdate();
                for (Entry entry : copy) {
                    insert.setString(1, entry.subnet());
                    insert.setLong(2, entry.created());
                    insert.setLong(3, entry.until());
                    insert.executeUpdate();
                }
            }
        }));
    }
}
