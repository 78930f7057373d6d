package org.wonsi.node.platform;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The networks that this machine is directly part of. */
public final class LocalNetworks {
    /** Machines have more interfaces than people know of; the first few are enough. */
    private static final int MOST = 8;

    /** Where multicast DNS is spoken; RFC 6762, section 3. */
    private static final String GROUP = "224.0.0.251";

    private LocalNetworks() {}

    /** The addresses at which nodes can be looked for: those of {@link #addresses} where multicast DNS can be heard. */
    public static List<String> multicasting() throws SocketException {
        return addresses().stream()
                .filter(LocalNetworks::canJoin)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static boolean canJoin(InetAddress address) {
        try (MulticastSocket socket = new MulticastSocket()) {
            socket.joinGroup(
                    new InetSocketAddress(InetAddress.getByName(GROUP), 0), NetworkInterface.getByInetAddress(address));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** IPv4 addresses of interfaces that are up and can multicast; without loopback. */
    public static List<InetAddress> addresses() throws SocketException {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (network.isUp() && network.supportsMulticast() && !network.isLoopback() && !network.isPointToPoint()) {
                Collections.list(network.getInetAddresses()).stream()
                        .filter(Inet4Address.class::isInstance)
                        .findFirst()
                        .ifPresent(addresses::add);
            }
        }
        return addresses.size() <= MOST ? addresses : addresses.subList(0, MOST);
    }

    /** Whether two addresses are on one link: the other shares the prefix of the interface that has the first. */
    public static boolean areNeighbours(InetAddress own, InetAddress other) throws SocketException {
        NetworkInterface network = NetworkInterface.getByInetAddress(own);
        if (network == null) {
            return false;
        }
        return network.getInterfaceAddresses().stream()
                .filter(a -> a.getAddress().equals(own))
                .anyMatch(a -> samePrefix(a, other));
    }

    private static boolean samePrefix(InterfaceAddress network, InetAddress other) {
        return samePrefix(network.getAddress().getAddress(), other.getAddress(), network.getNetworkPrefixLength());
    }

    /** Whether two addresses agree in their first so many bits; addresses of different length don't. */
    public static boolean samePrefix(byte[] a, byte[] b, int bits) {
        if (a.length != b.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int shift = 7 - bit % 8;
            if ((a[bit / 8] >> shift & 1) != (b[bit / 8] >> shift & 1)) {
                return false;
            }
        }
        return true;
    }
}
