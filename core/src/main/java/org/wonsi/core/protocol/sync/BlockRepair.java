package org.wonsi.core.protocol.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.NextTick;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerList;

/**
 * The part that fetches blocks again whose stored bytes have been damaged.
 *
 * <p>One peer at a time is asked for a block; a peer that doesn't deliver isn't asked again until all were asked. It doesn't
 * matter who delivers: a block of the right hash and merkle root is the block, so there is nothing to trust.
 */
public final class BlockRepair {
    /** Blocks on the list; of more, {@code --reindex} is the better cure. */
    private static final int MAX_BLOCKS = 1_000;

    /** Blocks asked for at a time. */
    private static final int MAX_ASKED = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final ChainState chain;
    private final PeerList peers;
    private final Outbox outbox;
    private final Map<BlockHash, Wanted> wanted = new LinkedHashMap<>();

    /** A damaged block, and the peers that were asked for it. */
    private static final class Wanted {
        private final HeaderNode node;
        private final Set<PeerId> asked = new HashSet<>();
        private @Nullable PeerId now;
        private Instant since = Instant.MIN;

        Wanted(HeaderNode node) {
            this.node = node;
        }
    }

    public BlockRepair(ChainState chain, PeerList peers, Outbox outbox) {
        this.chain = chain;
        this.peers = peers;
        this.outbox = outbox;
    }

    /** Puts a stored block on the list; nothing happens if it isn't stored, is on the list, or the list is full. */
    public void want(BlockHash hash, Instant now) {
        Optional<HeaderNode> node =
                chain.headers().get(hash).filter(n -> n.status().hasBlock());
        if (node.isPresent() && wanted.size() < MAX_BLOCKS) {
            wanted.putIfAbsent(hash, new Wanted(node.get()));
            request(now);
        }
    }

    /** How many blocks are on the list. */
    int count() {
        return wanted.size();
    }

    /** Takes a block that was asked for here; false if it wasn't. One that isn't whole is left to the usual rules. */
    public boolean onBlock(Peer peer, Block block, Instant now) {
        BlockHash hash = block.hash();
        Wanted repaired = wanted.get(hash);
        if (repaired == null || !chain.restore(block)) {
            return false;
        }
        wanted.remove(hash);
        outbox.report(new NodeEvent.BlockRestored(hash, repaired.node.height(), peer.toString()));
        request(now);
        return true;
    }

    public void onNotFound(Peer peer, BlockHash hash, Instant now) {
        Wanted block = wanted.get(hash);
        if (block != null && peer.id().equals(block.now)) {
            block.now = null;
            request(now);
        }
    }

    public void onClosed(Peer peer, Instant now) {
        for (Wanted block : wanted.values()) {
            block.asked.remove(peer.id());
            if (peer.id().equals(block.now)) {
                block.now = null;
            }
        }
        request(now);
    }

    public void onTick(Instant now) {
        if (!wanted.isEmpty()) {
            request(now);
        }
    }

    public void planTick(NextTick next) {
        if (!wanted.isEmpty()) {
            next.always();
        }
    }

    private void request(Instant now) {
        int open = 0;
        for (Wanted block : wanted.values()) {
            if (block.now != null && !block.since.plus(TIMEOUT).isAfter(now)) {
                block.now = null;
            }
            if (block.now != null || ask(block, now)) {
                open++;
            }
            if (open == MAX_ASKED) {
                return;
            }
        }
    }

    private boolean ask(Wanted block, Instant now) {
        Optional<Peer> next = next(block);
        if (next.isPresent()) {
            block.asked.add(next.get().id());
            block.now = next.get().id();
            block.since = now;
            outbox.send(next.get(), new Message.GetData(List.of(InventoryItem.of(block.node.hash()))));
            return true;
        }
        if (!block.since.plus(TIMEOUT).isAfter(now)) {
            // Everyone was asked; after a pause they are asked again.
            block.asked.clear();
            block.since = now;
        }
        return false;
    }

    /** Of the peers not asked yet one that said it has the block; else any, since few say what they got from here. */
    private Optional<Peer> next(Wanted block) {
        List<Peer> candidates = peers.ready().stream()
                .filter(peer -> !block.asked.contains(peer.id()))
                .toList();
        return candidates.stream()
                .filter(peer -> peer.best().filter(block.node::isAncestorOf).isPresent())
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }
}
