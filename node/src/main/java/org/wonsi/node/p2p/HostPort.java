package org.wonsi.node.p2p;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.protocol.message.NetworkAddress;

/**
 * A node's address as people write it: {@code 192.168.0.7:9001}, {@code seoul.local:9001}, {@code [::1]:9001}.
 *
 * @param host a name or an IP address, without brackets
 */
public record HostPort(String host, int port) {
    /** The highest number of a port. */
    public static final int LAST_PORT = 65_535;

    /**
     * Parses host and port.
     *
     * @throws MalformedException if it is anything else
     */
    public static HostPort parse(String text) {
        return read(text)
                .filter(read -> read.port > 0)
                .orElseThrow(() ->
                        new MalformedException("'" + text + "' is no host with a port, such as 192.168.0.7:9001"));
    }

    /** Reads host and port, 0 to 65,535, as {@link #toString} writes them; empty if the text is anything else. */
    public static Optional<HostPort> read(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > LAST_PORT
                ? Optional.empty()
                : Optional.of(new HostPort(host, Integer.parseInt(port)));
    }

    /**
     * Parses an IP address with a port, as {@link NetworkAddress#toString} writes it; no name is looked up.
     *
     * @throws MalformedException if it is anything else
     */
    public static NetworkAddress parseIp(String text) {
        HostPort parsed = parse(text);
        return NetworkAddress.ofIp(Subnet.parse(parsed.host).base().rawIp(), parsed.port);
    }

    /**
     * Looks the name up.
     *
     * @throws UnknownHostException if there is none of that name
     */
    public NetworkAddress resolve() throws UnknownHostException {
        return NetworkAddress.ofIp(ByteString.copyOf(InetAddress.getByName(host).getAddress()), port);
    }

    static NetworkAddress toNetworkAddress(InetSocketAddress address) {
        return NetworkAddress.ofIp(ByteString.copyOf(address.getAddress().getAddress()), address.getPort());
    }

    static InetSocketAddress toSocketAddress(NetworkAddress address) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address.rawIp().toByteArray()), address.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IP address has 4 or 16 bytes: " + address, e);
        }
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
