package org.wonsi.node.http.inspect;

import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.service.MessageCapture.Tapped;

/**
 * A message that passed between this node and a peer; {@code GET /node/messages}.
 *
 * @param number counts this node's messages since its start
 * @param time milliseconds since 1970 UTC
 * @param peer the other node's name, or its address
 * @param direction sent or received, as this node sees it
 * @param type its name on the wire
 * @param bytes how many, the 24 in front included
 * @param hex all of them; absent in the list
 */
public record PassedMessage(
        long number,
        long time,
        String peer,
        String direction,
        String type,
        int bytes,
        @Nullable String hex) {
    static PassedMessage of(Tapped message, @Nullable ByteString bytes) {
        return new PassedMessage(
                message.number(),
                message.millis(),
                message.peer(),
                message.sent() ? "sent" : "received",
                message.type(),
                message.size(),
                bytes == null ? null : bytes.toHex());
    }
}
