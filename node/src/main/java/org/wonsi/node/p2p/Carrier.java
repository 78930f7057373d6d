package org.wonsi.node.p2p;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.wonsi.core.protocol.message.NetworkAddress;

/**
 * The carrier of one connection's bytes both ways: a TCP socket, or the WebSocket of a tab. Reading and writing wait; closing
 * ends both.
 */
public interface Carrier {
    /**
     * The bytes that come.
     *
     * @throws IOException if it is closed
     */
    InputStream in() throws IOException;

    /**
     * Where bytes leave.
     *
     * @throws IOException if it is closed
     */
    OutputStream out() throws IOException;

    /** This end's address. */
    NetworkAddress local();

    /** What the other side said when it closed, as it said it; empty if it says nothing, as TCP does. */
    Optional<String> farewell();

    /**
     * Closes at once; the other side hears the reason if there is a way to tell it.
     *
     * @throws IOException if it was broken already
     */
    void close(String reason) throws IOException;
}
