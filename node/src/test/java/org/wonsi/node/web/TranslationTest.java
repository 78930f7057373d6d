package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the page's two languages")
class TranslationTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/web/js");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)");
    /** A key written out in a script; keys put together from parts are listed by their beginnings. */
    private static final Pattern LITERAL = Pattern.compile("'([a-z]+\\.[\\w.]+)'");

    private static final List<String> BEGINNINGS = List.of(
            "node.",
            "view.",
            "say.",
            "chain.card.",
            "tx.type.",
            "explore.",
            "kind.",
            "order.",
            "bytes.name.",
            "bytes.");

    @Test
    @DisplayName("both have the same sentences")
    void sameKeys() throws IOException {
        assertThat(words("ko").keySet()).isEqualTo(words("en").keySet());
    }

    @Test
    @DisplayName("a sentence has the same parameters in both")
    void sameParameters() throws IOException {
        Map<String, String> korean = words("ko");
        for (Map.Entry<String, String> english : words("en").entrySet()) {
            assertThat(parameters(korean.getOrDefault(english.getKey(), "")))
                    .as(english.getKey())
                    .isEqualTo(parameters(english.getValue()));
        }
    }

    @Test
    @DisplayName("no sentence is empty, and the Korean ones are Korean")
    void noneIsEmpty() throws IOException {
        assertThat(words("en")).allSatisfy((key, value) -> assertThat(value).isNotBlank());
        List<String> latin = words("ko").entrySet().stream()
                .filter(word -> word.getValue().codePoints().noneMatch(c -> c >= 0xac00 && c <= 0xd7a3))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(latin).containsExactly("field.bits", "mining.bits");
    }

    @Test
    @DisplayName("every sentence that a script names exists, and none is left over")
    void keysAreUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = LITERAL.matcher(Files.readString(file));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
        }
        Set<String> keys = words("en").keySet();
        Set<String> families = keys.stream()
                .filter(key -> key.contains("."))
                .map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toSet());
        assertThat(used.stream()
                        .filter(key -> families.contains(key.substring(0, key.indexOf('.'))))
                        .filter(key -> !key.endsWith(".js")))
                .as("named by a script")
                .isSubsetOf(keys);
        assertThat(keys.stream()
                        .filter(key -> key.contains("."))
                        .filter(key -> BEGINNINGS.stream().noneMatch(key::startsWith)))
                .as("named by no script")
                .isSubsetOf(used);
    }

    private static Set<String> parameters(String sentence) {
        Matcher matcher = PARAMETER.matcher(sentence);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Map<String, String> words(String language) throws IOException {
        try (InputStream in = TranslationTest.class.getResourceAsStream("/web/i18n/" + language + ".json")) {
            return new ObjectMapper().readValue(in, new TypeReference<TreeMap<String, String>>() {});
        }
    }
}
