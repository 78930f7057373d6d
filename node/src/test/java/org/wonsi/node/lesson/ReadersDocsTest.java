package org.wonsi.node.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what is written for readers")
class ReadersDocsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern QUESTION = Pattern.compile("(?m)^### (\\d+)\\. (.+)$");
    private static final Pattern LESSON = Pattern.compile("Lessons? ([\\d, and]+)\\.|(\\d+)강");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static String read(String file) throws IOException {
        return Files.readString(DOCS.resolve(file));
    }

    /** The cells of the rows of all tables under a heading, without head and rule. */
    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
            if (line.startsWith("| ") && !head) {
                rows.add(Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }

    private static Set<String> classes() throws IOException {
        Set<String> names = new HashSet<>();
        for (String module : List.of("core", "lab", "node", "wallet")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> names.add(name.replace(".java", "")));
            }
        }
        return names;
    }

    private static Set<Integer> lessons() {
        Set<Integer> numbers = new HashSet<>();
        LessonLibrary.load().of("en").forEach(lesson -> numbers.add(lesson.number()));
        return numbers;
    }

    @Test
    @DisplayName("of the paper: each section in order, with a class, a test and a lesson that there are")
    void paper() throws IOException {
        Set<String> classes = classes();
        Set<Integer> lessons = lessons();
        List<List<String>> rows = rows(read("whitepaper.md"));

        assertThat(rows.stream().map(row -> row.get(0)).distinct())
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        for (List<String> row : rows) {
            String named = row.get(2).replace("`", "");
            String test = row.get(3).replace("`", "");
            assertThat(classes).as("%s", row).contains(named, test);
            assertThat(named).doesNotEndWith("Test");
            assertThat(test).endsWith("Test");
            assertThat(lessons).as("%s", row).contains(Integer.valueOf(row.get(4)));
        }
    }

    /** All that the page and the lessons say in a language. */
    private static String said(String language) throws IOException {
        StringBuilder said = new StringBuilder(
                Files.readString(Path.of("src/main/resources/web/i18n").resolve(language + ".json")));
        try (Stream<Path> files = Files.list(DOCS.resolve("seminar").resolve(language))) {
            for (Path file : files.sorted().toList()) {
                said.append(Files.readString(file));
            }
        }
        return said.toString();
    }

    @Test
    @DisplayName("the glossary has the words of the page and the lessons, in order, once each")
    void glossary() throws IOException {
        String[] parts = read("glossary.md").split("\n## ", -1);
        assertThat(parts).hasSize(2);
        List<List<String>> terms = rows(parts[0]);
        String english = said("en").toLowerCase(Locale.ROOT);
        String korean = said("ko");

        assertThat(terms).hasSizeGreaterThan(30);
        assertThat(terms.stream().map(row -> row.get(0))).isSorted().doesNotHaveDuplicates();
        assertThat(terms.stream().map(row -> row.get(1))).doesNotHaveDuplicates();
        for (List<String> term : terms) {
            assertThat(english.contains(term.get(0))).as("says %s", term.get(0)).isTrue();
            assertThat(korean.contains(term.get(1))).as("says %s", term.get(1)).isTrue();
            assertThat(lessons()).contains(Integer.valueOf(term.get(4)));
        }
    }

    @Test
    @DisplayName("and words that the glossary rules out are used nowhere")
    void ruledOut() throws IOException {
        String korean = said("ko")
                + read("handbook/ko/README.md")
                + read("handbook/ko/questions.md")
                + read("presenting.ko.md");
        List<List<String>> terms = rows(read("glossary.md").split("\n## ", -1)[1]);
        assertThat(terms).hasSizeGreaterThan(10);
        for (List<String> term : terms) {
            assertThat(korean.contains(term.get(0))).as("says %s", term.get(0)).isFalse();
            assertThat(korean.contains(term.get(1))).as("says %s", term.get(1)).isTrue();
        }
    }

    private static List<String> lessonsIn(String sources) {
        return LESSON.matcher(sources)
                .results()
                .flatMap(match -> NUMBER.matcher(match.group()).results())
                .map(MatchResult::group)
                .toList();
    }

    @Test
    @DisplayName(
            "forty questions, the same in both languages, each with an answer, a source and lessons that there are")
    void questions() throws IOException {
        List<List<String>> named = new ArrayList<>();
        for (String language : List.of("en", "ko")) {
            String text = read("handbook/" + language + "/questions.md");
            List<MatchResult> heads = QUESTION.matcher(text).results().toList();
            assertThat(heads.stream().map(head -> Integer.valueOf(head.group(1))))
                    .isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
            assertThat(heads.stream().map(head -> head.group(2))).doesNotHaveDuplicates();
            List<String> lessons = new ArrayList<>();
            for (int i = 0; i < heads.size(); i++) {
                String body = text.substring(
                        heads.get(i).end(),
                        i + 1 < heads.size() ? heads.get(i + 1).start() : text.length());
                String[] parts = body.split("\n(?:Source|출처): ", -1);
                assertThat(parts).as("%s %d", language, i + 1).hasSize(2);
                assertThat(parts[0].strip().length())
                        .as("%s %d", language, i + 1)
                        .isBetween(60, 600);
                List<String> numbers = lessonsIn(parts[1]);
                assertThat(lessons())
                        .containsAll(numbers.stream().map(Integer::valueOf).toList());
                lessons.add(i + 1 + ": " + numbers);
            }
            named.add(lessons);
        }
        assertThat(named.get(1)).isEqualTo(named.get(0));
    }

    @Test
    @DisplayName("schedules, with the minutes of the lessons' files and what they leave")
    void schedules() throws IOException {
        List<Integer> plans = List.of(50, 90, 180);
        for (String language : List.of("en", "ko")) {
            String text = read("handbook/" + language + "/README.md");
            List<List<String>> rows =
                    rows(text).stream().filter(row -> row.size() == 5).toList();
            List<Lesson> lessons = LessonLibrary.load().of(language).stream()
                    .filter(lesson -> lesson.number() <= 12)
                    .toList();
            assertThat(rows).as(language).hasSize(14);
            int[] sums = new int[3];
            for (int i = 0; i < 12; i++) {
                Lesson lesson = lessons.get(i);
                List<String> row = new ArrayList<>(List.of(String.valueOf(i + 1), lesson.title()));
                for (int plan = 0; plan < 3; plan++) {
                    int minutes =
                            lesson.plans().getOrDefault(plans.get(plan), 0.0).intValue();
                    sums[plan] += minutes;
                    row.add(String.valueOf(minutes));
                }
                assertThat(rows.get(i)).isEqualTo(row);
            }
            for (int plan = 0; plan < 3; plan++) {
                assertThat(rows.get(12).get(plan + 2)).isEqualTo(String.valueOf(sums[plan]));
                assertThat(rows.get(13).get(plan + 2)).isEqualTo(String.valueOf(plans.get(plan) - sums[plan]));
            }
        }
    }
}
