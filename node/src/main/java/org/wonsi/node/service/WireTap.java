package org.wonsi.node.service;

import java.util.List;
import org.wonsi.core.bytes.ByteString;

/** The last few messages of each kind that a node exchanged with its peers, as bytes. May be called from any thread. */
public interface WireTap {
    /**
     * A message on the wire.
     *
     * @param number counts the node's messages since its start, from 1
     * @param millis when it passed, since 1970 UTC
     * @param peer the other node's name, or its address where that isn't known
     * @param sent whether it left; else it came
     * @param type its name on the wire
     * @param bytes all of it, the 24 bytes in front included
     */
    record Tapped(long number, long millis, String peer, boolean sent, String type, ByteString bytes) {}

    /** Those that are kept, the newest first; long ones and those of unknown types aren't. */
    List<Tapped> passed();
}
