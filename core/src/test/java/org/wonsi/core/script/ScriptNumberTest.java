package org.wonsi.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;

class ScriptNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "1, 01",
        "-1, 81",
        "127, 7f",
        "-127, ff",
        "128, 8000",
        "-128, 8080",
        "255, ff00",
        "256, 0001",
        "-255, ff80",
        "32767, ff7f",
        "32768, 008000",
        "2147483647, ffffff7f",
        "-2147483647, ffffffff",
        "2147483648, 0000008000",
        "4294967295, ffffffff00",
        "549755813887, ffffffff7f",
        "9223372036854775807, ffffffffffffff7f"
    })
    @DisplayName("numbers have one shortest form, with the sign in the highest bit")
    void shortestForm(long number, String hex) {
        assertThat(ScriptNumber.encode(number).toHex()).isEqualTo(hex);
        assertThat(ScriptNumber.decode(ByteString.ofHex(hex))).isEqualTo(number);
        assertThat(ScriptNumber.isMinimal(ByteString.ofHex(hex))).isTrue();
    }

    @Test
    @DisplayName("the smallest long takes nine bytes, which can't be read back")
    void smallestLong() {
        ByteString bytes = ScriptNumber.encode(Long.MIN_VALUE);
        assertThat(bytes.toHex()).isEqualTo("000000000000008080");
        assertThatThrownBy(() -> ScriptNumber.decode(bytes)).hasMessage("a number of 9 bytes; at most 8 can be read");
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "80, 0", "0000, 0", "0100, 1", "0180, -1", "7f00, 127", "ffff0000, 65535"})
    @DisplayName("longer forms and a negative zero are read, but aren't minimal")
    void longerForms(String hex, long number) {
        assertThat(ScriptNumber.decode(ByteString.ofHex(hex))).isEqualTo(number);
        assertThat(ScriptNumber.isMinimal(ByteString.ofHex(hex))).isFalse();
    }

    @Test
    @DisplayName("10,000 random numbers come back, and are minimal")
    void roundTrip() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 10_000; i++) {
            long number = random.nextLong() >> (1 + random.nextInt(62));
            ByteString bytes = ScriptNumber.encode(number);
            assertThat(ScriptNumber.decode(bytes)).as("seed 4, case %d", i).isEqualTo(number);
            assertThat(ScriptNumber.isMinimal(bytes)).as("seed 4, case %d", i).isTrue();
        }
    }
}
