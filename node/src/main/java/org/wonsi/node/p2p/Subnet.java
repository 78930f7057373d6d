package org.wonsi.node.p2p;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.protocol.message.NetworkAddress;

/**
 * The addresses that share a prefix: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone.
 *
 * @param base the first of them
 * @param prefix how many leading bits they share: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Subnet(NetworkAddress base, int prefix) {
    /** Bits past the prefix are dropped, so that equal networks are equal. */
    public Subnet {
        int bits = base.rawIp().size() * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits, but there are " + bits);
        }
        byte[] masked = base.rawIp().toByteArray();
        for (int bit = prefix; bit < bits; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        base = NetworkAddress.ofIp(ByteString.copyOf(masked), 0);
    }

    /** One address alone. */
    public static Subnet of(NetworkAddress address) {
        return new Subnet(address, address.rawIp().size() * 8);
    }

    /**
     * Parses an IP address, alone, with a prefix length ({@code /24}) or with a mask ({@code /255.255.255.0}).
     *
     * @throws MalformedException if it is anything else; names aren't looked up
     */
    public static Subnet parse(String text) {
        int slash = text.indexOf('/');
        NetworkAddress address = parseIp(slash < 0 ? text : text.substring(0, slash), text);
        if (slash < 0) {
            return of(address);
        }
        String length = text.substring(slash + 1);
        int bits = address.rawIp().size() * 8;
        if (length.matches("\\d{1,3}") && Integer.parseInt(length) <= bits) {
            return new Subnet(address, Integer.parseInt(length));
        }
        if (address.isIpv4() && length.contains(".")) {
            return new Subnet(address, prefixOf(parseIp(length, text), text));
        }
        throw malformed(text);
    }

    private static int prefixOf(NetworkAddress mask, String text) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | mask.rawIp().at(i);
        }
        int ones = Integer.numberOfLeadingZeros(~value);
        if (ones < 32 && value << ones != 0) {
            throw malformed(text);
        }
        return ones;
    }

    private static NetworkAddress parseIp(String ip, String text) {
        boolean isIpv4 = ip.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        // A colon keeps the platform from asking a name server.
        boolean isIpv6 = ip.contains(":") && ip.matches("[0-9A-Fa-f:.]{2,45}");
        if (!isIpv4 && !isIpv6) {
            throw malformed(text);
        }
        try {
            return NetworkAddress.ofIp(
                    ByteString.copyOf(InetAddress.getByName(ip).getAddress()), 0);
        } catch (UnknownHostException e) {
            throw malformed(text);
        }
    }

    private static MalformedException malformed(String text) {
        return new MalformedException("'" + text + "' is no IP address or network, such as 10.0.0.0/8");
    }

    /** Whether an address is one of them, whatever its port. */
    public boolean contains(NetworkAddress address) {
        return address.isIpv4() == base.isIpv4() && new Subnet(address, prefix).base.equals(base);
    }

    /** With the prefix length, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return base.host() + "/" + prefix;
    }
}
