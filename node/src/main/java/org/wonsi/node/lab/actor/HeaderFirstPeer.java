package org.wonsi.node.lab.actor;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.WirePeer;
import org.wonsi.node.runtime.Node;

/**
 * A peer that loses a block on the way: it announces only the next block's header to a node, and hands over the blocks that the
 * node then asks for.
 */
public final class HeaderFirstPeer {
    public static final String NAME = "courier";

    /** What is said about headers and blocks. */
    public static final List<String> MESSAGE_TYPES = List.of("headers", "getheaders", "getdata", "block");

    private HeaderFirstPeer() {}

    /**
     * Tells a node that stands on the parent of {@code lost} of the block after it, until it stands on that.
     *
     * @param atTelling run just before it is told
     * @return what that gave
     */
    public static long announceChild(
            Node node, Block lost, Block child, ExperimentContext context, LongSupplier atTelling)
            throws InterruptedException {
        Map<BlockHash, Block> blocks = Map.of(lost.hash(), lost, child.hash(), child);
        try (WirePeer peer = WirePeer.connect(node, NAME)) {
            // Each new peer is asked for its headers; this one says that it has no more than the node.
            peer.await(message -> message instanceof Message.GetHeaders);
            peer.send(new Message.Headers(List.of()));
            long told = atTelling.getAsLong();
            peer.send(new Message.Headers(List.of(child.header())));
            int sent = 0;
            while (sent < blocks.size()) {
                Message asked = peer.await(
                        message -> message instanceof Message.GetHeaders || message instanceof Message.GetData);
                if (asked instanceof Message.GetData wanted) {
                    for (InventoryItem item : wanted.items()) {
                        Block block = blocks.get(new BlockHash(item.hash()));
                        if (block != null) {
                            peer.send(new Message.BlockMessage(block));
                            sent++;
                        }
                    }
                } else {
                    peer.send(new Message.Headers(List.of(lost.header(), child.header())));
                }
            }
            context.await(
                    node.name() + " has both blocks",
                    () -> node.snapshot().tip().hash().equals(child.hash()));
            return told;
        }
    }
}
