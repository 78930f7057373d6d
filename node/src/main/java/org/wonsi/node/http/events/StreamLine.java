package org.wonsi.node.http.events;

import java.nio.charset.StandardCharsets;
import org.wonsi.node.service.event.LoggedEvent;

/** An entry of a stream: an event with its id, or something without one, which every reader gets. */
final class StreamLine {
    /** Keeps the connection open and lets us notice that the reader is gone. */
    static final StreamLine HEARTBEAT = new StreamLine(0, ":\n\n");

    /** Tells the reader to come back after a second. */
    static final StreamLine RETRY = new StreamLine(0, "retry: 1000\n\n");

    /** Tells the reader that events are missing: it should load its state again. */
    static final StreamLine RESET = new StreamLine(0, "event: reset\ndata: {}\n\n");

    private final long id;
    private final byte[] bytes;

    private StreamLine(long id, String text) {
        this.id = id;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    static StreamLine of(LoggedEvent event) {
        return new StreamLine(event.id(), EventText.of(event));
    }

    boolean isComment() {
        return id == 0;
    }

    long id() {
        return id;
    }

    /** Shared by all streams; none changes it. */
    byte[] bytes() {
        return bytes;
    }
}
