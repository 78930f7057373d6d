package org.wonsi.node.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * A writer of a lesson's recording: a JSON object a line, compressed by gzip.
 *
 * <pre>
 * {"recording": 1, "lesson": 3, "recorded": "2026-11-27T20:30:00Z", "program": "0.1.0", "seed": 11, "experiments": ["tamper"]}
 * {"board": {...}}                                     how the room stood, as /node/board says it
 * {"step": "edit", "at": 0, "commands": ["tamper edit block=tip-4"]}
 * {"at": 31, "lab": {"experiment": "tamper", "run": 1, "command": "edit", "waiting": "", "problem": "",
 *     "facts": [...], "panels": {...}}}                what is new, as /lab/tamper says it; a panel that went is null
 * {"at": 95, "event": "block", "data": {...}}          what happened in the room, as /events says it
 * {"asked": "GET /api/block-height/96", "answer": ...} an object of the chain that the lesson shows as three faces
 * {"end": 21455}
 * </pre>
 *
 * <p>All that is written comes from a node; what isn't known here is passed on as it came. May be called from any thread.
 */
public final class RecordingWriter implements Closeable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final LongSupplier now;
    private final OutputStream out;
    private final Map<String, JsonNode> before = new HashMap<>();

    /**
     * Writes to {@code out}, which is closed with this.
     *
     * @param now milliseconds since the recording began; never less than before
     */
    public RecordingWriter(OutputStream out, LongSupplier now) throws IOException {
        this.now = now;
        this.out = new GZIPOutputStream(out);
    }

    /** Writes what it is of; the first line. */
    public void begin(Recording.Head head) throws IOException {
        ObjectNode line = mapper.createObjectNode();
        line.put("recording", RecordingReader.FORMAT)
                .put("lesson", head.lesson())
                .put("recorded", head.recorded().toString())
                .put("program", head.program());
        if (head.seed() != null) {
            line.put("seed", head.seed());
        }
        ArrayNode experiments = line.putArray("experiments");
        head.experiments().forEach(experiments::add);
        write(line);
    }

    /** Writes how the room stood in the beginning; the second line. */
    public void board(JsonNode board) throws IOException {
        ObjectNode line = mapper.createObjectNode();
        line.set("board", board);
        write(line);
    }

    /** A step begins. */
    public synchronized void step(String id, List<String> commands) throws IOException {
        ObjectNode line = mapper.createObjectNode().put("step", id).put("at", now.getAsLong());
        ArrayNode all = line.putArray("commands");
        commands.forEach(all::add);
        write(line);
    }

    /**
     * An experiment has shown something; written is what is new since it was written last.
     *
     * @param seen as {@code /lab/EXPERIMENT} says it
     */
    public synchronized void seen(JsonNode seen) throws IOException {
        String experiment = seen.path("experiment").asText();
        JsonNode old = before.getOrDefault(experiment, mapper.createObjectNode());
        if (seen.path("version").asLong() <= old.path("version").asLong(-1)) {
            return; // nothing new, or an older answer that came late
        }
        before.put(experiment, seen);
        ObjectNode line = mapper.createObjectNode().put("at", now.getAsLong());
        ObjectNode lab = line.putObject("lab");
        for (String name : List.of("experiment", "run", "command", "waiting", "problem")) {
            lab.set(name, seen.path(name));
        }
        ArrayNode facts = lab.putArray("facts");
        int known = old.path("facts").size();
        for (int i = known; i < seen.path("facts").size(); i++) {
            facts.add(seen.path("facts").get(i));
        }
        ObjectNode panels = lab.putObject("panels");
        seen.path("panels").properties().forEach(panel -> {
            if (!panel.getValue().equals(old.path("panels").path(panel.getKey()))) {
                panels.set(panel.getKey(), panel.getValue());
            }
        });
        old.path("panels").fieldNames().forEachRemaining(name -> {
            if (!seen.path("panels").has(name)) {
                panels.putNull(name);
            }
        });
        write(line);
    }

    /** Something happened in the room. */
    public synchronized void event(String type, JsonNode data) throws IOException {
        ObjectNode line = mapper.createObjectNode().put("at", now.getAsLong()).put("event", type);
        line.set("data", data);
        write(line);
    }

    /** A question about an object of the chain, and what the node answered. */
    public synchronized void answer(String asked, JsonNode answer) throws IOException {
        ObjectNode line = mapper.createObjectNode().put("asked", asked);
        line.set("answer", answer);
        write(line);
    }

    /** Writes the last line. */
    public synchronized void end() throws IOException {
        write(mapper.createObjectNode().put("end", now.getAsLong()));
    }

    private void write(JsonNode line) throws IOException {
        out.write((mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
