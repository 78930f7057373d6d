package org.wonsi.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stranger's text")
class StrangersTextTest {
    @Test
    @DisplayName("keeps the letters, digits and signs of all scripts, and the usual space")
    void kept() {
        for (String text : new String[] {"Busan 2", "서울", "São Paulo", "大阪", "الرياض", "/Satoshi:28.1.0/", "⛏ 🦊"}) {
            assertThat(StrangersText.plain(text, 100)).isEqualTo(text);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            ints = {
                0x00, 0x0a, 0x1b, 0x7f, 0x85, 0x9b, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x200b, 0x200d, 0x200e,
                0x2028, 0x2029, 0x202e, 0x2066, 0x2800, 0x3000, 0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xfff9,
                0xe0001, 0xe0100, 0x10ffff
            })
    @DisplayName("has a question mark for what shows as nothing or moves what stands around it")
    void takenOut(int codePoint) {
        assertThat(StrangersText.isPlain(codePoint)).isFalse();
        assertThat(StrangersText.plain("Bu" + Character.toString(codePoint) + "san", 100))
                .isEqualTo("Bu?san");
    }

    @Test
    @DisplayName("is cut after so many characters, never within one")
    void cut() {
        assertThat(StrangersText.plain("🦊".repeat(5), 5)).isEqualTo("🦊".repeat(5));
        assertThat(StrangersText.plain("🦊".repeat(6), 5)).isEqualTo("🦊".repeat(5) + "...");
    }
}
