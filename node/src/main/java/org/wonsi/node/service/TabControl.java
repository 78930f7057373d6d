package org.wonsi.node.service;

import java.util.Optional;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.node.p2p.Carrier;

/** The tabs among a node's peers: pages in browsers, connected over WebSockets. Any thread. */
public interface TabControl {
    /** Whether there is room for a tab from there now; it may be gone when the tab comes. */
    boolean hasRoomForTab(NetworkAddress address);

    /**
     * Takes a tab's connection as a peer.
     *
     * @return false if there is no room for it; the carrier is left as it is
     */
    boolean takeTab(Carrier carrier, NetworkAddress address);

    /** What a tab said when it left, by its id; empty if it said nothing, is there, or left long ago. */
    Optional<String> farewell(long id);
}
