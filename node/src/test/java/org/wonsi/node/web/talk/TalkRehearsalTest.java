package org.wonsi.node.web.talk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.talk.TalkChange;
import org.wonsi.node.talk.TalkState;
import org.wonsi.node.web.Chromium;
import org.wonsi.node.web.PageErrors;

/**
 * The talk of fifty minutes, rehearsed with a presenter, a projector and thirty phones.
 *
 * <p>Its time is 20 times faster and nobody speaks in it. {@code -Dwonsi.speed=1 -Dwonsi.rehearsal.speech=true} gives it in real time, with
 * its whole work and its whole length; {@code -Dwonsi.rehearsal.languages=en} in one language. What each step took is written
 * to {@code target/rehearsal}.
 */
@Tag("long")
@DisplayName("the talk of fifty minutes, with presenter, projector and thirty phones,")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TalkRehearsalTest {
    private static final int PHONES = 30;
    private static final int PLAN = 50;
    private static final int PAPER = 12;
    private static final boolean SPEECH = Boolean.getBoolean("wonsi.rehearsal.speech");

    /** What the handbook leaves out of a talk of fifty minutes. */
    private static final Pattern ONLY = Pattern.compile("Of lesson (\\d+) do steps ([\\d, and]+)\\.");

    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private LabRoom room;
    private HttpServer http;
    private Phones phones;

    @BeforeAll
    void open(@TempDir Path directory) {
        chromium = Chromium.start();
        room = LabRoom.ofATalk(directory);
        http = HttpServer.start(room.nodes().get(0), HttpConfig.loopback(0));
        phones = new Phones(chromium, http.url() + "/vote", PHONES);
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            phones.close();
            http.close();
            room.close();
            chromium.close();
        }
    }

    static Stream<String> languages() {
        return Stream.of(
                System.getProperty("wonsi.rehearsal.languages", "en,ko").split(",", -1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("languages")
    @DisplayName(
            "is led by one key from before its first lesson to its end, every step within its share of the minutes")
    void talk(String language) throws IOException {
        List<Lesson> lessons = LessonLibrary.load().of(language).stream()
                .filter(lesson -> lesson.number() <= PAPER)
                .toList();
        begin(lessons);
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 720))) {
            Page presenter = context.newPage();
            watch(presenter);
            presenter.navigate(http.operatorUrl() + "&lang=" + language + "#/presenter");
            presenter.locator(".presenter .go").waitFor();
            Page projector = context.waitForPage(
                    () -> presenter.locator(".controls .open").click());
            watch(projector);
            projector.setViewportSize(1920, 1080);
            projector.locator(".view-welcome h1").waitFor();
            assertThat(presenter.locator(".connected"))
                    .hasText(Words.in(language).of("presenter.connected"));

            RehearsedTalk talk = new RehearsedTalk(room, presenter, projector, phones, Words.in(language), SPEECH);
            try {
                talk.give(lessons, leftOut());
            } finally {
                keep(language, talk.rows(), room.nodes().get(0).talk().now());
            }
            for (RehearsedTalk.Row row : talk.rows()) {
                assertThat(row.failure())
                        .as("lesson %d, step %s", row.lesson(), row.step())
                        .isEmpty();
                assertThat(row.machine())
                        .as("lesson %d, step %s", row.lesson(), row.step())
                        .isLessThanOrEqualTo(row.planned());
            }
            if (SPEECH) {
                TalkState end = room.nodes().get(0).talk().now();
                Map<Integer, Double> minutes =
                        lessons.stream().collect(Collectors.toMap(Lesson::number, Lesson::minutes));
                assertThat(end.spent()).hasSize(lessons.size());
                end.spent()
                        .forEach(spent -> assertThat(spent.millis())
                                .as("lesson %d", spent.lesson())
                                .isLessThanOrEqualTo((long) (minutes.getOrDefault(spent.lesson(), 0.0) * 60_000)));
            }
            assertThat(troubles).isEmpty();
            assertThat(phones.troubles()).isEmpty();
        }
    }

    private void begin(List<Lesson> lessons) {
        troubles.clear();
        room.nodes().get(0).votes().close();
        lessons.forEach(lesson -> room.forgetTalk(lesson.number()));
        lessons.stream()
                .flatMap(lesson -> lesson.steps().stream())
                .flatMap(step -> step.actions().stream())
                .map(action -> action.experiment())
                .distinct()
                .forEach(experiment -> room.lab().reset(experiment).join());
        room.nodes()
                .get(0)
                .talk()
                .change(new TalkChange(
                        0, 0, null, false, false, false, null, null, null, PLAN, false, null, null, null));
    }

    private void watch(Page page) {
        PageErrors.addTo(troubles, page);
    }

    private static RehearsedTalk.LeftOut leftOut() throws IOException {
        Matcher only = ONLY.matcher(Files.readString(Path.of("../docs/handbook/en/README.md")));
        assertThat(only.find()).as("the handbook says which steps are done").isTrue();
        int shortened = Integer.parseInt(only.group(1));
        Set<Integer> done = Pattern.compile("\\d+")
                .matcher(only.group(2))
                .results()
                .map(number -> Integer.valueOf(number.group()))
                .collect(Collectors.toSet());
        return lesson -> lesson.number() == shortened
                ? IntStream.rangeClosed(1, (int) lesson.parts().stream()
                                .filter(part -> part instanceof Lesson.Step || part instanceof Lesson.Ask)
                                .count())
                        .filter(step -> !done.contains(step))
                        .boxed()
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** The record: a table as docs/rehearsal.md has it. */
    private static void keep(String language, List<RehearsedTalk.Row> rows, TalkState end) throws IOException {
        Map<Integer, Long> spent =
                end.spent().stream().collect(Collectors.toMap(TalkState.Spent::lesson, TalkState.Spent::millis));
        List<String> lines = new ArrayList<>(
                List.of("| lesson | step | its share | the machine needed | votes |", "|---|---|---|---|---|"));
        for (int lesson :
                rows.stream().map(RehearsedTalk.Row::lesson).distinct().toList()) {
            List<RehearsedTalk.Row> steps =
                    rows.stream().filter(row -> row.lesson() == lesson).toList();
            steps.forEach(row -> lines.add("| %d | %s | %s | %s | %s |"
                    .formatted(
                            lesson,
                            row.step(),
                            seconds(row.planned()),
                            seconds(row.machine()),
                            row.failure()
                                    .map(failure -> "FAILED: " + failure.replaceAll("\\s+", " "))
                                    .orElse(row.votes().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(" "))))));
            lines.add("| **%d** | **in all; by the presenter's clock %s** | %s | %s | |"
                    .formatted(
                            lesson,
                            seconds(Duration.ofMillis(spent.getOrDefault(lesson, 0L))),
                            seconds(sum(steps.stream().map(RehearsedTalk.Row::planned))),
                            seconds(sum(steps.stream().map(RehearsedTalk.Row::machine)))));
        }
        Files.createDirectories(Path.of("target/rehearsal"));
        Files.write(Path.of("target/rehearsal", "talk-" + language + "-speed-" + LabRoom.SPEED + ".md"), lines);
    }

    private static Duration sum(Stream<Duration> durations) {
        return durations.reduce(Duration.ZERO, Duration::plus);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
