package org.wonsi.node.runtime;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.node.p2p.Ban;
import org.wonsi.node.p2p.P2pHost;
import org.wonsi.node.runtime.thread.ChainThread;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.query.ChainQueries;

/** The link from the sockets to their node: its thread for events, its database for blocks. */
final class NodeP2pHost implements P2pHost {
    private final ChainThread thread;
    private final NodeCore core;
    private final ChainQueries queries;
    private final PeerStore memory;

    NodeP2pHost(ChainThread thread, NodeCore core, ChainQueries queries, PeerStore memory) {
        this.thread = thread;
        this.core = core;
        this.queries = queries;
        this.memory = memory;
    }

    @Override
    public void deliver(Event event, Runnable handled) {
        Runnable action = () -> {
            try {
                core.handle(event);
            } finally {
                // Whatever the outcome: the connection's reader waits for it, if only to see that it is closed.
                handled.run();
            }
        };
        Optional<PeerId> peer = PeerEvents.peer(event);
        if (peer.isPresent()) {
            thread.post(peer.get(), PeerEvents.kind(event), action, handled);
        } else {
            thread.post(PeerEvents.kind(event), action, handled);
        }
    }

    /** None for a damaged block, too: a peer that got wrong bytes would ban this node for them. */
    @Override
    public Optional<ByteString> rawBlock(BlockHash hash) {
        try {
            return core.latestBlock(hash).or(() -> queries.read(q -> q.rawBlock(hash)));
        } catch (DamagedBlockException e) {
            return Optional.empty(); // Whoever reads a damaged block has told the operator: DamagedBlocks.
        }
    }

    @Override
    public void saveAddresses(List<KnownAddress> addresses) {
        memory.saveAddresses(addresses);
    }

    @Override
    public void saveBans(List<Ban> bans) {
        memory.saveBans(bans);
    }
}
