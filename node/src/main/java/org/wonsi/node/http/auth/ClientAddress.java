package org.wonsi.node.http.auth;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The address of a client as every limit counts it: an IPv4 address, or an IPv6 network of 64 bits.
 *
 * <p>A network of IPv6 gives each machine 2^64 addresses, so what comes from one of them counts as one.
 *
 * @param text the address, or the network's 8 bytes in hex
 * @param here whether it is this machine, by its loopback address; all its programs share that
 */
public record ClientAddress(String text, boolean here) {
    private static final int NETWORK_BYTES = 8;

    /** The address of a connection's other end; one that isn't an internet socket is on this machine. */
    public static ClientAddress of(SocketAddress remote) {
        return remote instanceof InetSocketAddress internet
                ? of(internet.getAddress())
                : new ClientAddress("local", true);
    }

    /** The client address for an IP address. */
    public static ClientAddress of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return new ClientAddress("loopback", true);
        }
        String text = address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
        return new ClientAddress(text, false);
    }

    /** The address that a request comes from. */
    public static ClientAddress of(Context ctx) {
        try {
            // The address is a literal: nothing is looked up.
            return of(InetAddress.getByName(ctx.req().getRemoteAddr()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Jetty gave no literal address", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
