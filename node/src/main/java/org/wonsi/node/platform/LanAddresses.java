package org.wonsi.node.platform;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The addresses of this machine on the networks it is part of. */
public final class LanAddresses {
    private LanAddresses() {}

    /** IPv4 addresses of interfaces that are up, loopback and virtual ones left out; private ranges first. */
    public static List<String> addresses() {
        List<String> privates = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!network.isUp() || network.isLoopback() || network.isVirtual()) {
                    continue;
                }
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
                        (address.isSiteLocalAddress() ? privates : others).add(address.getHostAddress());
                    }
                }
            }
        } catch (SocketException e) {
            throw new UncheckedIOException("this machine's network interfaces can't be listed: " + e.getMessage(), e);
        }
        privates.addAll(others);
        return privates;
    }

    /** The one that others in the room most likely reach. */
    public static Optional<String> address() {
        return addresses().stream().findFirst();
    }
}
