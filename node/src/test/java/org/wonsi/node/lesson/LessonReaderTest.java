package org.wonsi.node.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.MalformedException;

@DisplayName("a lesson's file")
class LessonReaderTest {
    private static final String FRONT_MATTER =
            "---\nlesson: 13\nsection: Beyond\ntitle: A thirteenth\nminutes: 2.5\n---\n";
    private static final String STEP = """

            The *idea* & `code` <b>bold</b>.

            ```step one
            title: Do it
            say: First sentence,
              which goes on.
            say: Second.
            note: Only for me.
            do: tamper edit block=tip-4 words="two words"   # said in words
            see: refused by=Busan reason="a (b)"
            see: redone blocks=>=2 seconds=<90 hash=*
            faces: header block=tip field=nonce
            real: Not quite.
            ```
            """;

    private static Lesson read(String text) {
        return new LessonReader("en/13-beyond.md", "en").read(text);
    }

    @Test
    @DisplayName(
            "holds its front matter, its idea as HTML without any of the file's own, and steps with all their lines")
    void step() {
        Lesson lesson = read(FRONT_MATTER + STEP + "\n> **Next**: what then?\n");
        assertThat(lesson.number()).isEqualTo(13);
        assertThat(lesson.minutes()).isEqualTo(2.5);
        assertThat(lesson.plans()).containsExactly(Map.entry(50, 2.5), Map.entry(90, 2.5), Map.entry(180, 2.5));
        assertThat(lesson.needs()).isEqualTo(Lesson.Needs.NONE);
        assertThat(lesson.title()).isEqualTo("A thirteenth");
        assertThat(lesson.paragraphs())
                .containsExactly("<p>The <em>idea</em> &amp; <code>code</code> &lt;b&gt;bold&lt;/b&gt;.</p>");
        assertThat(lesson.next()).isEqualTo("<p><strong>Next</strong>: what then?</p>");
        Lesson.Step step = lesson.steps().get(0);
        assertThat(step.say()).containsExactly("First sentence, which goes on.", "Second.");
        assertThat(step.note()).containsExactly("Only for me.");
        assertThat(step.actions())
                .containsExactly(new Action("tamper", "edit", Map.of("block", "tip-4", "words", "two words")));
        assertThat(step.conditions()).hasSize(2);
        assertThat(step.conditions().get(0).isMetBy("refused", Map.of("by", "Busan", "reason", "a (b)", "more", "x")))
                .isTrue();
        assertThat(step.faces()).containsExactly(new Action("header", "", Map.of("block", "tip", "field", "nonce")));
        assertThat(step.real()).containsExactly("Not quite.");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 89, 00, true",
        "1, 89, 00, false",
        "2, 90, 00, false",
        "10, 9.5, '', true",
    })
    @DisplayName("a condition's ranges hold on their own side of the limit")
    void ranges(String blocks, String seconds, String hash, boolean met) {
        Condition condition =
                read(FRONT_MATTER + STEP).steps().get(0).conditions().get(1);
        assertThat(condition.isMetBy("redone", Map.of("blocks", blocks, "seconds", seconds, "hash", hash)))
                .isEqualTo(met);
        assertThat(condition.isMetBy("undone", Map.of("blocks", blocks, "seconds", seconds, "hash", hash)))
                .isFalse();
        assertThat(condition.isMetBy("redone", Map.of("blocks", blocks))).isFalse();
    }

    private static void isRefused(String text, String... words) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    @DisplayName("that isn't well written is refused with file, block, line and what would be right")
    void refused() {
        isRefused("no matter", "en/13-beyond.md", "front matter between two lines of ---");
        isRefused(FRONT_MATTER.replace("minutes: 2.5", "minutes: long"), "minutes is a number, not 'long'");
        isRefused(FRONT_MATTER.replace("title: A thirteenth\n", ""), "needs one line 'title: ...'");
        isRefused(FRONT_MATTER.replace("title:", "tittle:"), "'tittle: A thirteenth' begins with none of");
        isRefused(FRONT_MATTER + STEP.replace("say: Second.", "sya: Second."), "block 'one'", "'sya: Second.'");
        isRefused(FRONT_MATTER + STEP.replace("step one", "step"), "block 'step'");
        isRefused(FRONT_MATTER + STEP + STEP, "block 'step one'", "needs a name of its own");
        isRefused(FRONT_MATTER + STEP.replace("step one", "stop one"), "is none of step, ask, terminal, code");
        isRefused(FRONT_MATTER + STEP.replace("do: tamper edit", "do: tamper"), "do needs an experiment and a command");
        isRefused(FRONT_MATTER + STEP.replace("see: refused by", "see: refused it by"), "see needs the name of a fact");
        isRefused(FRONT_MATTER + STEP.replace("block=tip-4 words", "block=tip-4 then words"), "'then' stands behind");
        isRefused(
                FRONT_MATTER + "\n```ask why\nq: Why?\na: So\nright: a\nwhy: So.\n```\n", "needs two answers at least");
        isRefused(
                FRONT_MATTER + "\n```ask why\nq: Why?\na: So\nb: Or so\nright: c\nwhy: So.\n```\n",
                "the right one among them");
        isRefused(FRONT_MATTER + "\n```terminal\nno command\n```\n", "begins with a command, '$ ...'");
    }

    @Test
    @DisplayName("in a directory of its own needs no Java: a thirteenth lesson, and a language of one")
    void another(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("eo"));
        Files.createDirectories(directory.resolve("en"));
        Files.writeString(directory.resolve("eo/13-beyond.md"), FRONT_MATTER + STEP);
        Files.writeString(directory.resolve("en/13-beyond.md"), FRONT_MATTER + STEP);
        Files.writeString(directory.resolve("en/02-before.md"), FRONT_MATTER.replace("13", "2") + STEP);
        Files.writeString(directory.resolve("en/README.md"), "no lesson");
        LessonLibrary lessons = LessonLibrary.in(directory);
        assertThat(lessons.languages()).containsExactly("en", "eo");
        assertThat(lessons.of("en")).extracting(Lesson::number).containsExactly(2, 13);
        assertThat(lessons.find("eo", 13)).isPresent();
        assertThat(lessons.find("eo", 2)).isEmpty();
    }

    @Test
    @DisplayName("says its minutes in each schedule, and what it needs of the room")
    void plansAndNeeds() {
        Lesson lesson = read(
                FRONT_MATTER.replace("minutes: 2.5", "minutes: 2 4.5 10\nneeds: nodes=3 blocks=12 payments=2") + STEP);
        assertThat(lesson.minutes()).isEqualTo(2);
        assertThat(lesson.plans()).containsExactly(Map.entry(50, 2.0), Map.entry(90, 4.5), Map.entry(180, 10.0));
        assertThat(lesson.needs()).isEqualTo(new Lesson.Needs(3, 12, 2));
        assertThat(read(FRONT_MATTER.replace("minutes: 2.5", "minutes: 2\nneeds: blocks=1") + STEP)
                        .needs())
                .isEqualTo(new Lesson.Needs(0, 1, 0));
    }

    @ParameterizedTest(name = "{0}; {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2 4 | - | minutes has one number, or three: of 50, 90 and 180 minutes",
                "2 4 6 8 | - | minutes has one number, or three: of 50, 90 and 180 minutes",
                "2 x 6 | - | minutes is a number, not 'x'",
                "2 | coins=3 | needs has only name=number, with names of [nodes, blocks, payments]",
                "2 | nodes | needs has only name=number, with names of [nodes, blocks, payments]",
                "2 | nodes=many | needs is a number, not 'many'"
            })
    @DisplayName("refuses minutes and needs that nobody can read, and says what is wrong")
    void wrongPlans(String minutes, @Nullable String needs, String why) {
        String lines = "minutes: " + minutes + (needs == null ? "" : "\nneeds: " + needs);
        assertThatThrownBy(() -> read(FRONT_MATTER.replace("minutes: 2.5", lines) + STEP))
                .isInstanceOf(MalformedException.class)
                .hasMessage("en/13-beyond.md, its front matter: " + why);
    }
}
