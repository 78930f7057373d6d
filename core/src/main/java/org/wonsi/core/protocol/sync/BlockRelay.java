package org.wonsi.core.protocol.sync;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.protocol.peer.Misbehaviour;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerList;
import org.wonsi.core.protocol.peer.UselessMessages;

/**
 * The part that gives arriving blocks to the chain and acts on the outcome: it announces, asks for more, or drops the sender.
 * Source: paper, section 5, steps 4 to 6.
 *
 * <p>A peer that sends a block which breaks a rule is dropped; nothing else needs to be trusted about a peer.
 */
public final class BlockRelay {
    /** Blocks nobody asked for aren't taken further above the tip than this; Bitcoin Core's {@code MIN_BLOCKS_TO_KEEP}. */
    static final int MAXIMUM_AHEAD = 288;

    /** Senders remembered of blocks that wait for their check, the last so many: a bound on memory, whatever is sent. */
    private static final int MAXIMUM_SOURCES = 2_048;

    private final ChainState chain;
    private final ChainUpdates updates;
    private final HeaderSync headerSync;
    private final BlockDownload download;
    private final UndeliveredHeaders undelivered;
    private final Misbehaviour misbehaviour;
    private final UselessMessages useless;
    private final Outbox outbox;
    private final PeerList peers;

    /** The senders of blocks whose scripts are checked only when their turn comes. */
    private final Map<BlockHash, PeerId> sources = new LinkedHashMap<>();

    public BlockRelay(
            ChainState chain,
            PeerList peers,
            ChainUpdates updates,
            HeaderSync headerSync,
            BlockDownload download,
            UndeliveredHeaders undelivered,
            Misbehaviour misbehaviour,
            UselessMessages useless,
            Outbox outbox) {
        this.chain = chain;
        this.peers = peers;
        this.updates = updates;
        this.headerSync = headerSync;
        this.download = download;
        this.undelivered = undelivered;
        this.misbehaviour = misbehaviour;
        this.useless = useless;
        this.outbox = outbox;
    }

    /** Gives a block to the chain if it was asked for, or is worth while; what is forged costs the connection. */
    public void onBlock(Peer peer, Block block, Instant now) {
        BlockHash hash = block.hash();
        boolean requested = download.onArrived(peer, hash, now);
        if (!requested && (isForgedBody(peer, block, hash, now) || !isWelcome(peer, block, now))) {
            return;
        }
        BlockResult result = accept(block, hash, peer.toString(), now);
        chain.headers().get(hash).filter(node -> node.status().hasBlock()).ifPresent(peer::hasBlock);
        switch (result.outcome()) {
            case ACCEPTED -> peer.deliveredBlock(now);
            case DUPLICATE -> useless.count(peer, "block", now);
            case ORPHAN -> headerSync.askForMissing(peer, now);
            case INVALID -> punish(peer, result.violation().orElseThrow(), now);
        }
        remember(hash, peer);
        punishSourcesOfInvalid(now);
        download.request(now);
    }

    /**
     * Whether a block that nobody asked for is taken: if its branch has no less work than the tip and isn't far ahead.
     * Otherwise only its header is, as if it had been announced by that; were all blocks stored, anyone could fill the
     * disk. Source: Bitcoin Core, {@code AcceptBlock}.
     */
    private boolean isWelcome(Peer peer, Block block, Instant now) {
        if (chain.headers().get(block.header().prevBlock()).isEmpty()) {
            misbehaviour.punish(peer, 100, "an unrequested block: " + RejectReason.PREV_BLOCK_NOT_FOUND.code(), now);
            return false;
        }
        Optional<HeaderNode> node = headerSync.onHeaderOfBlock(peer, block.header(), now);
        boolean welcome = node.filter(download::isWorthwhile)
                .filter(n -> n.height() <= chain.tip().height() + MAXIMUM_AHEAD)
                .isPresent();
        if (!welcome && !peer.isClosing()) {
            useless.count(peer, "block", now);
        }
        return welcome;
    }

    /**
     * Whether a header that is known to have its work came with transactions that it doesn't cover. Such a body is refused by
     * what is wrong with it, also where the true one is here already: a peer that sends it isn't honest. Source: Bitcoin Core,
     * {@code IsBlockMutated}.
     */
    private boolean isForgedBody(Peer peer, Block block, BlockHash hash, Instant now) {
        if (chain.headers().get(hash).isEmpty()) {
            return false;
        }
        Optional<Violation> violation = BlockRules.checkMerkleRoot(block);
        violation.ifPresent(v -> {
            outbox.report(new NodeEvent.BlockRefused(hash, peer.toString(), v.rejectString(), v.detail()));
            punish(peer, v, now);
        });
        return violation.isPresent();
    }

    private void remember(BlockHash hash, Peer peer) {
        boolean pending = chain.headers()
                .get(hash)
                .filter(node -> node.status() == BlockStatus.STORED)
                .isPresent();
        if (pending) {
            sources.put(hash, peer.id());
            if (sources.size() > MAXIMUM_SOURCES) {
                sources.remove(sources.keySet().iterator().next());
            }
        }
    }

    /**
     * A stored block can turn out invalid when those before it have arrived; then the peer that sent it is punished for it.
     */
    private void punishSourcesOfInvalid(Instant now) {
        for (Map.Entry<BlockHash, PeerId> source : List.copyOf(sources.entrySet())) {
            BlockHash hash = source.getKey();
            BlockStatus status =
                    chain.headers().get(hash).map(HeaderNode::status).orElse(BlockStatus.HEADER);
            if (status != BlockStatus.STORED) {
                sources.remove(hash);
            }
            if (status == BlockStatus.INVALID) {
                peers.get(source.getValue())
                        .ifPresent(peer -> misbehaviour.punish(peer, 100, "invalid block " + hash, now));
            }
        }
    }

    private void punish(Peer peer, Violation violation, Instant now) {
        if (!HeaderSync.isForgivable(peer, violation.reason())) {
            misbehaviour.punish(peer, 100, "invalid block: " + violation.rejectString(), now);
        }
    }

    /** A block of this node's own miner or user. */
    public BlockResult submit(Block block, Instant now) {
        return accept(block, block.hash(), "submitted", now);
    }

    private BlockResult accept(Block block, BlockHash hash, String source, Instant now) {
        boolean headerKnown = chain.headers().get(hash).isPresent();
        BlockResult result = chain.acceptBlock(block, now.getEpochSecond());
        undelivered.delivered(hash);
        if (!headerKnown) {
            chain.headers().get(hash).ifPresent(this::announceHeader);
        }
        result.refused().forEach((refused, v) -> {
            if (!refused.equals(hash)) {
                // It came before, and was checked only now.
                outbox.report(new NodeEvent.BlockRefused(refused, source, v.rejectString(), v.detail()));
            }
        });
        if (result.outcome() == BlockResult.Outcome.INVALID) {
            Violation violation = result.violation().orElseThrow();
            outbox.report(new NodeEvent.BlockRefused(hash, source, violation.rejectString(), violation.detail()));
        }
        updates.apply(result.changes(), now);
        return result;
    }

    private void announceHeader(HeaderNode node) {
        outbox.report(new NodeEvent.HeaderAdded(node.header(), node.hash(), node.height()));
    }

    public void onInv(Peer peer, List<BlockHash> hashes, Instant now) {
        for (BlockHash hash : hashes) {
            headerSync.onInvBlock(peer, hash, now);
        }
        download.request(now);
    }
}
