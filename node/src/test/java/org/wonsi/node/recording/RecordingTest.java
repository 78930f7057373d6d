package org.wonsi.node.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.recording.Recording.Head;
import org.wonsi.node.service.lab.ExperimentService.Fact;

@DisplayName("a recording")
class RecordingTest {
    private static final String HEAD =
            "{\"recording\":1,\"lesson\":3,\"recorded\":\"2026-11-27T20:30:00Z\",\"program\":\"0.1.0\",\"experiments\":[\"tamper\"]}";

    private static final String BOARD = "{\"board\":{}}";
    private static final String STEP = "{\"step\":\"edit\",\"at\":0,\"commands\":[\"tamper edit\"]}";
    private static final String PICTURE =
            "{\"at\":5,\"lab\":{\"experiment\":\"tamper\",\"run\":1,\"command\":\"edit\",\"facts\":[],\"panels\":{}}}";

    private long now;

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Recording read(String... lines) throws IOException {
        return RecordingReader.read(new ByteArrayInputStream(packed(String.join("\n", lines) + "\n")));
    }

    @Test
    @DisplayName("holds of each picture only what is new, and is read as it was written")
    void writtenAndRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Instant recorded = Instant.parse("2026-11-27T20:30:00Z");
        try (RecordingWriter writer = new RecordingWriter(bytes, () -> now)) {
            writer.begin(new Head(3, recorded, "0.1.0", 11L, List.of("tamper")));
            writer.board(json("{'self': 'Seoul'}"));
            writer.step("edit", List.of("tamper edit block=tip-4"));
            now = 30;
            writer.seen(json(
                    "{'experiment': 'tamper', 'version': 4, 'run': 1, 'command': 'edit', 'waiting': 'sandbox', 'problem': '',"
                            + " 'facts': [{'run': 1, 'name': 'edited', 'values': {'old': '1', 'new': '2'}}],"
                            + " 'panels': {'chain': {'kind': 'chain'}, 'link': {'kind': 'values'}}}"));
            writer.event("block", json("{'height': 5}"));
            now = 40;
            writer.seen(
                    json("{'experiment': 'tamper', 'version': 5, 'run': 1, 'command': '', 'waiting': '', 'problem': '',"
                            + " 'facts': [{'run': 1, 'name': 'edited', 'values': {'old': '1', 'new': '2'}},"
                            + " {'run': 1, 'name': 'path', 'values': {}}], 'panels': {'chain': {'kind': 'chain'}}}"));
            writer.seen(json(
                    "{'experiment': 'tamper', 'version': 4, 'run': 1, 'command': 'late', 'facts': [], 'panels': {}}"));
            writer.answer("GET /api/block-height/96", json("'00ab'"));
            now = 50;
            writer.end();
        }
        Recording recording = RecordingReader.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(recording)
                .isEqualTo(new Recording(
                        new Head(3, recorded, "0.1.0", 11L, List.of("tamper")),
                        List.of(new Recording.Step(
                                "edit",
                                List.of("tamper edit block=tip-4"),
                                0,
                                List.of(
                                        new Recording.Frame(
                                                30,
                                                "tamper",
                                                "edit",
                                                List.of(new Fact(1, "edited", Map.of("old", "1", "new", "2"))),
                                                List.of("chain", "link")),
                                        new Recording.Frame(
                                                40,
                                                "tamper",
                                                "",
                                                List.of(new Fact(1, "path", Map.of())),
                                                List.of("link"))))),
                        1,
                        1,
                        50));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nonsense | line 4: it is no JSON",
                "{} {} | line 4: it is no JSON",
                "{\"at\":4,\"lab\":{\"experiment\":\"coin\"}} | line 4: the lesson has no experiment coin",
                "{\"step\":\"edit\",\"at\":0} | line 4: step edit comes twice",
                "{\"step\":\"send\",\"at\":-1} | line 4: a line's time is not before that of the line above it",
                "{\"step\":\"send\",\"at\":\"1\"} | line 4: a line's time is not before that of the line above it",
                "{\"at\":4} | line 4: it is no step, picture, event, answer or end",
                "{\"asked\":\"GET /\"} | line 4: a question has an answer"
            })
    @DisplayName("that no page could play is refused, with the line and why")
    void malformed(String line, String why) {
        assertThatThrownBy(() -> read(HEAD, BOARD, STEP, line, "{\"end\":9}"))
                .isInstanceOf(MalformedException.class)
                .hasMessage(why);
    }

    @Test
    @DisplayName("of another form, without its beginning, or without its end is refused; nothing follows the end")
    void beginningAndEnd() throws IOException {
        assertThatThrownBy(() -> read(HEAD.replace("\"recording\":1", "\"recording\":2")))
                .hasMessage("line 1: its form is 2; this program knows 1");
        assertThatThrownBy(() -> read(HEAD.replace("2026-11-27T20:30:00Z", "yesterday")))
                .hasMessage("line 1: 'recorded' is no time such as 2026-11-27T20:30:00Z");
        assertThatThrownBy(() -> read(BOARD)).hasMessage("line 1: the first line says what it is a recording of");
        assertThatThrownBy(() -> read(HEAD, STEP)).hasMessage("line 2: the second line is the board");
        assertThatThrownBy(() -> read(HEAD, BOARD, PICTURE)).hasMessage("line 3: nothing comes before the first step");
        assertThatThrownBy(() -> read(HEAD, BOARD, STEP, PICTURE))
                .hasMessage("the recording is cut off: its last line isn't its end");
        assertThatThrownBy(() -> read(HEAD, BOARD, STEP, "{\"end\":5}", STEP))
                .hasMessage("line 5: something follows the end");
        assertThatThrownBy(() -> read(HEAD, BOARD, STEP, PICTURE, "{\"end\":4}"))
                .hasMessage("line 5: a line's time is not before that of the line above it");
        assertThat(read(HEAD, BOARD, STEP, PICTURE, "{\"end\":5}").steps()).hasSize(1);
    }

    @Test
    @DisplayName("has 99 steps at most")
    void steps() throws IOException {
        StringBuilder lines = new StringBuilder(HEAD + "\n" + BOARD + "\n");
        for (int i = 1; i <= 99; i++) {
            lines.append("{\"step\":\"s").append(i).append("\",\"at\":0,\"commands\":[]}\n");
        }
        assertThat(read(lines + "{\"end\":0}").steps()).hasSize(99);
        assertThatThrownBy(() -> read(lines + "{\"step\":\"s100\",\"at\":0}"))
                .hasMessage("line 102: a lesson has at most 99 steps");
    }

    @Test
    @DisplayName("is never unpacked beyond 16 MiB, and what isn't packed is refused")
    void size() throws IOException {
        String full = " ".repeat(16_777_216);
        assertThatThrownBy(() -> RecordingReader.read(new ByteArrayInputStream(packed(full))))
                .hasMessage("the recording is cut off: its last line isn't its end");
        assertThatThrownBy(() -> RecordingReader.read(new ByteArrayInputStream(packed(full + " "))))
                .hasMessage("a recording has at most 16777216 bytes");
        assertThatThrownBy(() -> RecordingReader.read(new ByteArrayInputStream(HEAD.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(ZipException.class);
    }

    @Test
    @DisplayName("of other steps or commands, or one that didn't see what a step waits for, doesn't fit its lesson")
    void mismatches() throws IOException {
        var lesson = LessonLibrary.load().find("en", 3).orElseThrow();
        assertThat(read(HEAD.replace("\"lesson\":3", "\"lesson\":4"), BOARD, STEP, "{\"end\":5}")
                        .mismatches(lesson))
                .containsExactly(
                        "it is of lesson 4",
                        "the lesson's steps are [edit, follow, send, repair, redo], the recorded ones [edit]");
        StringBuilder lines = new StringBuilder(HEAD + "\n" + BOARD);
        for (String id : List.of("edit", "follow", "send", "repair", "redo")) {
            lines.append("\n{\"step\":\"" + id + "\",\"at\":0,\"commands\":[\"tamper " + id + "\"]}");
        }
        assertThat(read(lines + "\n{\"end\":5}").mismatches(lesson))
                .contains(
                        "step edit runs [tamper edit block=tip-4], the recorded one [tamper edit]",
                        "step edit waits for edited old=* new=*, recorded are ",
                        "step send waits for refused by=Busan reason=bad-txnmrklroot, recorded are ")
                .noneMatch(misfit -> misfit.startsWith("step follow runs"));
    }
}
