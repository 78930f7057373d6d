package org.wonsi.node.command.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.p2p.HostPort;

/**
 * An address to listen on: {@code HOST:PORT}, {@code PORT} alone for this machine only, port 0 for any free one.
 *
 * @param host a name or an IP address, without brackets
 */
public record ListenAddress(String host, int port) {
    /**
     * Parses a place.
     *
     * @throws MalformedException if the text is none
     */
    public static ListenAddress parse(String text) {
        return HostPort.read(text.contains(":") ? text : "127.0.0.1:" + text)
                .map(read -> new ListenAddress(read.host(), read.port()))
                .orElseThrow(() -> new MalformedException("'" + text + "' is no place to listen; write HOST:PORT, for"
                        + " example 127.0.0.1:8001, or 0.0.0.0:8001 for all of this machine's addresses"));
    }

    /** The same address with another port. */
    public ListenAddress withPort(int other) {
        return new ListenAddress(host, other);
    }

    /** The address as Java's sockets take it; a name is resolved. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    /** Whether nobody listens here now. */
    public boolean isFree() {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** The first free port above this one; empty if the next hundred are taken. */
    public OptionalInt nextFreePort() {
        for (int p = port + 1; p <= Math.min(port + 100, HostPort.LAST_PORT); p++) {
            if (withPort(p).isFree()) {
                return OptionalInt.of(p);
            }
        }
        return OptionalInt.empty();
    }

    /** What to tell a user whose port somebody else has. */
    public String taken(String what, String flag) {
        OptionalInt free = nextFreePort();
        return what + " port " + port + " of " + host + " is taken by another program"
                + (free.isPresent()
                        ? "; " + free.getAsInt() + " is free: " + flag + " " + withPort(free.getAsInt())
                        : "");
    }

    @Override
    public String toString() {
        return new HostPort(host, port).toString();
    }
}
