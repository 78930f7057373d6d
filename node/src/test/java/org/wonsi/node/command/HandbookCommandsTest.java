package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the presenter's documents say to type and to press; what commands print is compared where they are run. */
@DisplayName("the presenter's documents")
class HandbookCommandsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern COMMAND = Pattern.compile("`\\./wonsi ([^`]+)`");
    private static final Pattern KEYS = Pattern.compile("(?m)^\\| ([^|]*`[^|]*) \\|.*\\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) ");

    private static String read(String file) throws IOException {
        return Files.readString(DOCS.resolve(file));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"presenting.md, presenting.ko.md", "handbook/en/README.md, handbook/ko/README.md"})
    @DisplayName("say the same in both languages: headings, tables, keys, and commands that the program understands")
    void same(String english, String korean) throws IOException {
        String en = read(english);
        String ko = read(korean);

        assertThat(found(HEADING, ko)).isEqualTo(found(HEADING, en)).hasSizeGreaterThan(5);
        assertThat(lines(ko, "|")).isEqualTo(lines(en, "|")).isGreaterThan(10);
        assertThat(lines(ko, "```")).isEqualTo(lines(en, "```"));
        List<String> commands = found(COMMAND, en);
        assertThat(found(COMMAND, ko).stream().sorted())
                .isEqualTo(commands.stream().sorted().toList());
        assertThat(commands).hasSizeGreaterThan(3);
        for (String command : commands) {
            assertThat(Wonsi.commandLine()
                            .parseArgs(Arrays.stream(command.split(" ", -1)).toArray(String[]::new))
                            .asCommandLineList())
                    .as(command)
                    .hasSizeGreaterThan(1);
        }
    }

    private static long lines(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).count();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"presenting.md", "presenting.ko.md"})
    @DisplayName("name in the table of keys each key that the page knows, and no other")
    void keys(String file) throws IOException {
        String table = read(file).split("(?m)^## ", -1)[1];
        List<String> named = new ArrayList<>();
        for (MatchResult row : KEYS.matcher(table).results().toList()) {
            named.addAll(found(CODE, row.group(1)));
        }
        List<String> known = new ArrayList<>(List.of("→", "←", "1", "4"));
        for (String script : List.of("keys.js", "talk/guide.js")) {
            String source =
                    Files.readString(Path.of("src/main/resources/web/js").resolve(script));
            Pattern.compile("(?m)^ .*?\\[\\[([^\\[]*?)\\], 'keys\\.")
                    .matcher(source)
                    .results()
                    .flatMap(match ->
                            Pattern.compile("'([^']+)'").matcher(match.group(1)).results())
                    .map(key -> key.group(1))
                    .filter(key -> !key.equals(" ") && !key.equals("?") && !key.startsWith("Arrow"))
                    .forEach(known::add);
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(known);
    }
}
