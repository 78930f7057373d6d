package org.wonsi.core.protocol.message;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.bytes.SeededHash;

/**
 * The address at which a node listens: an IP address and a port; 18 bytes, the only big-endian number of the
 * protocol among them.
 *
 * @param ip 16 bytes; an IPv4 address stands behind ten zero bytes and two of 0xff
 * @param port 0 to 65,535
 */
public record NetworkAddress(ByteString ip, int port) {
    private static final ByteString IPV4_PREFIX = ByteString.ofHex("00000000000000000000ffff");

    private static final ByteString LOOPBACK_6 = ByteString.ofHex("00000000000000000000000000000001");

    /** No address: what a node that doesn't know its own says. */
    public static final NetworkAddress NONE = ofIp(ByteString.copyOf(new byte[16]), 0);

    public NetworkAddress {
        if (ip.size() != 16) {
            throw new IllegalArgumentException("an address has 16 bytes, not " + ip.size());
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    /** Takes the 4 bytes of an IPv4 or the 16 of an IPv6 address. */
    public static NetworkAddress ofIp(ByteString bytes, int port) {
        return new NetworkAddress(bytes.size() == 4 ? IPV4_PREFIX.concat(bytes) : bytes, port);
    }

    /** An IPv4 address from its four numbers. */
    public static NetworkAddress ofIpv4(int a, int b, int c, int d, int port) {
        return ofIp(ByteString.copyOf((byte) a, (byte) b, (byte) c, (byte) d), port);
    }

    /**
     * Parses "127.0.0.1:9001", as {@link #toString} writes an IPv4 address.
     *
     * @throws MalformedException if the text is anything else, a host name included: names are looked up elsewhere
     */
    public static NetworkAddress parseIpv4(String text) {
        String[] parts = text.split("[.:]", -1);
        if (!text.matches("(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}")) {
            throw new MalformedException(FormError.IPV4, text);
        }
        int[] n = new int[5];
        for (int i = 0; i < 5; i++) {
            n[i] = Integer.parseInt(parts[i]);
            if (n[i] > (i < 4 ? 255 : 65_535)) {
                throw new MalformedException(FormError.IPV4_RANGE, text, n[i]);
            }
        }
        return ofIpv4(n[0], n[1], n[2], n[3], n[4]);
    }

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return ip.startsWith(IPV4_PREFIX);
    }

    /** Whether somebody could listen there: not the zero address, and a port. */
    public boolean isRoutable() {
        return port != 0 && !ip.equals(NONE.ip) && !(isIpv4() && ip.at(12) == 0);
    }

    /**
     * Whether the whole internet could reach it: no private, link-local, documentation or other special range. Source:
     * RFC 6890's registries, as Bitcoin Core's {@code CNetAddr::IsRoutable} reads them.
     */
    public boolean isPublic() {
        return !isLoopback() && (isIpv4() ? isPublicIpv4() : isPublicIpv6());
    }

    private boolean isPublicIpv4() {
        int a = ip.at(12);
        int b = ip.at(13);
        int c = ip.at(14);
        boolean isPrivate = a == 10 || (a == 172 && b >> 4 == 1) || (a == 192 && b == 168);
        boolean isShared = a == 100 && b >> 6 == 1;
        boolean isLinkLocal = a == 169 && b == 254;
        boolean isTest = (a == 192 && b == 0 && c == 2)
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113)
                || (a == 198 && b >> 1 == 9);
        return a != 0
                && !isPrivate
                && !isShared
                && !isLinkLocal
                && !isTest
                && !rawIp().toHex().equals("ffffffff");
    }

    private boolean isPublicIpv6() {
        boolean isUniqueLocal = ip.at(0) >> 1 == 0x7e;
        boolean isLinkLocal = ip.startsWith(ByteString.ofHex("fe80000000000000"));
        boolean isDocumentation = ip.startsWith(ByteString.ofHex("20010db8"));
        boolean isOrchid = ip.startsWith(ByteString.ofHex("200100")) && (ip.at(3) >> 4 == 1 || ip.at(3) >> 4 == 2);
        return !ip.equals(NONE.ip) && !isUniqueLocal && !isLinkLocal && !isDocumentation && !isOrchid;
    }

    /** Whether this is the machine itself: 127.0.0.0/8 or ::1. */
    public boolean isLoopback() {
        return isIpv4() ? ip.at(12) == 127 : ip.equals(LOOPBACK_6);
    }

    /** The raw address: 4 bytes of IPv4 or 16 of IPv6. */
    public ByteString rawIp() {
        return isIpv4() ? ip.slice(12, 16) : ip;
    }

    /**
     * The part of the address that one operator usually controls: the first two bytes of IPv4, four of IPv6. Address
     * book and outbound slots spread over groups, so that one operator can't fill them (an eclipse attack).
     */
    public ByteString group() {
        return isIpv4() ? ip.slice(12, 14) : ip.slice(0, 4);
    }

    static NetworkAddress decode(ByteReader reader) {
        return new NetworkAddress(reader.readBytes(16), reader.readUInt16BigEndian());
    }

    void encode(ByteWriter writer) {
        writer.writeBytes(ip).writeUInt16BigEndian(port);
    }

    /** The IP address alone, without the port or brackets; IPv6 with its longest run of zeros left out (RFC 5952). */
    public String host() {
        if (isIpv4()) {
            return ip.at(12) + "." + ip.at(13) + "." + ip.at(14) + "." + ip.at(15);
        }
        List<String> groups = new ArrayList<>(8);
        for (int i = 0; i < 16; i += 2) {
            groups.add(Integer.toHexString(ip.at(i) << 8 | ip.at(i + 1)));
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < 8; i++) {
            int run = zerosFrom(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return length < 2
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start))
                        + "::"
                        + String.join(":", groups.subList(start + length, 8));
    }

    private static int zerosFrom(List<String> groups, int start) {
        int run = 0;
        while (start + run < groups.size() && groups.get(start + run).equals("0")) {
            run++;
        }
        return run;
    }

    @Override
    public int hashCode() {
        return SeededHash.of(ip.hashCode(), port);
    }

    /** "127.0.0.1:9001", or "[::1]:9001". */
    @Override
    public String toString() {
        return isIpv4() ? host() + ":" + port : "[" + host() + "]:" + port;
    }
}
