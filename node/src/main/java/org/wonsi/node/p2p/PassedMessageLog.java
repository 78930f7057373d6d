package org.wonsi.node.p2p;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * The last few messages of each type that passed over a node's connections, to look at.
 *
 * <p>Costs next to nothing while nobody looks: what is kept are the arrays that were read or written anyway. At most {@value
 * #OF_EACH} of each type that this node knows, so that a flood of one doesn't push out the others, and none that is longer
 * than {@value #LONGEST} bytes: two megabytes in all at the very most. Any thread.
 */
final class PassedMessageLog {
    static final int OF_EACH = 6;
    static final int LONGEST = 20_000;

    private final InstantSource clock;
    private final Map<MessageType, Deque<Kept>> kept = new EnumMap<>(MessageType.class);
    private long last;

    PassedMessageLog(InstantSource clock) {
        this.clock = clock;
    }

    /** A kept message: arrays of a connection's own, which nobody writes to any more. */
    private static final class Kept {
        private final PassedMessage message;
        private final byte[] head;
        private final byte[] payload;

        Kept(PassedMessage message, byte[] head, byte[] payload) {
            this.message = message;
            this.head = head;
            this.payload = payload;
        }

        ByteString bytes() {
            return new ByteWriter(message.size())
                    .writeBytes(head)
                    .writeBytes(payload)
                    .toByteString();
        }
    }

    /** A whole message that leaves. */
    void sent(PeerId peer, NetworkAddress address, String command, byte[] frame) {
        keep(peer, address, true, command, frame, new byte[0]);
    }

    /** A whole message that came, whose checksum is right. */
    void received(PeerId peer, NetworkAddress address, String command, byte[] head, byte[] payload) {
        keep(peer, address, false, command, head, payload);
    }

    private void keep(PeerId peer, NetworkAddress address, boolean sent, String command, byte[] head, byte[] payload) {
        Optional<MessageType> type = MessageType.of(command);
        if (type.isEmpty() || head.length + payload.length > LONGEST) {
            return;
        }
        synchronized (kept) {
            PassedMessage message = new PassedMessage(
                    ++last, clock.instant(), peer, address, sent, command, head.length + payload.length);
            Deque<Kept> ofType = kept.computeIfAbsent(type.get(), t -> new ArrayDeque<>());
            if (ofType.size() == OF_EACH) {
                ofType.removeFirst();
            }
            ofType.addLast(new Kept(message, head, payload));
        }
    }

    /** All of them, the newest first; no bytes are copied for it. */
    List<PassedMessage> newestFirst() {
        return kept().stream()
                .map(each -> each.message)
                .sorted(Comparator.comparingLong(PassedMessage::number).reversed())
                .toList();
    }

    /** The bytes of one of them, as they travelled. */
    Optional<ByteString> bytesOf(long number) {
        return kept().stream()
                .filter(each -> each.message.number() == number)
                .findFirst()
                .map(Kept::bytes);
    }

    private List<Kept> kept() {
        List<Kept> all = new ArrayList<>();
        synchronized (kept) {
            kept.values().forEach(all::addAll);
        }
        return all;
    }
}
