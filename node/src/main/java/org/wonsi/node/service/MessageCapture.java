package org.wonsi.node.service;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;

/** The last few messages of each kind that a node exchanged with its peers. May be called from any thread. */
public interface MessageCapture {
    /**
     * A message on the wire.
     *
     * @param number counts the node's messages since its start, from 1
     * @param millis when it passed, since 1970 UTC
     * @param peer the other node's name, or its address where that isn't known
     * @param sent whether it left; else it came
     * @param type its name on the wire
     * @param size how many bytes, the 24 in front included
     */
    record Tapped(long number, long millis, String peer, boolean sent, String type, int size) {}

    /** Those that are kept, the newest first; long ones and those of unknown types aren't. */
    List<Tapped> passed();

    /** All bytes of one that is kept, the 24 in front included. */
    Optional<ByteString> bytesOf(long number);
}
