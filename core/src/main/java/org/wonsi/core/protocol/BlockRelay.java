package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;

/**
 * Gives arriving blocks to the chain and deals with what comes of it. Source: paper, section 5, steps 4 to 6.
 *
 * <p>Who sends a block that breaks a rule is dropped; nothing else needs to be trusted about a peer.
 */
final class BlockRelay {
    private final ChainState chain;
    private final ChainUpdates updates;
    private final HeaderSync headerSync;
    private final BlockDownload download;
    private final Misbehaviour misbehaviour;
    private final Outbox outbox;

    BlockRelay(
            ChainState chain,
            ChainUpdates updates,
            HeaderSync headerSync,
            BlockDownload download,
            Misbehaviour misbehaviour,
            Outbox outbox) {
        this.chain = chain;
        this.updates = updates;
        this.headerSync = headerSync;
        this.download = download;
        this.misbehaviour = misbehaviour;
        this.outbox = outbox;
    }

    void onBlock(Peer peer, Block block, Instant now) {
        BlockHash hash = block.hash();
        download.onArrived(peer, hash);
        BlockResult result = accept(block, hash, peer.toString(), now);
        chain.headers().get(hash).filter(node -> node.status().hasBlock()).ifPresent(peer::hasBlock);
        switch (result.outcome()) {
            case ACCEPTED, DUPLICATE -> {}
            case ORPHAN -> headerSync.askForMissing(peer, now);
            case INVALID -> punish(peer, result.violation().orElseThrow(), now);
        }
        download.request(now);
    }

    private void punish(Peer peer, Violation violation, Instant now) {
        // A clock that differs is nobody's fault; this block may be welcome in a minute.
        if (violation.reason() != RejectReason.TIME_TOO_NEW) {
            misbehaviour.punish(peer, 100, "invalid block: " + violation.rejectString(), now);
        }
    }

    /** A block of this node's own miner or user. */
    BlockResult submit(Block block, Instant now) {
        return accept(block, block.hash(), "submitted", now);
    }

    private BlockResult accept(Block block, BlockHash hash, String source, Instant now) {
        boolean headerKnown = chain.headers().get(hash).isPresent();
        BlockResult result = chain.acceptBlock(block, now.getEpochSecond());
        if (!headerKnown) {
            chain.headers().get(hash).ifPresent(this::tellHeader);
        }
        if (result.outcome() == BlockResult.Outcome.INVALID) {
            Violation violation = result.violation().orElseThrow();
            outbox.tell(new NodeEvent.BlockRefused(hash, source, violation.rejectString(), violation.detail()));
        }
        updates.apply(result.changes(), now);
        return result;
    }

    private void tellHeader(HeaderNode node) {
        outbox.tell(new NodeEvent.HeaderAdded(node.header(), node.hash(), node.height()));
    }

    void onInv(Peer peer, List<BlockHash> hashes, Instant now) {
        for (BlockHash hash : hashes) {
            headerSync.onInvBlock(peer, hash, now);
        }
        download.request(now);
    }
}
