package org.wonsi.core.protocol;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Work;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageLimits;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.tx.Txid;

/**
 * The server of a node's peers: it answers their requests for headers, block hashes, blocks and waiting transactions.
 *
 * <p>A long getdata is answered a portion at a time, the next when the one before has left. What isn't part of the active chain
 * is served while it is young only: a stranger who could ask for an old stale block would recognise this node by having it,
 * under whatever address. Source: Bitcoin Core, {@code ProcessGetData}, {@code BlockRequestAllowed}.
 */
final class RequestServer {
    /** Of transactions, before what was sent has to leave. */
    static final int PORTION_BYTES = 1_000_000;

    /** Likewise of blocks, which are read when they are sent. */
    static final int PORTION_BLOCKS = 16;

    /** Items asked for and not served yet: a peer that asks and doesn't read would otherwise have this node's memory. */
    private static final int MAXIMUM_WAITING = 2 * MessageLimits.INVENTORY;

    /** Stale blocks are served for so long; by time, and by the work that has been done since. */
    static final Duration STALE_AGE = Duration.ofDays(30);

    private final ChainState chain;
    private final Mempool mempool;
    private final Outbox outbox;
    private final Work minimumWork;

    /** The last block of the inv that answered getblocks. */
    private final Map<PeerId, Hash256> continueAfter = new HashMap<>();

    private final Map<PeerId, Deque<InventoryItem>> waiting = new HashMap<>();

    RequestServer(ChainState chain, Mempool mempool, Outbox outbox, Work minimumWork) {
        this.chain = chain;
        this.mempool = mempool;
        this.outbox = outbox;
        this.minimumWork = minimumWork;
    }

    /**
     * Headers after the last common block; an empty answer says that there are none, so the peer has the tip. Without a
     * locator, the one header asked for, if its block would be served too.
     *
     * @return whether there was one
     */
    boolean onGetHeaders(Peer peer, Message.GetHeaders request) {
        // A node that was fed a false chain at its first start would otherwise pass it on, and honest peers would leave
        // it.
        if (chain.tip().chainWork().compareTo(minimumWork) < 0) {
            outbox.send(peer, new Message.Headers(List.of()));
            return false;
        }
        if (request.locator().isEmpty()) {
            Optional<HeaderNode> wanted = chain.headers().get(request.stop()).filter(this::mayServe);
            wanted.ifPresent(node -> sendHeaders(peer, List.of(node)));
            return wanted.isPresent();
        }
        List<HeaderNode> nodes = after(request.locator(), request.stop(), MessageLimits.HEADERS);
        sendHeaders(peer, nodes);
        return !nodes.isEmpty();
    }

    private void sendHeaders(Peer peer, List<HeaderNode> nodes) {
        outbox.send(
                peer, new Message.Headers(nodes.stream().map(HeaderNode::header).toList()));
        peer.wasTold(nodes.isEmpty() ? chain.tip() : nodes.get(nodes.size() - 1));
    }

    /** Whether a block is part of the active chain, or was once and is young. */
    private boolean mayServe(HeaderNode node) {
        return chain.isActive(node) || (node.status() == BlockStatus.VALID && isYoung(node));
    }

    private boolean isYoung(HeaderNode node) {
        HeaderNode tip = chain.tip();
        BigInteger workSince =
                tip.chainWork().hashes().subtract(node.chainWork().hashes());
        BigInteger tipWork = new CompactTarget(tip.header().bits()).work().hashes();
        BigInteger seconds = workSince
                .multiply(BigInteger.valueOf(chain.params().targetSpacing()))
                .divide(tipWork);
        return tip.header().time() - node.header().time() < STALE_AGE.getSeconds()
                && seconds.compareTo(BigInteger.valueOf(STALE_AGE.getSeconds())) < 0;
    }

