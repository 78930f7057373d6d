package org.wonsi.lab.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * Somebody who is no node of the network: it connects to one of the nodes, gives it blocks, and hears what becomes of them.
 *
 * <p>The node knows nothing of it but what it says. What it sends is checked like any peer's, and the reason of a refusal is the node's own.
 */
public final class Stranger {
    private static final String AGENT = "/stranger:0/";
    private static final int PORT = 9001;

    private final LiveNode node;
    private final PeerId id;
    private final Map<BlockHash, Block> blocks = new HashMap<>();
    private final Deque<Message> heard = new ArrayDeque<>();
    private @Nullable Outcome refusal;
    private String closed = "";

    /**
     * What the node made of it.
     *
     * @param reason Bitcoin Core's reject string; empty if it refused nothing
     * @param detail what exactly was wrong; empty likewise
     * @param farewell why the node closed the connection; empty if it didn't
     */
    public record Outcome(String reason, String detail, String farewell) {
        /** Whether the node refused a block. */
        public boolean refused() {
            return !reason.isEmpty();
        }
    }

    private Stranger(LiveNode node) {
        this.node = node;
        this.id = node.newPeer();
    }

    /** Connects to a node, sends it a block that it didn't ask for, and leaves. */
    public static Outcome send(LiveNode node, Block block) {
        Stranger stranger = new Stranger(node);
        return stranger.visit(List.of(new Message.BlockMessage(block)));
    }

    /** Connects to a node, announces a branch by its headers, gives it the blocks that it asks for, and leaves. */
    public static Outcome deliver(LiveNode node, List<Block> branch) {
        Stranger stranger = new Stranger(node);
        branch.forEach(block -> stranger.blocks.put(block.hash(), block));
        return stranger.visit(
                List.of(new Message.Headers(branch.stream().map(Block::header).toList())));
    }

    private Outcome visit(List<Message> messages) {
        hear(node.handle(new Event.PeerConnected(id, NetworkAddress.ofIpv4(203, 0, 113, 7, PORT), true)));
        say(version());
        say(new Message.Verack());
        messages.forEach(this::say);
        while (!heard.isEmpty()) {
            answer(heard.remove());
        }
        node.handle(new Event.PeerClosed(id, closed.isEmpty() ? "the stranger left" : closed));
        return refusal == null ? new Outcome("", "", closed) : new Outcome(refusal.reason(), refusal.detail(), closed);
    }

    private Message version() {
        return new VersionMessage(
                VersionMessage.PROTOCOL_VERSION,
                VersionMessage.NODE_NETWORK,
                node.now().getEpochSecond(),
                new VersionMessage.PeerServices(0, NetworkAddress.NONE),
                new VersionMessage.PeerServices(VersionMessage.NODE_NETWORK, NetworkAddress.NONE),
                id.number(),
                AGENT,
                0,
                false);
    }

    private void say(Message message) {
        if (!closed.isEmpty()) {
            return;
        }
        ByteWriter payload = new ByteWriter();
        message.encode(payload);
        hear(node.handle(new Event.Received(id, message, MessageCodec.HEADER_SIZE + payload.size())));
    }

    /** Keeps what the node says to this connection; closing comes at once, so that nothing is said after it. */
    private void hear(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send && send.peer().equals(id)) {
                heard.add(send.message());
            } else if (effect instanceof Effect.Close close && close.peer().equals(id)) {
                closed = close.reason();
            } else if (effect instanceof Effect.Notify notify
                    && notify.event() instanceof NodeEvent.BlockRefused refused
                    && refusal == null) {
                refusal = new Outcome(refused.reason(), refused.detail(), "");
            }
        }
    }

    private void answer(Message message) {
        if (message instanceof Message.GetData wanted) {
            for (InventoryItem item : wanted.items()) {
                Block block = blocks.get(new BlockHash(item.hash()));
                if (block != null) {
                    say(new Message.BlockMessage(block));
                }
            }
        }
    }
}
