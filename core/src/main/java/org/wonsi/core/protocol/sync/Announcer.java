package org.wonsi.core.protocol.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerList;

/**
 * The part that announces a new tip to the peers: its headers to those that asked for that (BIP 130), else an inv.
 *
 * <p>Headers are sent from the last one the peer is known to have, so that it can connect them at once; after a long
 * reorganisation an inv lets the peer ask for what it lacks. Nothing is announced during the initial download.
 */
public final class Announcer {
    /** More headers than this are left for the peer to ask for; Bitcoin Core's {@code MAX_BLOCKS_TO_ANNOUNCE}. */
    static final int MAXIMUM_HEADERS = 8;

    private final ChainState chain;
    private final PeerList peers;
    private final Outbox outbox;

    /** Not how far headers are ahead, nor what is asked for: anybody can withhold blocks, which would silence a node. */
    private final InitialBlockDownload firstDownload;

    public Announcer(ChainState chain, PeerList peers, Outbox outbox, InitialBlockDownload firstDownload) {
        this.chain = chain;
        this.peers = peers;
        this.outbox = outbox;
        this.firstDownload = firstDownload;
    }

    /** The tip may have moved. */
    public void announceTip() {
        if (!firstDownload.isOver()) {
            return;
        }
        for (Peer peer : peers.ready()) {
            announceTip(peer);
        }
    }

    /** Tells one peer of the tip unless it has it. */
    public void announceTip(Peer peer) {
        HeaderNode tip = chain.tip();
        peer.lookAgain(chain.headers());
        if (tip.height() == 0 || peer.knowsHeader(tip)) {
            return;
        }
        List<BlockHeader> headers = peer.prefersHeaders() ? unknownTo(peer, tip) : List.of();
        if (headers.isEmpty()) {
            // Not told of its header: the next announcement can't build on it until the peer has asked for headers.
            outbox.send(peer, new Message.Inv(List.of(InventoryItem.of(tip.hash()))));
        } else {
            outbox.send(peer, new Message.Headers(headers));
            peer.wasTold(tip);
        }
    }

    /** The headers up to the tip that a peer lacks; none if they are too many, or where they start isn't known. */
    private static List<BlockHeader> unknownTo(Peer peer, HeaderNode tip) {
        Deque<BlockHeader> headers = new ArrayDeque<>();
        HeaderNode node = tip;
        while (!peer.knowsHeader(node)) {
            headers.addFirst(node.header());
            if (headers.size() > MAXIMUM_HEADERS || node.parent().isEmpty()) {
                return List.of();
            }
            node = node.parent().orElseThrow();
        }
        return List.copyOf(headers);
    }
}