    /** The same as inventory, as the first nodes did it. */
    boolean onGetBlocks(Peer peer, Message.GetBlocks request) {
        List<InventoryItem> items = after(request.locator(), request.stop(), MessageLimits.GETBLOCKS_INVENTORY).stream()
                .map(node -> InventoryItem.of(node.hash()))
                .toList();
        if (!items.isEmpty()) {
            outbox.send(peer, new Message.Inv(items));
        }
        if (items.size() == MessageLimits.GETBLOCKS_INVENTORY) {
            continueAfter.put(peer.id(), items.get(items.size() - 1).hash());
        }
        return !items.isEmpty();
    }

    void onClosed(Peer peer) {
        continueAfter.remove(peer.id());
        waiting.remove(peer.id());
    }

    private List<HeaderNode> after(List<BlockHash> locator, BlockHash stop, int limit) {
        HeaderNode fork = chain.findFork(locator);
        int last = Math.min(chain.tip().height(), fork.height() + limit);
        List<HeaderNode> nodes = new ArrayList<>();
        for (int height = fork.height() + 1; height <= last; height++) {
            HeaderNode node = chain.activeAt(height).orElseThrow();
            nodes.add(node);
            if (node.hash().equals(stop)) {
                break;
            }
        }
        return nodes;
    }

    void onGetData(Peer peer, Message.GetData request) {
        Deque<InventoryItem> items = waiting.computeIfAbsent(peer.id(), id -> new ArrayDeque<>());
        boolean idle = items.isEmpty();
        items.addAll(request.items());
        if (items.size() > MAXIMUM_WAITING) {
            outbox.close(
                    peer, "asks for more than " + MAXIMUM_WAITING + " blocks and transactions ahead of reading them");
        } else if (idle) {
            serve(peer, items);
        }
    }

    /** The portion before has left. */
    void onSent(Peer peer) {
        Deque<InventoryItem> items = waiting.get(peer.id());
        if (items != null && !items.isEmpty()) {
            serve(peer, items);
        }
    }

    private void serve(Peer peer, Deque<InventoryItem> items) {
        List<InventoryItem> missing = new ArrayList<>();
        long bytes = 0;
        int blocks = 0;
        while (!items.isEmpty() && bytes < PORTION_BYTES && blocks < PORTION_BLOCKS) {
            InventoryItem item = items.remove();
            int sent = item.isTx() ? sendTransaction(peer, new Txid(item.hash())) : 0;
            boolean sentBlock = item.isBlock() && sendBlock(peer, new BlockHash(item.hash()));
            bytes += sent;
            blocks += sentBlock ? 1 : 0;
            if (sent == 0 && !sentBlock) {
                missing.add(item);
            }
        }
        if (!missing.isEmpty()) {
            outbox.send(peer, new Message.NotFound(missing));
        }
        if (items.isEmpty()) {
            waiting.remove(peer.id());
        } else {
            outbox.reportSent(peer);
        }
    }

    private boolean sendBlock(Peer peer, BlockHash hash) {
        Optional<HeaderNode> node =
                chain.headers().get(hash).filter(n -> n.status().hasBlock() && mayServe(n));
        node.ifPresent(n -> {
            outbox.sendBlock(peer, hash);
            peer.wasSent(n);
            if (continueAfter.remove(peer.id(), hash.hash())) {
                // A peer that syncs by getblocks asks further when it hears of a block it doesn't know.
                outbox.send(
                        peer,
                        new Message.Inv(List.of(InventoryItem.of(chain.tip().hash()))));
            }
        });
        return node.isPresent();
    }

    /** How many bytes it has; 0 if it isn't here. */
    private int sendTransaction(Peer peer, Txid txid) {
        Optional<MempoolEntry> entry = mempool.entry(txid);
        entry.ifPresent(e -> {
            outbox.send(peer, new Message.TxMessage(e.tx()));
            mempool.served(txid);
        });
        return entry.map(MempoolEntry::size).orElse(0);
    }
}
