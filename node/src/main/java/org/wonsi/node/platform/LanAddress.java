package org.wonsi.node.platform;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * An address of this machine, and what it is.
 *
 * @param text without a zone
 * @param networkInterface the name that the system gives the interface
 */
public record LanAddress(String text, String networkInterface, Place place) {
    private static final List<String> TUNNELS = List.of(
            "tun", "tap", "utun", "wg", "ppp", "ipsec", "tailscale", "zt", "nordlynx", "proton", "gpd", "cscotun");

    private static final List<String> BRIDGES = List.of(
            "docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "lxc", "lxd", "podman", "cni", "bridge");

    private static final List<String> WIRELESS = List.of("wl", "wifi", "ath", "ra");

    /** The kinds of addresses, from those that the room most likely reaches to those it doesn't. */
    public enum Place {
        /** An address of a private range on a network card: what a room's router gives. */
        LAN("a private address of a network card, as a room's router gives one"),
        /** An address of the internet on a network card. */
        PUBLIC("an address of the internet; a firewall may keep the room out"),
        /** An address that a provider shares among customers (100.64.0.0/10, RFC 6598); VPNs use them too. */
        SHARED("an address that providers and VPNs share out (100.64.0.0/10)"),
        /** An address that the machine gave itself, since no router gave it one (169.254.0.0/16, RFC 3927). */
        LINK_LOCAL("made up by this computer, because no router gave it one"),
        /** The end of a tunnel: who is not in that VPN doesn't reach it. */
        TUNNEL("a VPN's tunnel; the room isn't in it"),
        /** A made-up address beside one that a router gave. */
        LINK_LOCAL_BESIDE("made up by this computer; another network card has a proper one"),
        /** A bridge between this machine and its containers or virtual machines. */
        BRIDGE("a bridge to containers or virtual machines on this computer"),
        /** Nodes listen on IPv4, and a phone's browser is given no such address. */
        IPV6("IPv6; nodes are served by IPv4");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        /** What it is, for the terminal. */
        public String words() {
            return words;
        }

        /** Whether a phone might reach it. */
        public boolean mayBeReached() {
            return compareTo(LINK_LOCAL_BESIDE) < 0;
        }
    }

    static LanAddress of(String networkInterface, boolean pointToPoint, InetAddress address) {
        String full = address.getHostAddress();
        int zone = full.indexOf('%');
        return new LanAddress(
                zone < 0 ? full : full.substring(0, zone),
                networkInterface,
                place(networkInterface, pointToPoint, address));
    }

    private static Place place(String networkInterface, boolean pointToPoint, InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return Place.IPV6;
        } else if (address.isLinkLocalAddress()) {
            return Place.LINK_LOCAL;
        } else if (pointToPoint || beginsWith(networkInterface, TUNNELS)) {
            return Place.TUNNEL;
        } else if (beginsWith(networkInterface, BRIDGES)) {
            return Place.BRIDGE;
        } else if (isShared(address.getAddress())) {
            return Place.SHARED;
        }
        return address.isSiteLocalAddress() ? Place.LAN : Place.PUBLIC;
    }

    /** RFC 6598: 100.64.0.0 to 100.127.255.255. */
    private static boolean isShared(byte[] bytes) {
        return bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
    }

    private static boolean beginsWith(String name, List<String> beginnings) {
        String lower = name.toLowerCase(Locale.ROOT);
        return beginnings.stream().anyMatch(lower::startsWith);
    }

    /** Whether the interface's name is one of those that Wi-Fi cards have. */
    boolean isWireless() {
        return beginsWith(networkInterface, WIRELESS);
    }

    /** The same where another address is there. */
    LanAddress unneeded() {
        return new LanAddress(text, networkInterface, Place.LINK_LOCAL_BESIDE);
    }
}
