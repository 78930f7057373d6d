package org.wonsi.browser.peer;

import java.util.Arrays;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * The messages in a stream of bytes that comes in pieces, cut anywhere.
 *
 * <p>A browser reads a WebSocket as fast as bytes come, so whoever sends faster than a tab checks is cut off at {@value #MOST_WAITING}
 * bytes, where a socket would have made him wait.
 */
final class MessageStream {
    /** Bytes that may wait: four of the longest messages. */
    static final int MOST_WAITING = 4 * MessageCodec.MAXIMUM_PAYLOAD;

    private final MessageCodec codec;
    private byte[] bytes = new byte[4_096];
    private int from;
    private int to;
    private boolean broken;

    MessageStream(MessageCodec codec) {
        this.codec = codec;
    }

    /** Takes the next bytes; false if too many wait. */
    boolean add(ByteString more) {
        if (to - from + more.size() > MOST_WAITING) {
            return false;
        }
        if (to + more.size() > bytes.length) {
            int waiting = to - from;
            byte[] roomy = new byte[Math.max(bytes.length, 2 * (waiting + more.size()))];
            System.arraycopy(bytes, from, roomy, 0, waiting);
            bytes = roomy;
            from = 0;
            to = waiting;
        }
        System.arraycopy(more.toByteArray(), 0, bytes, to, more.size());
        to += more.size();
        return true;
    }

    /** The next message that is whole, as what happened to a peer; empty if none is, or the stream can't be followed any further. */
    Optional<Event> next(PeerId peer) {
        if (broken || to - from < MessageCodec.HEADER_SIZE) {
            return Optional.empty();
        }
        MessageCodec.Header header;
        try {
            header = codec.decodeHeader(Arrays.copyOfRange(bytes, from, from + MessageCodec.HEADER_SIZE));
        } catch (MalformedException e) {
            broken = true;
            return Optional.of(new Event.ReceivedMalformed(peer, "", said(e), Event.Fault.STREAM));
        }
        int end = from + MessageCodec.HEADER_SIZE + header.length();
        if (end > to) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOfRange(bytes, from + MessageCodec.HEADER_SIZE, end);
        int size = end - from;
        from = end;
        Event.Fault fault = Event.Fault.FRAME;
        try {
            codec.checkFrame(header, payload);
            fault = Event.Fault.PAYLOAD;
            return Optional.of(new Event.Received(peer, codec.decode(header, payload), size));
        } catch (MalformedException e) {
            return Optional.of(new Event.ReceivedMalformed(peer, header.command(), said(e), fault));
        }
    }

    private static String said(MalformedException e) {
        return String.valueOf(e.getMessage());
    }
}
