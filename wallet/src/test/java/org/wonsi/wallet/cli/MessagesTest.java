package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern VALUE = Pattern.compile("%s");

    @Test
    @DisplayName("every sentence is there in both languages, with as many values")
    void sameKeys() {
        ResourceBundle english = new Messages(Locale.ENGLISH).bundle();
        ResourceBundle korean = new Messages(Locale.KOREAN).bundle();
        Set<String> koreanOwn = korean.keySet().stream()
                .filter(key -> !key.contains(".usage."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(koreanOwn).isEqualTo(new TreeSet<>(english.keySet()));
        for (String key : koreanOwn) {
            assertThat(VALUE.matcher(korean.getString(key)).results().count())
                    .as(key)
                    .isEqualTo(VALUE.matcher(english.getString(key)).results().count());
            if (!key.startsWith("error.") && !key.endsWith(".line")) {
                assertThat(korean.getString(key)).as(key).containsPattern("[가-힣]|%s");
            }
        }
        assertThat(koreanOwn.size()).isGreaterThan(80);
    }
}
