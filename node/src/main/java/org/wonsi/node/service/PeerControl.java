package org.wonsi.node.service;

import java.util.List;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.node.p2p.NetworkTotals;
import org.wonsi.node.p2p.SocketTraffic;

/** A node's connections: list, connect, disconnect; refused networks, cut links and the last messages with them. All of it may be called from any thread. */
public interface PeerControl extends BanControl, LinkControl, MessageCapture, TabControl {
    /** Every connection; never waits. */
    List<PeerStatus> list();

    /** Bytes over all connections since the node started. */
    NetworkTotals totals();

    /** Where other nodes listen, as far as this one has heard; never waits. */
    List<PeerAddress> known();

    /** Dials {@code host:port} and keeps dialling when the connection is lost. */
    void connect(String address);

    /** Dials {@code host:port} once; doesn't wait for what comes of it. */
    void dialOnce(String address, SocketTraffic.Direction direction);

    /** Closes a connection and dials its address no more; false if there is none with that id. */
    boolean disconnect(long id);

    /** Sends a peer any bytes as a message of any type of at most 12 characters, for tests; false if there is no such peer. */
    boolean sendRaw(long id, String type, byte[] payload);

    /** The addresses that are dialled again whenever their connection is lost. */
    List<String> kept();

    /** Dials an address no more; an open connection stays. False if it wasn't {@link #kept}. */
    boolean forget(String address);

    /** Closes all connections, and neither dials nor accepts, until switched on again. */
    void setActive(boolean active);

    /** Whether it dials and accepts. */
    boolean isActive();

    /** Asks every peer for an answer, to measure the round trip. */
    void pingAll();
}
