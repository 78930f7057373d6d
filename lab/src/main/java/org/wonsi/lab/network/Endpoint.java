package org.wonsi.lab.network;

import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

/** An end of a link: an honest node or a hostile peer. */
interface Endpoint {
    String name();

    NetworkAddress address();

    boolean isHonest();

    /** Whether it can be connected to, and connect, now. */
    boolean isRunning();

    /** A link was opened; false if this end doesn't take it. */
    boolean connected(Link link, PeerId id, NetworkAddress from, boolean inbound);

    /** Whether something that was sent later has arrived before, on another link; asked once for each arrival, of honest nodes. */
    default boolean wasOvertaken(long sentMicros) {
        return false;
    }

    void received(PeerId id, Message message, int bytes);

    /** Bytes came that are no message; {@code fatal} if what follows them can't be read either. */
    void malformed(PeerId id, boolean fatal);

    void closed(PeerId id, String reason);
}
