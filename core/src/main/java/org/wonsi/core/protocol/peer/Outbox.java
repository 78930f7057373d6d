package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.BlockHash;

/** Collects what the machines want done while one event is handled. */
final class Outbox {
    private final boolean reportMessages;
    private List<Effect> effects = new ArrayList<>();

    Outbox(boolean reportMessages) {
        this.reportMessages = reportMessages;
    }

    void send(Peer peer, Message message) {
        if (peer.isClosing()) {
            return;
        }
        effects.add(new Effect.Send(peer.id(), message));
        if (reportMessages) {
            report(peer, MessageSummary.of(message));
        }
    }

    void sendBlock(Peer peer, BlockHash hash) {
        if (peer.isClosing()) {
            return;
        }
        effects.add(new Effect.SendBlock(peer.id(), hash));
        if (reportMessages) {
            report(peer, new MessageSummary(MessageType.BLOCK.command(), hash.toDisplay(), 1));
        }
    }

    /** Wants to hear when what was sent to the peer has left. */
    void reportSent(Peer peer) {
        if (!peer.isClosing()) {
            effects.add(new Effect.ReportSent(peer.id()));
        }
    }

    private void report(Peer peer, MessageSummary summary) {
        tell(new NodeEvent.MessageSent(peer.id(), peer.name(), summary.type(), summary.id(), summary.count()));
    }

    void received(Peer peer, Message message) {
        if (reportMessages) {
            MessageSummary summary = MessageSummary.of(message);
            tell(new NodeEvent.MessageReceived(peer.id(), peer.name(), summary.type(), summary.id(), summary.count()));
        }
    }

    void close(Peer peer, String reason) {
        if (!peer.isClosing()) {
            peer.setClosing();
            effects.add(new Effect.Close(peer.id(), reason));
        }
    }

    void ban(NetworkAddress address, Instant until, String reason) {
        effects.add(new Effect.Ban(address, until, reason));
    }

    void dial(NetworkAddress address) {
        effects.add(new Effect.Dial(address));
    }

    void save(List<KnownAddress> addresses) {
        effects.add(new Effect.SaveAddresses(addresses));
    }

    void tell(NodeEvent event) {
        effects.add(new Effect.Notify(event));
    }

    /** What was collected, which is then forgotten here. */
    List<Effect> drain() {
        List<Effect> result = effects;
        effects = new ArrayList<>();
        return result;
    }
}
