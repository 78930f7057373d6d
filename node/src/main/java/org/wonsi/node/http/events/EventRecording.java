package org.wonsi.node.http.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.service.event.LoggedEvent;

/**
 * A file of events that the board replays: a line of JSON each.
 *
 * <pre>
 *   {"event":"board","data":{...}}     as GET /node/board answers; first
 *   {"event":"block","data":{...}}     as GET /events tells; many
 *   {"event":"end","data":{"time":1795500000123,"complete":true}}
 * </pre>
 *
 * <p>Limited to {@link #MOST_EVENTS} and {@link #MOST_BYTES}, which the page holds against a file too; what comes after is
 * left out, and {@code complete} says so.
 */
public final class EventRecording implements Closeable {
    /** Events of a file. */
    public static final int MOST_EVENTS = 200_000;

    /** Bytes of a file. */
    public static final long MOST_BYTES = 64L * 1_024 * 1_024;

    /** Left free for the last line. */
    private static final int END_BYTES = 1_024;

    private final Writer out;
    private int events;
    private long bytes;
    private long lastTime;
    private boolean full;

    /** Writes to {@code out}, which is closed with this. */
    public EventRecording(Writer out) {
        this.out = out;
    }

    /** Writes how things stood in the beginning. */
    public void begin(Board board) throws IOException {
        lastTime = board.now() * 1_000;
        write("board", Json.MAPPER.valueToTree(board));
    }

    /** Adds an event, unless the file is full. */
    public void add(LoggedEvent event) throws IOException {
        if (isFull()) {
            return;
        }
        if (events == MOST_EVENTS) {
            full = true;
            return;
        }
        if (write(event.body().type(), EventText.json(event))) {
            events++;
            lastTime = event.time();
        }
    }

    /** The number of events in the recording. */
    public int events() {
        return events;
    }

    /** Whether something had to be left out. */
    public boolean isFull() {
        return full;
    }

    /** Whether there was room. */
    private boolean write(String name, JsonNode data) throws IOException {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("event", name).set("data", data);
        String text = Json.write(line) + "\n";
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes + size > MOST_BYTES - END_BYTES) {
            full = true;
            return false;
        }
        bytes += size;
        out.write(text);
        return true;
    }

    /** Writes the last line: when the recording ends. */
    public void end(long time) throws IOException {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("time", full ? lastTime : time).put("complete", !full);
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("event", "end").set("data", data);
        out.write(Json.write(line) + "\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
