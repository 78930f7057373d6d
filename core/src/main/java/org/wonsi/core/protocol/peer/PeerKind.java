package org.wonsi.core.protocol.peer;

/** What is at the other end of a connection, as the way by which it came shows. */
public enum PeerKind {
    /** A node, over a connection of its own. */
    NODE,

    /**
     * A page in a browser, over the WebSocket of the node that served it.
     *
     * <p>A whole room of them may stand behind one address, and anybody in it may open a page, so for what one does its
     * address is never refused.
     */
    TAB
}
