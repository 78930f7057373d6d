package org.wonsi.node.p2p;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.peer.Event;

/** The node that the sockets belong to, as the sockets see it. */
public interface P2pHost {
    /**
     * Lets the chain thread handle an event and perform its effects; doesn't wait for it.
     *
     * @param handled called afterwards, so that a reader that is far ahead can go on; also if the node is stopping
     */
    void deliver(Event event, Runnable handled);

    /** A stored block's bytes; called by a connection's writer thread. */
    Optional<ByteString> rawBlock(BlockHash hash);

    /** Keeps addresses for the next start. */
    void saveAddresses(List<KnownAddress> addresses);

    /** Keeps bans for the next start; any thread may call it. */
    void saveBans(List<Ban> bans);
}
