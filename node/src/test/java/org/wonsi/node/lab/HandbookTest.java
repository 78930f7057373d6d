package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.lab.ExperimentService.Command;

@DisplayName("the handbook")
class HandbookTest {
    private static final LessonLibrary LESSONS = LessonLibrary.load();
    private static final List<Path> SOURCES =
            List.of(Path.of("../core/src"), Path.of("../lab/src"), Path.of("src"), Path.of("../wallet/src"));

    private static List<Lesson> all() {
        return LESSONS.languages().stream()
                .flatMap(language -> LESSONS.of(language).stream())
                .toList();
    }

    /** What must be the same in each language: everything that is done, seen, typed and opened, by id. */
    private static List<String> bones(Lesson lesson) {
        List<String> bones = new ArrayList<>();
        bones.add(
                lesson.number() + " " + lesson.minutes() + " " + !lesson.next().isEmpty());
        for (Lesson.Part part : lesson.parts()) {
            if (part instanceof Lesson.Step step) {
                bones.add(step.id()
                        + step.actions()
                        + step.conditions()
                        + step.faces()
                        + step.say().isEmpty()
                        + step.real().size());
            } else if (part instanceof Lesson.Ask ask) {
                bones.add(ask.id()
                        + ask.right()
                        + ask.answers().stream().map(Lesson.Answer::letter).toList());
            } else {
                bones.add(part.toString());
            }
        }
        return bones;
    }

    @Test
    @DisplayName("has the same lessons in each language, with the same ids, commands, conditions, questions and places")
    void languages() {
        assertThat(LESSONS.languages()).containsExactly("en", "ko");
        assertThat(LESSONS.of("en")).extracting(Lesson::number).doesNotHaveDuplicates();
        assertThat(LESSONS.of("ko").stream().map(HandbookTest::bones).toList())
                .isEqualTo(LESSONS.of("en").stream().map(HandbookTest::bones).toList());
    }

    @Test
    @DisplayName("shows only kinds of things that have three faces")
    void faces() {
        List<String> kinds = all().stream()
                .flatMap(lesson -> lesson.steps().stream())
                .flatMap(step -> step.faces().stream())
                .map(action -> action.experiment())
                .distinct()
                .toList();
        assertThat(kinds)
                .isSubsetOf("header", "tx", "coin", "script", "branch", "message")
                .contains("header", "coin", "script", "branch", "message");
    }

    @Test
    @DisplayName("names only experiments, commands and arguments that there are")
    void commands() {
        Map<String, Command> known = new HashMap<>();
        for (ExperimentCatalogue.Entry entry : ExperimentCatalogue.ENTRIES) {
            entry.make()
                    .apply(context())
                    .commands()
                    .forEach(command -> known.put(entry.name() + " " + command.name(), command));
        }
        for (Lesson lesson : all()) {
            for (Lesson.Step step : lesson.steps()) {
                step.actions().forEach(action -> {
                    String name = action.experiment() + " " + action.command();
                    assertThat(known)
                            .as("lesson %d, step %s", lesson.number(), step.id())
                            .containsKey(name);
                    Command command = known.getOrDefault(name, new Command("", "", List.of()));
                    Set<String> arguments = command.arguments().stream()
                            .map(argument -> argument.replaceFirst("=.*", ""))
                            .collect(Collectors.toSet());
                    assertThat(arguments)
                            .as("%s", action)
                            .containsAll(action.arguments().keySet());
                });
            }
        }
    }

    private static org.wonsi.node.lab.context.ExperimentContext context() {
        return new org.wonsi.node.lab.context.ExperimentContext(
                "none",
                List::of,
                new java.util.Random(1),
                (nodes, rules) -> {
                    throw new IllegalStateException("nothing is run here");
                },
                0,
                version -> {});
    }

    @Test
    @DisplayName("opens only classes, methods and tests that there are, and rules of the rule book")
    void places() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        Set<String> rules =
                Stream.of(RejectReason.values()).map(RejectReason::code).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (Lesson lesson : all()) {
            for (Lesson.Part part : lesson.parts()) {
                if (part instanceof Lesson.Code code) {
                    for (String place : code.methods()) {
                        String type = place.replaceFirst("\\..*", "");
                        String method = place.contains(".") ? place.replaceFirst(".*\\.", "") : "";
                        String source = sources.getOrDefault(type, "");
                        if (source.isEmpty() || (!method.isEmpty() && !source.contains(" " + method + "("))) {
                            missing.add(lesson.number() + ": " + place);
                        }
                    }
                    code.tests().stream()
                            .filter(test -> !sources.containsKey(test))
                            .forEach(test -> missing.add(lesson.number() + ": " + test));
                    code.rules().stream()
                            .filter(rule -> !rules.contains(rule))
                            .forEach(rule -> missing.add(lesson.number() + ": " + rule));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    @DisplayName("keeps a sentence on the screen short, and a Korean one Korean")
    void sentences() {
        for (Lesson lesson : all()) {
            for (Lesson.Step step : lesson.steps()) {
                for (String say : step.say()) {
                    for (String sentence : say.split("(?<=[.!?]) ", -1)) {
                        assertThat(sentence.split("\\s+", -1))
                                .as("lesson %d: %s", lesson.number(), sentence)
                                .hasSizeLessThanOrEqualTo(26);
                    }
                    if (lesson.language().equals("ko")) {
                        assertThat(say).containsPattern("[가-힣]").doesNotContain("거절", "까닭", "하십시오");
                    }
                }
                assertThat(step.title().length()).as(step.title()).isLessThanOrEqualTo(44);
            }
        }
    }
}
