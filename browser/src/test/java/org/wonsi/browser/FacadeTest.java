package org.wonsi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teavm.jso.JSExport;
import org.wonsi.browser.phone.PhoneFacade;

@DisplayName("The facade")
class FacadeTest {
    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class,
            "string",
            int.class,
            "number",
            double.class,
            "number",
            boolean.class,
            "boolean",
            void.class,
            "void");

    private static String declared(Method method) {
        String parameters = Arrays.stream(method.getParameters())
                .map((Parameter p) -> TYPES.get(p.getType()))
                .collect(Collectors.joining(", "));
        return method.getName() + "(" + parameters + "): " + TYPES.get(method.getReturnType());
    }

    @Test
    @DisplayName("exports what facade.d.ts declares, and a phone's what phone.d.ts declares, with the same types")
    void types() throws IOException {
        check(Facade.class, "facade.d.ts");
        check(PhoneFacade.class, "phone.d.ts");
    }

    private static void check(Class<?> facade, String file) throws IOException {
        String text;
        try (InputStream in = FacadeTest.class.getResourceAsStream("/site/tab/" + file)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> declared = Pattern.compile("^  (\\w+\\(.*): (\\w+);$", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1).replaceAll("\\w+: ", "") + ": " + found.group(2))
                .toList();
        assertThat(Arrays.stream(facade.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(JSExport.class))
                        .map(FacadeTest::declared))
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    @DisplayName("runs scripts, signs and makes addresses as core does")
    void keys() {
        String key = "0000000000000000000000000000000000000000000000000000000000000001";
        assertThat(Facade.address(key, "mainnet")).isEqualTo("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");
        assertThat(Facade.sign(key, "0000000000000000000000000000000000000000000000000000000000000001"))
                .isEqualTo(Facade.sign(key, "0000000000000000000000000000000000000000000000000000000000000001"))
                .startsWith("304");
        // 2 + 3 is 5, and is not 6.
        assertThat(Facade.runScripts("5253", "935587", "")).isEqualTo("OK");
        assertThat(Facade.runScripts("5253", "935687", "")).isEqualTo("EVAL_FALSE");
        assertThat(Facade.decode("zz", "")).startsWith("! these are no bytes to explain: ");
    }
}
