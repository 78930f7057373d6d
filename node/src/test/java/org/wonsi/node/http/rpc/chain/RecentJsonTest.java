package org.wonsi.node.http.rpc.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.http.rpc.call.WrittenJson;

@DisplayName("Recent JSON")
class RecentJsonTest {
    private final List<String> made = new ArrayList<>();
    private final RecentJson values = new RecentJson(2, 3);

    private String ask(String name) {
        return values.of(name, () -> {
                    made.add(name);
                    return new WrittenJson(ByteString.copyOf(name.getBytes(US_ASCII)));
                })
                .text();
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
    @DisplayName("of three bytes is kept, of four it is made each time")
    void longest() {
        ask("abc");
        ask("abc");
        ask("abcd");
        ask("abcd");
        assertThat(made).containsExactly("abc", "abcd", "abcd");
    }
}
