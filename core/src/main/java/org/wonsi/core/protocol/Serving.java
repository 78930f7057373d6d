package org.wonsi.core.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.pow.Work;
import org.wonsi.core.tx.Txid;

/** Answers what peers ask for: headers, block hashes, blocks and waiting transactions. */
final class Serving {
    private final ChainState chain;
    private final Mempool mempool;
    private final Outbox outbox;
    private final Work minimumWork;

    /** The last block of the inv that answered getblocks. */
    private final Map<PeerId, Hash256> continueAfter = new HashMap<>();

    Serving(ChainState chain, Mempool mempool, Outbox outbox, Work minimumWork) {
        this.chain = chain;
        this.mempool = mempool;
        this.outbox = outbox;
        this.minimumWork = minimumWork;
    }

    /** Headers after the last common block; an empty answer says that there are none. */
    void onGetHeaders(Peer peer, Message.GetHeaders request) {
        if (chain.tip().chainWork().compareTo(minimumWork) < 0) {
            outbox.send(peer, new Message.Headers(List.of()));
            return;
        }
        List<HeaderNode> nodes = request.locator().isEmpty()
                ? chain.headers().get(request.stop()).map(List::of).orElse(List.of())
                : after(request.locator(), request.stop(), MessageLimits.HEADERS);
        List<BlockHeader> headers = nodes.stream().map(HeaderNode::header).toList();
        outbox.send(peer, new Message.Headers(headers));
        if (!nodes.isEmpty()) {
            peer.wasTold(nodes.get(nodes.size() - 1));
        }
    }

    /** The same as inventory, as the first nodes did it. */
    void onGetBlocks(Peer peer, Message.GetBlocks request) {
        List<InventoryItem> items = after(request.locator(), request.stop(), MessageLimits.GETBLOCKS_INVENTORY).stream()
                .map(node -> InventoryItem.of(node.hash()))
                .toList();
        if (!items.isEmpty()) {
            outbox.send(peer, new Message.Inv(items));
        }
        if (items.size() == MessageLimits.GETBLOCKS_INVENTORY) {
            continueAfter.put(peer.id(), items.get(items.size() - 1).hash());
        }
    }

    void onClosed(Peer peer) {
        continueAfter.remove(peer.id());
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
        List<InventoryItem> missing = new ArrayList<>();
        for (InventoryItem item : request.items()) {
            boolean sent = item.isBlock()
                    ? sendBlock(peer, new BlockHash(item.hash()))
                    : item.isTx() && sendTransaction(peer, new Txid(item.hash()));
            if (!sent) {
                missing.add(item);
            }
        }
        if (!missing.isEmpty()) {
            outbox.send(peer, new Message.NotFound(missing));
        }
    }

    private boolean sendBlock(Peer peer, BlockHash hash) {
        Optional<HeaderNode> node =
                chain.headers().get(hash).filter(n -> n.status().hasBlock());
        node.ifPresent(n -> {
            outbox.sendBlock(peer, hash);
            peer.wasTold(n);
            peer.wasSent(n);
            if (continueAfter.remove(peer.id(), hash.hash())) {
                // Whoever syncs by getblocks asks on when it hears of a block it doesn't know.
                outbox.send(
                        peer,
                        new Message.Inv(List.of(InventoryItem.of(chain.tip().hash()))));
            }
        });
        return node.isPresent();
    }

    private boolean sendTransaction(Peer peer, Txid txid) {
        Optional<MempoolEntry> entry = mempool.entry(txid);
        entry.ifPresent(e -> {
            outbox.send(peer, new Message.TxMessage(e.tx()));
            mempool.served(txid);
        });
        return entry.isPresent();
    }
}
