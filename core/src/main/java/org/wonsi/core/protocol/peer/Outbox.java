package org.wonsi.core.protocol.peer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageSummary;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.message.NetworkAddress;

/** A list of the effects that the protocol's state machines ask for while one event is handled. */
public final class Outbox {
    private final boolean reportMessages;
    private List<Effect> effects = new ArrayList<>();

    public Outbox(boolean reportMessages) {
        this.reportMessages = reportMessages;
    }

    public void send(Peer peer, Message message) {
        if (peer.isClosing()) {
            return;
        }
        effects.add(new Effect.Send(peer.id(), message));
        if (isReported(peer)) {
            report(peer, MessageSummary.of(message));
        }
    }

    public void sendBlock(Peer peer, BlockHash hash) {
        if (peer.isClosing()) {
            return;
        }
        effects.add(new Effect.SendBlock(peer.id(), hash));
        if (isReported(peer)) {
            report(peer, new MessageSummary(MessageType.BLOCK.command(), hash.toDisplay(), 1));
        }
    }

    /** Wants to hear when what was sent to the peer has left. */
    public void reportSent(Peer peer) {
        if (!peer.isClosing()) {
            effects.add(new Effect.ReportSent(peer.id()));
        }
    }

    /** Not those with tabs: the phones of a room would say a hundred times what the nodes say once. */
    private boolean isReported(Peer peer) {
        return reportMessages && peer.kind() == PeerKind.NODE;
    }

    private void report(Peer peer, MessageSummary summary) {
        report(new NodeEvent.MessageSent(peer.id(), peer.name(), summary.type(), summary.id(), summary.count()));
    }

    public void received(Peer peer, Message message) {
        if (isReported(peer)) {
            MessageSummary summary = MessageSummary.of(message);
            report(new NodeEvent.MessageReceived(
                    peer.id(), peer.name(), summary.type(), summary.id(), summary.count()));
        }
    }

    public void close(Peer peer, String reason) {
        if (!peer.isClosing()) {
            peer.setClosing();
            effects.add(new Effect.Close(peer.id(), reason));
        }
    }

    void ban(NetworkAddress address, Instant until, String reason) {
        effects.add(new Effect.Ban(address, until, reason));
    }

    public void dial(NetworkAddress address) {
        effects.add(new Effect.Dial(address));
    }

    public void save(List<KnownAddress> addresses) {
        effects.add(new Effect.SaveAddresses(addresses));
    }

    public void report(NodeEvent event) {
        effects.add(new Effect.Notify(event));
    }

    /** What was collected, which is then forgotten here. */
    public List<Effect> drain() {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> result = effects;
        effects = new ArrayList<>();
        return result;
    }
}
