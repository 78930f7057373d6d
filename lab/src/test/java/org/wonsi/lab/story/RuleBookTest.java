package org.wonsi.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.RangeCases;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.mempool.PolicyCases;
import org.wonsi.core.script.interpreter.ScriptError;

/**
 * The rule book, docs/rules.md: made from the enums and from the lists of cases that tests run.
 *
 * <p>To write it anew after a change: run this test with {@code -Dwonsi.write=true}.
 */
class RuleBookTest {
    private static final long NOW = 1_795_478_400L;
    private static final List<String> PACKAGES = List.of("consensus", "chain", "mempool");

    /** Which tests produce a reason, in the order of the lists. */
    private static Map<RejectReason, Map<String, List<String>>> producers() {
        Map<RejectReason, Map<String, List<String>>> producers = new EnumMap<>(RejectReason.class);
        for (BlockCase step : BlockStory.cases(NOW)) {
            step.reason().ifPresent(reason -> add(producers, reason, "BlockStory", step.name()));
        }
        PolicyCases.all().forEach(c -> add(producers, c.reason(), "PolicyCases", c.sentence()));
        RangeCases.all().forEach(c -> add(producers, c.reason(), "RangeCases", c.sentence()));
        return producers;
    }

    private static void add(
            Map<RejectReason, Map<String, List<String>>> producers, RejectReason reason, String list, String name) {
        producers
                .computeIfAbsent(reason, r -> new LinkedHashMap<>())
                .computeIfAbsent(list, l -> new ArrayList<>())
                .add(name);
    }

    /** "BlockStory b-root, b-other; PolicyCases: a sentence". */
    private static String cases(Map<String, List<String>> byList) {
        return byList.entrySet().stream()
                .map(e -> e.getKey() + (e.getKey().equals("BlockStory") ? " " : ": ") + String.join(", ", e.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static List<String> functions(RejectReason reason) {
        return List.of(reason.function().split(", "));
    }

    private static String text() {
        Map<RejectReason, Map<String, List<String>>> producers = producers();
        StringBuilder text = new StringBuilder("""
                # The rules

                Every reason for which a node refuses a header, a block or a transaction, with Bitcoin Core's own words for it, in the
                order in which they are applied, and the rule that it stands for. The last column lists every test case that produces the
                reason. This page is made from the code by a test.
                """);
        RejectReason.Stage stage = null;
        for (RejectReason reason : RejectReason.values()) {
            if (reason.stage() != stage) {
                stage = reason.stage();
                text.append(heading(stage, text.indexOf("## " + stage.title() + "\n") >= 0));
            }
            text.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            reason.code(),
                            reason.rule(),
                            String.join(
                                    ", ",
                                    functions(reason).stream()
                                            .map(f -> "`" + f + "`")
                                            .toList()),
                            reason.source(),
                            cases(producers.getOrDefault(reason, Map.of()))));
        }
        text.append("""

                ## Scripts

                How a script ends; all but the first stand in parentheses after `mandatory-script-verify-flag-failed`, or after
                `non-mandatory-script-verify-flag` where only policy minds. `ScriptErrorTest` produces each of them.

                | error | in words |
                |---|---|
                """);
        for (ScriptError error : ScriptError.values()) {
            text.append("| `%s` | %s |%n".formatted(error.name(), error.message()));
        }
        return text.toString().replace("\r\n", "\n");
    }

    private static String heading(RejectReason.Stage stage, boolean again) {
        return "\n## " + stage.title() + (again ? ", in its place" : "")
                + "\n\n| reason | rule | functions | source | test cases |\n|---|---|---|---|---|\n";
    }

    @Test
    @DisplayName("docs/rules.md is what the enums and the tests' lists give")
    void documentIsCurrent() throws IOException {
        Path file = repository().resolve("docs").resolve("rules.md");
        if (Boolean.getBoolean("wonsi.write")) {
            Files.writeString(file, text());
        }
        assertThat(Files.readString(file))
                .as("docs/rules.md; write it anew with -Dwonsi.write=true")
                .isEqualTo(text());
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("CONTRIBUTING.md")) ? here : here.resolve("..");
    }

    @Test
    @DisplayName("every reason is produced by a test")
    void everyReasonIsProduced() {
        assertThat(producers().keySet()).containsExactlyInAnyOrder(RejectReason.values());
    }

    @Test
    @DisplayName("the function that a reason names exists")
    void functionsExist() {
        for (RejectReason reason : RejectReason.values()) {
            for (String function : functions(reason)) {
                int dot = function.indexOf('.');
                String type = function.substring(0, dot);
                String method = function.substring(dot + 1);
                boolean exists =
                        PACKAGES.stream().anyMatch(name -> hasMethod("org.wonsi.core." + name + "." + type, method));
                assertThat(exists).as(function).isTrue();
            }
        }
    }

    @Test
    @DisplayName("a reason names every function that makes a violation of it")
    void everyProducerIsNamed() throws IOException {
        Pattern made = Pattern.compile(
                "(?:new Violation|Violation\\.of|violation)\\(\\s*(?:\\w+ \\? )?RejectReason\\.([A-Z0-9_]+)(?: : RejectReason\\.([A-Z0-9_]+))?");
        Set<String> found = new TreeSet<>();
        for (String name : PACKAGES) {
            Path directory = repository().resolve("core/src/main/java/org/wonsi/core/" + name);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    String type = file.getFileName().toString().replace(".java", "");
                    String code = Files.readString(file);
                    Matcher matcher = made.matcher(code);
                    while (matcher.find()) {
                        String method = methodAround(code, matcher.start());
                        for (String constant : Arrays.asList(matcher.group(1), matcher.group(2))) {
                            if (constant != null) {
                                RejectReason reason = RejectReason.valueOf(constant);
                                // What only puts a violation together for the checks of its class isn't named.
                                assertThat(functions(reason))
                                        .as("%s is made in %s.%s", reason, type, method)
                                        .anyMatch(f -> f.equals(type + "." + method)
                                                || (method.equals("violation") && f.startsWith(type + ".")));
                                found.add(constant);
                            }
                        }
                    }
                }
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        Arrays.stream(RejectReason.values()).map(Enum::name).toArray(String[]::new));
    }

    /** The name of the method whose body holds a place of a source file. */
    private static String methodAround(String code, int place) {
        Matcher header = Pattern.compile("(?m)^    (?! )(?:[\\w<>,.?\\[\\]]+ )+(\\w+)\\([^;{]*\\)[^;{]*\\{")
                .matcher(code);
        String name = "";
        while (header.find() && header.start() < place) {
            name = header.group(1);
        }
        return name;
    }

    private static boolean hasMethod(String type, String method) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredMethods())
                    .anyMatch(m -> m.getName().equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    @DisplayName("no two reasons share a code")
    void codesAreDistinct() {
        assertThat(RejectReason.values()).extracting(RejectReason::code).doesNotHaveDuplicates();
    }
}
