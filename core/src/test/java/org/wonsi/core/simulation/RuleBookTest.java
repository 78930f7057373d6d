package org.wonsi.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.RangeCases;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.mempool.PolicyCases;
import org.wonsi.core.script.ScriptError;

/**
 * The rule book, docs/rules.md: made from the enums and from the lists of cases that tests run.
 *
 * <p>To write it anew after a change: run this test with {@code -Dwonsi.write=true}.
 */
class RuleBookTest {
    private static final long NOW = 1_795_478_400L;
    private static final List<String> PACKAGES = List.of("consensus", "chain", "mempool");

    /** Which tests produce a reason, in the order of the lists. */
    private static Map<RejectReason, List<String>> producers() {
        Map<RejectReason, List<String>> producers = new EnumMap<>(RejectReason.class);
        for (StoryStep step : BlockStory.tell(NOW)) {
            step.reason().ifPresent(reason -> add(producers, reason, "BlockStory " + step.name()));
        }
        PolicyCases.all().forEach(c -> add(producers, c.reason(), "PolicyCases, " + c.sentence()));
        RangeCases.all().forEach(c -> add(producers, c.reason(), "RangeCases, " + c.sentence()));
        return producers;
    }

    private static void add(Map<RejectReason, List<String>> producers, RejectReason reason, String test) {
        producers.computeIfAbsent(reason, r -> new ArrayList<>()).add(test);
    }

    private static String text() {
        Map<RejectReason, List<String>> producers = producers();
        StringBuilder text = new StringBuilder("""
                # The rules

                Every reason for which a node refuses a header, a block or a transaction, with Bitcoin Core's own words for it, in the
                order in which they are applied. The tests named here produce each of them; a test makes this page from the code.
                """);
        RejectReason.Stage stage = null;
        for (RejectReason reason : RejectReason.values()) {
            if (reason.stage() != stage) {
                stage = reason.stage();
                text.append(heading(stage, text.indexOf("## " + stage.title() + "\n") >= 0));
            }
            text.append("| `%s` | %s | `%s` | %s | %s |%n"
                    .formatted(
                            reason.code(),
                            reason.rule(),
                            reason.function(),
                            reason.source(),
                            producers.getOrDefault(reason, List.of()).stream()
                                    .findFirst()
                                    .orElse("")));
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
                + "\n\n| reason | what holds otherwise | function | source | test |\n|---|---|---|---|---|\n";
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
            int dot = reason.function().indexOf('.');
            String type = reason.function().substring(0, dot);
            String method = reason.function().substring(dot + 1);
            boolean exists =
                    PACKAGES.stream().anyMatch(name -> hasMethod("org.wonsi.core." + name + "." + type, method));
            assertThat(exists).as(reason.function()).isTrue();
        }
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
