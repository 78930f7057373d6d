package org.wonsi.node.mirror;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a PostgreSQL database, such as {@code jdbc:postgresql://host:5432/wonsi?user=wonsi_mirror}.
 *
 * <p>It may hold a password, so it is never printed: {@link #toString} has hosts and the database's name only.
 */
public final class DatabaseAddress {
    private static final String PREFIX = "jdbc:postgresql:";

    private final String url;
    private final String place;

    private DatabaseAddress(String url, String place) {
        this.url = url;
        this.place = place;
    }

    /**
     * The address that a text is.
     *
     * @throws IllegalArgumentException if it is none; the message doesn't repeat the text
     */
    public static DatabaseAddress parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "the database's address begins with " + PREFIX + ", as in " + PREFIX + "//localhost/wonsi");
        }
        @Nullable Properties parts = Driver.parseURL(text, new Properties());
        if (parts == null) {
            throw new IllegalArgumentException("this is no address of a PostgreSQL database; it looks like " + PREFIX
                    + "//localhost:5432/wonsi?user=NAME, and a password stands best in ~/.pgpass");
        }
        return new DatabaseAddress(
                text,
                PGProperty.PG_HOST.getOrDefault(parts) + ":" + PGProperty.PG_PORT.getOrDefault(parts) + "/"
                        + PGProperty.PG_DBNAME.getOrDefault(parts));
    }

    /** Connections to it; each statement and each wait for the network ends after so many seconds. */
    PGSimpleDataSource source(String application, int seconds) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setApplicationName(application);
        source.setConnectTimeout(Math.min(seconds, 10));
        source.setLoginTimeout(Math.min(seconds, 10));
        source.setSocketTimeout(seconds);
        source.setTcpKeepAlive(true);
        return source;
    }

    /** Hosts, ports and the database's name; nothing secret. */
    @Override
    public String toString() {
        return place;
    }
}
