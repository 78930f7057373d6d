package org.wonsi.node.runtime;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * The classification of events: which a peer caused, what they are called in measurements, and how far a fault in one reaches.
 */
final class PeerEvents {
    private PeerEvents() {}

    /** The peer that caused an event; empty for the node's own. */
    static Optional<PeerId> peer(Event event) {
        if (event instanceof Event.Received e) {
            return Optional.of(e.peer());
        }
        if (event instanceof Event.ReceivedMalformed e) {
            return Optional.of(e.peer());
        }
        if (event instanceof Event.PeerConnected e) {
            return Optional.of(e.peer());
        }
        return event instanceof Event.PeerClosed e ? Optional.of(e.peer()) : Optional.empty();
    }

    /** "message tx", "tick", "peerclosed". */
    static String kind(Event event) {
        if (event instanceof Event.Received received) {
            // The name of an unknown message is a stranger's text.
            boolean known = !(received.message() instanceof Message.Unknown);
            return "message " + (known ? received.message().command() : "of an unknown type");
        }
        return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * The peer whose conversation alone an exception can have spoilt. Empty if it may have left chain or mempool half-changed:
     * after a block or headers, and after whatever isn't a message. Empty too if the disk failed. After a transaction only the
     * mempool can be half-changed, which the handler of the fault empties ({@link #isTransaction}).
     */
    static Optional<PeerId> faultOf(Event event, Throwable e) {
        boolean conversation = event instanceof Event.Received received && !changesChain(received.message());
        return conversation && !(e instanceof UncheckedIOException) ? peer(event) : Optional.empty();
    }

    private static boolean changesChain(Message message) {
        return message instanceof Message.BlockMessage || message instanceof Message.Headers;
    }

    /** Whether a peer sent a transaction. */
    static boolean isTransaction(Event event) {
        return event instanceof Event.Received received && received.message() instanceof Message.TxMessage;
    }
}
