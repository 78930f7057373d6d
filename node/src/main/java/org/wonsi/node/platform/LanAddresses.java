package org.wonsi.node.platform;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.platform.LanAddress.Place;

/**
 * The addresses of this machine on the networks it is part of, the one that phones in the room most likely reach first.
 *
 * <p>A machine has more addresses than its owner knows: of a VPN's tunnel, of bridges for containers and virtual machines, of a
 * network that gave it none. Nothing says which of them the room shares, so they are put in order by what they are.
 */
public final class LanAddresses {
    private LanAddresses() {}

    /**
     * A network interface as the system tells of it; tests make up their own.
     *
     * @param pointToPoint whether there is one other end only, as with a tunnel
     */
    record Card(String name, boolean up, boolean loopback, boolean pointToPoint, List<InetAddress> addresses) {
        Card {
            addresses = List.copyOf(addresses);
        }
    }

    /** IPv4 addresses that others may reach, the best first; empty if there is no network. */
    public static List<String> addresses() {
        return candidates().stream().map(LanAddress::text).toList();
    }

    /** The one that others in the room most likely reach. */
    public static Optional<String> address() {
        return addresses().stream().findFirst();
    }

    /** The addresses that others may reach, with what each is, the best first. */
    public static List<LanAddress> candidates() {
        return all().stream().filter(address -> address.place().mayBeReached()).toList();
    }

    /** All addresses of this machine but loopback's, with what each is: those that may be reached first. */
    public static List<LanAddress> all() {
        try {
            List<Card> cards = new ArrayList<>();
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                cards.add(new Card(
                        network.getName(),
                        network.isUp(),
                        network.isLoopback(),
                        network.isPointToPoint(),
                        Collections.list(network.getInetAddresses())));
            }
            return inOrder(cards);
        } catch (SocketException e) {
            throw new UncheckedIOException("this machine's network interfaces can't be listed: " + e.getMessage(), e);
        }
    }

    /** The addresses of these interfaces in order: by what they are, Wi-Fi before cables, then by name. */
    static List<LanAddress> inOrder(List<Card> cards) {
        List<LanAddress> all = new ArrayList<>();
        for (Card card : cards) {
            if (card.up && !card.loopback) {
                for (InetAddress address : card.addresses) {
                    if (!address.isLoopbackAddress()) {
                        all.add(LanAddress.of(card.name, card.pointToPoint, address));
                    }
                }
            }
        }
        all.sort(Comparator.comparing(LanAddress::place)
                .thenComparing(address -> !address.isWireless())
                .thenComparing(LanAddress::networkInterface)
                .thenComparing(LanAddress::text));
        boolean proper = all.stream().anyMatch(address -> address.place().compareTo(Place.LINK_LOCAL) < 0);
        return all.stream()
                .map(address -> proper && address.place() == Place.LINK_LOCAL ? address.unneeded() : address)
                .sorted(Comparator.comparing(LanAddress::place))
                .toList();
    }
}
