package org.wonsi.core.protocol.peer;

import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/** A notice of what happened inside a node, for those who watch it: log, page, tests. */
public sealed interface NodeEvent {

    /** A header joined the tree; its block may still be missing. */
    record HeaderAdded(BlockHeader header, BlockHash hash, int height) implements NodeEvent {}

    /** A block became part of the active chain. */
    record BlockConnected(Block block, BlockHash hash, int height) implements NodeEvent {}

    /** A block left the active chain. */
    record BlockDisconnected(Block block, BlockHash hash, int height) implements NodeEvent {}

    /** The active chain changed branches; the single blocks were told before. */
    record Reorg(BlockHash from, BlockHash to, int forkHeight, int disconnected, int connected) implements NodeEvent {}

    /**
     * A block or header was refused.
     *
     * @param source the peer's number and name, or "submitted"
     * @param reason Bitcoin Core's reject string
     */
    record BlockRefused(BlockHash hash, String source, String reason, String detail) implements NodeEvent {}

    /** A stored block whose bytes were damaged was delivered again and is whole; {@code peer} delivered it. */
    record BlockRestored(BlockHash hash, int height, String peer) implements NodeEvent {}

    /** A transaction entered the mempool. */
    record TransactionAccepted(Transaction tx, Amount fee) implements NodeEvent {}

    /**
     * A transaction left the mempool.
     *
     * @param reason "block", or why it can't stay
     */
    record TransactionRemoved(Txid txid, String reason) implements NodeEvent {}

    /** A transaction was refused; {@code source} and {@code reason} as for a block. */
    record TransactionRefused(Txid txid, String source, String reason, String detail) implements NodeEvent {}

    /** A connection stands; who it is isn't known yet. */
    record PeerConnected(PeerId peer, NetworkAddress address, boolean inbound) implements NodeEvent {}

    /** A peer has said who it is and both sides agreed; {@code name} is from its user agent. */
    record PeerReady(PeerId peer, NetworkAddress address, boolean inbound, String name, String userAgent)
            implements NodeEvent {}

    /** A connection ended. */
    record PeerClosed(PeerId peer, NetworkAddress address, String name, String reason) implements NodeEvent {}

    /** A peer broke a rule; at a score of 100 it is dropped. */
    record PeerMisbehaved(PeerId peer, String name, int score, String reason) implements NodeEvent {}

    /**
     * A message was given to a connection; only if {@code ProtocolConfig.reportMessages}.
     *
     * @param id what it is about, such as a block hash or txid; empty if it is about nothing with a name
     * @param count how many items it holds
     */
    record MessageSent(PeerId peer, String name, String type, String id, int count) implements NodeEvent {}

    /** A message arrived; fields as for {@link MessageSent}. */
    record MessageReceived(PeerId peer, String name, String type, String id, int count) implements NodeEvent {}
}
