package org.wonsi.node.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.recording.Recording.Frame;
import org.wonsi.node.recording.Recording.Head;
import org.wonsi.node.recording.Recording.Step;
import org.wonsi.node.service.lab.ExperimentService.Fact;

/**
 * A reader of recordings that refuses what a page couldn't play.
 *
 * <p>A recording is played in front of a room when the live run has failed, so a faulty one must be found before: by
 * the tests, which read every recording that is shipped. Lines must be whole, in order of time and of known kinds; its
 * unpacked size is limited, as a small gzip file can hold gigabytes.
 */
public final class RecordingReader {
    /** The only form that there is so far. */
    public static final int FORMAT = 1;

    /** Bytes of a recording when it is unpacked. */
    public static final int MOST_BYTES = 16 * 1_024 * 1_024;

    /** Steps of a lesson, as many as a talk counts. */
    private static final int MOST_STEPS = 99;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Step> steps = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private @Nullable Head head;
    private boolean hasBoard;
    private @Nullable Step present;
    private List<Frame> frames = new ArrayList<>();
    private int events;
    private int answers;
    private long now;
    private long end = -1;

    private RecordingReader() {}

    /** The text of a packed recording. */
    static byte[] unpack(InputStream packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(packed)) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new MalformedException("a recording has at most " + MOST_BYTES + " bytes");
            }
            return text;
        }
    }

    /**
     * Reads a packed recording.
     *
     * @throws MalformedException if it isn't written as recordings are; names the line
     */
    public static Recording read(InputStream packed) throws IOException {
        RecordingReader reader = new RecordingReader();
        String[] lines = new String(unpack(packed), StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            try {
                reader.take(MAPPER.readTree(lines[i]));
            } catch (JsonProcessingException e) {
                throw at(i, "it is no JSON");
            } catch (MalformedException e) {
                throw at(i, String.valueOf(e.getMessage()));
            }
        }
        Head head = reader.head;
        if (reader.end < 0 || head == null || !lines[lines.length - 1].isEmpty()) {
            throw new MalformedException("the recording is cut off: its last line isn't its end");
        }
        return new Recording(head, reader.steps, reader.events, reader.answers, reader.end);
    }

    private static MalformedException at(int line, String why) {
        return new MalformedException("line " + (line + 1) + ": " + why);
    }

    private void take(JsonNode line) {
        if (end >= 0) {
            throw new MalformedException("something follows the end");
        }
        if (head == null) {
            head = head(line);
        } else if (!hasBoard) {
            hasBoard = line.path("board").isObject();
            require(hasBoard, "the second line is the board");
        } else if (line.has("asked")) {
            require(line.path("asked").isTextual() && line.has("answer"), "a question has an answer");
            answers++;
        } else if (line.has("end")) {
            end = time(line.path("end"));
            endStep();
        } else if (line.has("step")) {
            step(line);
        } else {
            require(present != null, "nothing comes before the first step");
            long at = time(line.path("at"));
            if (line.has("lab")) {
                frames.add(frame(at, line.path("lab")));
            } else {
                require(
                        line.path("event").isTextual() && line.path("data").isObject(),
                        "it is no step, picture, event, answer or end");
                events++;
            }
        }
    }

    /** What was read since the last step's line belongs to it. */
    private void endStep() {
        Step over = present;
        if (over != null) {
            steps.add(new Step(over.id(), over.commands(), over.at(), frames));
        }
    }

    private static Head head(JsonNode line) {
        require(line.path("recording").isInt(), "the first line says what it is a recording of");
        int format = line.path("recording").asInt();
        require(format == FORMAT, "its form is " + format + "; this program knows " + FORMAT);
        require(line.path("lesson").isInt(), "a recording is of a lesson");
        try {
            return new Head(
                    line.path("lesson").asInt(),
                    Instant.parse(line.path("recorded").asText()),
                    line.path("program").asText(),
                    line.path("seed").isIntegralNumber() ? line.path("seed").asLong() : null,
                    texts(line.path("experiments")));
        } catch (DateTimeException e) {
            throw new MalformedException("'recorded' is no time such as 2026-11-27T20:30:00Z");
        }
    }

    private void step(JsonNode line) {
        String id = line.path("step").asText();
        require(ids.add(id), "step " + id + " comes twice");
        require(ids.size() <= MOST_STEPS, "a lesson has at most " + MOST_STEPS + " steps");
        endStep();
        frames = new ArrayList<>();
        present = new Step(id, texts(line.path("commands")), time(line.path("at")), List.of());
    }

    private Frame frame(long at, JsonNode lab) {
        String experiment = lab.path("experiment").asText();
        Head known = head;
        require(
                known != null && known.experiments().contains(experiment),
                "the lesson has no experiment " + experiment);
        List<Fact> facts = new ArrayList<>();
        for (JsonNode fact : lab.path("facts")) {
            Map<String, String> values = new LinkedHashMap<>();
            fact.path("values")
                    .properties()
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().asText()));
            facts.add(new Fact(fact.path("run").asInt(), fact.path("name").asText(), values));
        }
        List<String> panels = new ArrayList<>();
        lab.path("panels").fieldNames().forEachRemaining(panels::add);
        return new Frame(at, experiment, lab.path("command").asText(), facts, panels);
    }

    /** Lines are in order of time. */
    private long time(JsonNode at) {
        require(at.isIntegralNumber() && at.asLong() >= now, "a line's time is not before that of the line above it");
        now = at.asLong();
        return now;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void require(boolean so, String what) {
        if (!so) {
            throw new MalformedException(what);
        }
    }
}
