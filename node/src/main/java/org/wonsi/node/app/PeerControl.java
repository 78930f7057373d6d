package org.wonsi.node.app;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A node's connections. All of it may be called from any thread. */
public interface PeerControl {
    /** Every connection; never waits. */
    List<PeerStatus> list();

    /** Dials {@code host:port} and keeps dialling when the connection is lost. */
    void connect(String address);

    /** Closes a connection and dials its address no more; false if there is none with that id. */
    boolean disconnect(long id);

    /** Closes every connection with a host and refuses it for so long. */
    void ban(String host, Duration time);

    /** Cuts the link with the node of that name: closed, and neither dialled nor accepted until healed. */
    void cut(String node);

    /** Allows the link with the node of that name again, and dials it if its address is known. */
    void heal(String node);

    /** The names of the nodes this one is cut from. */
    Set<String> cutFrom();
}
