package org.wonsi.node.http.auth;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;

/**
 * Closes connections of an address that already has its share open; an observer of Jetty's connections.
 *
 * <p>A connection costs memory even when it is silent, so that counting requests isn't enough. Loopback is exempt: there
 * all local programs have one address.
 */
public final class ConnectionsPerAddress implements Connection.Listener {
    private final int limit;
    private final Map<String, Integer> open = new HashMap<>();

    /** Whose each counted connection is: a closed one no longer knows its other end. */
    private final Map<Connection, String> owners = new HashMap<>();

    /** At most so many from one address. */
    public ConnectionsPerAddress(int limit) {
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && !remote.getAddress().isLoopbackAddress()
                && add(connection, remote.getAddress().getHostAddress()) > limit) {
            connection.close();
        }
    }

    private int add(Connection connection, String address) {
        synchronized (open) {
            owners.put(connection, address);
            return open.merge(address, 1, Integer::sum);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        synchronized (open) {
            String address = owners.remove(connection);
            if (address != null && open.merge(address, -1, Integer::sum) <= 0) {
                open.remove(address);
            }
        }
    }
}
