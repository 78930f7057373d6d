package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.recording.Recording;
import org.wonsi.node.recording.RecordingReader;
import org.wonsi.node.service.lab.ExperimentService.Listing;
import picocli.CommandLine;

@DisplayName("wonsi lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class LabCommandTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private Path directory;
    private LabRoom room;
    private HttpServer http;

    private record Run(int code, String out, String err) {}

    @BeforeAll
    void open(@TempDir Path directory) {
        this.directory = directory;
        room = new LabRoom(directory);
        http = HttpServer.start(room.nodes().get(0), HttpConfig.loopback(0).operatedHere());
    }

    @AfterAll
    void close() {
        http.close();
        room.close();
    }

    private Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Wonsi.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("lab"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", http.url(), "--data-dir", directory.toString()));
        int code = Wonsi.run(commandLine, all.toArray(new String[0]), Map.of());
        return new Run(code, out.toString(), err.toString());
    }

    static Stream<Lesson> lessons() {
        return LessonLibrary.load().of("en").stream();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    @DisplayName("prints for every command of a lesson's terminal what the lesson says")
    void terminal(Lesson lesson) {
        room.lab().list().forEach(listing -> room.lab().reset(listing.name()).join());
        for (Lesson.Part part : lesson.parts()) {
            if (part instanceof Lesson.Terminal terminal) {
                for (Lesson.Typed typed : terminal.commands()) {
                    assertThat(typed.command()).as("what this test can type").startsWith("./wonsi lab ");
                    Run run = run(words(typed.command().substring("./wonsi lab ".length())));
                    assertThat(run.code())
                            .as(typed.command() + "\n" + run.err())
                            .isZero();
                    assertThat(run.out().strip())
                            .as(typed.command())
                            .matches(pattern(String.join("\n", typed.output())));
                }
            }
        }
    }

    private static String[] words(String command) {
        Matcher matcher = WORD.matcher(command);
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.toArray(new String[0]);
    }

    /** Three dots stand for what varies: within a line, or for any lines where they stand alone. */
    private static Pattern pattern(String expected) {
        return Pattern.compile(expected.lines()
                .map(line -> line.equals("...")
                        ? "(?s:.*?)"
                        : Stream.of(line.split("\\.\\.\\.", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("[^\n]*")))
                .collect(Collectors.joining("\n?")));
    }

    @Test
    @DisplayName("lists every experiment with its commands, and resets each of them")
    void listAndReset() {
        Run list = run("list");
        assertThat(list.code()).isZero();
        for (Listing listing : room.lab().list()) {
            assertThat(list.out()).contains(listing.name() + "  (lesson " + listing.lesson() + ")");
            listing.commands()
                    .forEach(command -> assertThat(list.out()).contains("\n  " + command.name(), command.summary()));
            Run reset = run("reset", listing.name());
            assertThat(reset.code()).as(reset.err()).isZero();
            assertThat(reset.out()).isEqualTo(listing.name() + " is as it was at the beginning\n");
            assertThat(room.lab().seen(listing.name()).facts()).isEmpty();
        }
    }

    @Test
    @DisplayName("rehearses lessons: each step with its time and whether all was seen, and leaves no trace")
    void rehearse() {
        Run run = run("rehearse", "9", "3", "--lang", "ko");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()
                        .lines()
                        .map(line ->
                                line.replaceAll(" +[0-9]+\\.[0-9]+ s", " TIME").replaceAll(" +TIME  ok", " TIME ok")))
                .containsExactlyElementsOf(Stream.of(
                                rehearsed(9), rehearsed(3), Stream.of("lessons 2, steps and resets 13, failed 0, TIME"))
                        .flatMap(lines -> lines)
                        .toList());
        assertThat(room.lab().seen("change").facts()).isEmpty();
        assertThat(room.lab().seen("tamper").facts()).isEmpty();
    }

    private static Stream<String> rehearsed(int number) {
        Lesson lesson = LessonLibrary.load().find("ko", number).orElseThrow();
        Stream<String> steps = lesson.steps().stream()
                .filter(step -> !step.actions().isEmpty())
                .map(step -> step.id());
        return Stream.concat(
                Stream.of(number + ". " + lesson.title()),
                Stream.of(Stream.of("reset"), steps, Stream.of("reset"))
                        .flatMap(ids -> ids)
                        .map(id -> "   " + id + " TIME ok"));
    }

    @Test
    @DisplayName("says why a recording can't be written, before it runs anything")
    void recordNowhere() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        Run run = run("record", "3", "--out", file.toString());
        assertThat(run.code).isEqualTo(1);
        assertThat(run.err)
                .isEqualTo("wonsi: the recording can't be written to " + file.resolve("lesson-03.jsonl.gz")
                        + ": file already exists\n");
        assertThat(run.out).isEmpty();
    }

    @Test
    @DisplayName("records a lesson: its steps with all that they wait for, the room beside it, and leaves no trace")
    void record() throws IOException {
        Path out = directory.resolve("recordings");
        Run run = run("record", "3", "--out", out.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).matches("lesson 3: [0-9.]+ s, [0-9]+ bytes, .*lesson-03.jsonl.gz\n");
        Recording recording;
        try (InputStream in = Files.newInputStream(out.resolve("lesson-03.jsonl.gz"))) {
            recording = RecordingReader.read(in);
        }
        assertThat(recording.mismatches(LessonLibrary.load().find("en", 3).orElseThrow()))
                .isEmpty();
        assertThat(recording.head().seed()).isEqualTo(11);
        assertThat(recording.head().experiments()).containsExactly("tamper");
        assertThat(recording.answers()).isEqualTo(6);
        assertThat(recording.steps().get(0).frames().get(0).command()).isEqualTo("edit");
        assertThat(room.lab().seen("tamper").facts()).isEmpty();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    @DisplayName("a rehearsal of a step that isn't seen says what was missing, goes on, and ends with exit code 1")
    void rehearseWithoutSuccess() throws Exception {
        room.lab().close();
        try {
            Run run = run("rehearse", "3");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out())
                    .contains("the node is stopping; not seen: edited ")
                    .contains("the node is stopping; not seen: refused by=Busan reason=high-hash");
            assertThat(run.out().lines()).last().asString().contains("lessons 1, steps and resets 7, failed 7, ");
            Path out = directory.resolve("never");
            Run record = run("record", "3", "--out", out.toString());
            assertThat(record.code()).isEqualTo(1);
            assertThat(record.err()).contains("the node is stopping");
            assertThat(out).isEmptyDirectory();
        } finally {
            close();
            open(Files.createDirectory(directory.resolve("again")));
        }
    }

    @Test
    @DisplayName("says what is wrong, with exit code 2 for what was typed and 1 for what the node refuses")
    void wrong() {
        assertThat(run("fly"))
                .extracting(Run::code, r -> r.err().contains("'fly' is none of list, run, reset, rehearse and record"))
                .containsExactly(2, true);
        assertThat(run("rehearse", "3", "99"))
                .extracting(
                        Run::code,
                        r -> r.err().contains("there is no lesson '99'; there are [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,"))
                .containsExactly(2, true);
        assertThat(run("rehearse", "three")).extracting(Run::code).isEqualTo(2);
        assertThat(run("rehearse", "--lang", "tlh"))
                .extracting(
                        Run::code, r -> r.err().contains("there are no lessons in 'tlh'; there are some in [en, ko]"))
                .containsExactly(2, true);
        assertThat(run("list", "tamper")).extracting(Run::code).isEqualTo(2);
        assertThat(run("reset")).extracting(Run::code).isEqualTo(2);
        assertThat(run("reset", "nothing"))
                .extracting(Run::code, r -> r.err().contains("there is no experiment nothing"))
                .containsExactly(1, true);
        assertThat(run("run", "tamper")).extracting(Run::code).isEqualTo(2);
        assertThat(run("run", "tamper", "edit", "amount"))
                .extracting(Run::code, r -> r.err().contains("'amount' is no argument; write it as name=value"))
                .containsExactly(2, true);
        assertThat(run("run", "../x", "edit")).extracting(Run::code).isEqualTo(2);
        assertThat(run("run", "tamper", "edit", "block=0"))
                .extracting(Run::code, r -> r.err().contains("block is a height from 1 to "))
                .containsExactly(1, true);
        assertThat(run("run", "nothing", "edit"))
                .extracting(Run::code, r -> r.err().contains("there is no experiment nothing"))
                .containsExactly(1, true);
        StringWriter err = new StringWriter();
        int code = Wonsi.run(
                Wonsi.commandLine().setErr(new PrintWriter(err)),
                new String[] {"lab", "list", "--url", "http://127.0.0.1:1"},
                Map.of());
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("no answer from http://127.0.0.1:1; is a seminar running?");
    }

    @Test
    @DisplayName(
            "the operator's token is sent to no other machine, whatever that calls itself, unless its place is named")
    void tokenStaysHere() {
        for (String elsewhere :
                List.of("http://192.0.2.1:8001", "http://127.0.0.1.example:8001", "http://[2001:db8::1]:1")) {
            StringWriter err = new StringWriter();
            int code = Wonsi.run(
                    Wonsi.commandLine().setErr(new PrintWriter(err)),
                    new String[] {"lab", "run", "tamper", "edit", "--url", elsewhere},
                    Map.of());
            assertThat(code).isEqualTo(1);
            assertThat(err.toString())
                    .contains("the operator's token isn't sent to another machine (" + elsewhere + ")");
        }
    }
}
