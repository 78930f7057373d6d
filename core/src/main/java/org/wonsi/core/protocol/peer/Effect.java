package org.wonsi.core.protocol.peer;

import java.time.Instant;
import java.util.List;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;

/**
 * An action that a node wants done outside of core, in order; performed by {@code node.p2p}, or by the simulator.
 *
 * <p>The machines of the protocol answer an event with a list of these instead of acting. So the same code runs in
 * a node with sockets, in a simulated network without any, and in tests that only compare the list.
 */
public sealed interface Effect {

    /** Send a message; if the connection is gone, nothing. */
    record Send(PeerId peer, Message message) implements Effect {}

    /** Read a block from the store and send it, away from the chain thread; if it is gone, a notfound. */
    record SendBlock(PeerId peer, BlockHash hash) implements Effect {}

    /**
     * Say by {@link Event.Sent} when what was sent to a peer before has left, and read nothing more from it until that is
     * handled: it asked for more than should wait for it in memory.
     */
    record ReportSent(PeerId peer) implements Effect {}

    /** End a connection, after what was sent on it before; {@link Event.PeerClosed} follows. */
    record Close(PeerId peer, String reason) implements Effect {}

    /** Take no connection from or to an IP address until a time (the port doesn't matter). */
    record Ban(NetworkAddress address, Instant until, String reason) implements Effect {}

    /** Connect; {@link Event.PeerConnected} or {@link Event.DialFailed} follows. */
    record Dial(NetworkAddress address) implements Effect {}

    /** Keep these addresses for the next start, in place of those kept before. */
    record SaveAddresses(List<KnownAddress> addresses) implements Effect {
        public SaveAddresses {
            addresses = List.copyOf(addresses);
        }
    }

    /** Tell those who watch the node. */
    record Notify(NodeEvent event) implements Effect {}
}
