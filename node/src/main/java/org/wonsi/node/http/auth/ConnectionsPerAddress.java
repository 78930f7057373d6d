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

    /** At most so many from one address. */
    public ConnectionsPerAddress(int limit) {
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && !remote.getAddress().isLoopbackAddress()
                && count(remote, 1) > limit) {
            connection.close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && !remote.getAddress().isLoopbackAddress()) {
            count(remote, -1);
        }
    }

    int count(InetSocketAddress remote, int change) {
        synchronized (open) {
            Integer now = open.merge(remote.getAddress().getHostAddress(), change, Integer::sum);
            if (now <= 0) {
                open.remove(remote.getAddress().getHostAddress());
            }
            return now;
        }
    }
}
