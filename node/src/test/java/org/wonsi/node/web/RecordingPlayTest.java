package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.recording.RecordingLibrary;

/** Plays what the program carries with the page's own player, where its code runs: in a browser, with no node behind it. */
@DisplayName("the page's player")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordingPlayTest {
    private static final String ORIGIN = "http://player.test";

    /** Goes from picture to picture as time would; what is wrong, how many pictures there were, and how long it took. */
    private static final String PLAY = """
            async ([text, steps]) => {
              const { LONGEST_WAIT, pictureAt, readTape } = await import('/js/lab/tape.js');
              const { missing } = await import('/js/lab/conditions.js');
              const { Playback } = await import('/js/recording.js');
              const tape = readTape(text);
              const room = new Playback({ board: tape.board, events: tape.events, start: 0, end: Infinity });
              const wrong = [];
              let pictures = 0;
              let played = 0;
              for (const { id, experiment, conditions } of JSON.parse(steps)) {
                let elapsed = 0;
                let picture = pictureAt(tape, id, 0);
                for (; picture.next !== undefined; picture = pictureAt(tape, id, elapsed)) {
                  if (!(picture.next > 0 && picture.next <= LONGEST_WAIT)) wrong.push(`${id} waits for ${picture.next} ms`);
                  elapsed += picture.next;
                  pictures++;
                  room.seek(picture.at);
                }
                played += elapsed;
                const seen = picture.seen[experiment];
                if (experiment && (seen?.command !== '' || seen.problem !== '' || Object.keys(seen.panels).length === 0)) wrong.push(`${id} ends as ${JSON.stringify(seen)}`);
                for (const one of missing({ conditions }, seen?.facts ?? [])) wrong.push(`${id} lacks ${JSON.stringify(one)}`);
              }
              room.seek(pictureAt(tape, tape.steps.at(-1).id, Infinity).at);
              return { wrong, pictures, played, height: room.state.nodes[0].height, began: tape.board.nodes[0].height };
            }
            """;

    private Chromium chromium;
    private Page page;

    @BeforeAll
    void open() {
        chromium = Chromium.start();
        page = chromium.browser().newPage();
        page.route(ORIGIN + "/**", RecordingPlayTest::answer);
        page.navigate(ORIGIN + "/");
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    static List<Lesson> lessons() {
        return LessonLibrary.load().of("en");
    }

    @ParameterizedTest
    @MethodSource("lessons")
    @DisplayName("plays each lesson's recording to its end, with all that each step waits for, and the room beside it")
    void toTheEnd(Lesson lesson) throws IOException {
        String text = new String(RecordingLibrary.lines(lesson.number()).orElseThrow(), StandardCharsets.UTF_8);
        List<Map<String, Object>> steps = lesson.steps().stream()
                .map(step -> Map.<String, Object>of(
                        "id",
                        step.id(),
                        "experiment",
                        step.actions().isEmpty() ? "" : step.actions().get(0).experiment(),
                        "conditions",
                        step.conditions()))
                .toList();
        Map<?, ?> played = (Map<?, ?>) page.evaluate(PLAY, List.of(text, new ObjectMapper().writeValueAsString(steps)));
        assertThat(played.get("wrong")).as("lesson " + lesson.number()).isEqualTo(List.of());
        assertThat((Integer) played.get("pictures")).isPositive();
        assertThat((Integer) played.get("height")).isGreaterThanOrEqualTo((Integer) played.get("began"));
    }

    /** The page's modules from the class path. */
    private static void answer(Route route) {
        String path = URI.create(route.request().url()).getPath();
        if (path.equals("/")) {
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<title>player</title>"));
            return;
        }
        try (InputStream in = RecordingPlayTest.class.getResourceAsStream("/web" + path)) {
            if (in == null) {
                route.fulfill(new Route.FulfillOptions().setStatus(404));
                return;
            }
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBodyBytes(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
