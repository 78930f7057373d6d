package org.wonsi.node.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.core.protocol.PeerAddress;
import org.wonsi.node.p2p.NetworkTotals;

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

    /** Dials {@code host:port} once; nothing happens if nobody answers. */
    void connectOnce(String address);

    /** Closes a connection and dials its address no more; false if there is none with that id. */
    boolean disconnect(long id);

    /** Closes every connection with a host and refuses it for so long. */
    void ban(String host, Duration time);

    /** Lifts a ban; false if there was none. */
    boolean unban(String host);

    /** The banned hosts, and until when. */
    Map<String, Instant> bans();

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
