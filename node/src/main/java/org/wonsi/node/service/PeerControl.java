package org.wonsi.node.service;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.wonsi.core.protocol.PeerAddress;
import org.wonsi.node.p2p.Ban;
import org.wonsi.node.p2p.NetworkTotals;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.p2p.Subnet;

/** A node's connections. All of it may be called from any thread. */
public interface PeerControl {
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

    /** Closes every connection with a network and refuses it for so long, over a restart too. */
    void ban(Subnet subnet, Duration time);

    /** Lifts a ban; false if exactly this network wasn't banned. */
    boolean unban(Subnet subnet);

    /** Lifts all bans. */
    void clearBans();

    /** The bans that hold. */
    List<Ban> bans();

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

    /** Cuts the link with the node of that name: closed, and neither dialled nor accepted until healed. */
    void cut(String node);

    /** Allows the link with the node of that name again, and dials it if its address is known. */
    void heal(String node);

    /** The names of the nodes this one is cut from. */
    Set<String> cutFrom();
}
