package org.wonsi.lab.live;

import java.time.Instant;
import org.wonsi.core.protocol.peer.NodeEvent;

/** A listener that hears what happens in a {@link LiveNetwork}, in order. It must not call the network back. */
public interface LiveListener {
    /** A node told something. */
    void told(LiveNode node, Instant now, NodeEvent event);

    /** The link between two nodes was cut or joined. */
    default void linkChanged(LiveLink link, Instant now) {}
}
