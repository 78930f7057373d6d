package org.wonsi.node.service;

import java.net.InetAddress;

/** A node that was found on the local network, and where it takes connections. */
public record Neighbour(Announcement announcement, InetAddress address, int port) {
    /** Host and port to dial. */
    public String hostPort() {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
