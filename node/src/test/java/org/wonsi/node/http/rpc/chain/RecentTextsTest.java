package org.wonsi.node.http.rpc.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recent texts")
class RecentTextsTest {
    private final List<String> made = new ArrayList<>();
    private final RecentTexts texts = new RecentTexts(2, 3);

    private String ask(String name) {
        return texts.of(name, () -> {
            made.add(name);
            return name;
        });
    }

    @Test
    @DisplayName("are made once while they are among the last two that were asked for")
    void lastTwo() {
        assertThat(ask("a")).isEqualTo("a");
        assertThat(ask("b")).isEqualTo("b");
        assertThat(ask("a")).isEqualTo("a");
        assertThat(made).containsExactly("a", "b");
        ask("c");
        ask("a");
        assertThat(made).containsExactly("a", "b", "c");
        ask("b");
        assertThat(made).containsExactly("a", "b", "c", "b");
    }

    @Test
    @DisplayName("of three characters are kept, of four they are made each time")
    void longest() {
        ask("abc");
        ask("abc");
        ask("abcd");
        ask("abcd");
        assertThat(made).containsExactly("abc", "abcd", "abcd");
    }
}
