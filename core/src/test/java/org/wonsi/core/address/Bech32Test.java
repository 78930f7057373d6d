package org.wonsi.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.MalformedException;

class Bech32Test {

    @ParameterizedTest
    @CsvSource({
        "A12UEL5L, a, 0, false",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs,"
                + " an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio, 0, false",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw, abcdef, 32, false",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w, split, 48, false",
        "A1LQFN3A, a, 0, true",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx, abcdef, 32, true",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0, bc, 53, true"
    })
    @DisplayName("the valid texts of BIP 173 and BIP 350 are read, and told apart")
    void valid(String text, String prefix, int length, boolean modified) {
        Bech32 read = Bech32.decode(text);
        assertThat(read.prefix()).isEqualTo(prefix);
        assertThat(read.data().size()).isEqualTo(length);
        assertThat(read.modified()).isEqualTo(modified);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pzry9x0s0muk|a prefix, the digit 1 and at least 6 characters are expected",
                "1pzry9x0s0muk|a prefix, the digit 1 and at least 6 characters are expected",
                "li1dgmt3|a prefix, the digit 1 and at least 6 characters are expected",
                "x1b4n0q5v|at offset 2: expected a bech32 digit (not 1, b, i or o), found 'b'",
                "A1G7SGD8|the checksum doesn't match: a character is wrong, missing or too many",
                "A12uEL5L|upper and lower case must not be mixed",
                "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx"
                        + "|at offset 90: expected at most 90 characters, found 91 characters"
            })
    @DisplayName("the invalid texts of BIP 173 are refused with the reason")
    void invalid(String text, String message) {
        assertThatThrownBy(() -> Bech32.decode(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @Test
    @DisplayName("a prefix with characters that aren't printable ASCII is refused")
    void prefix() {
        assertThatThrownBy(() -> Bech32.decode(" 1nwldj5"))
                .hasMessage("at offset 0: expected a printable ASCII character, found character 32");
        assertThatThrownBy(() -> Bech32.decode("\u007f1axkwrx"))
                .hasMessage("at offset 0: expected a printable ASCII character, found character 127");
    }

    @Test
    @DisplayName("bitcoin-kmp's SegWit addresses for random hashes are read")
    void kmp() {
        Random random = new Random(6);
        for (int i = 0; i < 50; i++) {
            byte[] hash = new byte[random.nextBoolean() ? 20 : 32];
            random.nextBytes(hash);
            byte version = (byte) (random.nextBoolean() && hash.length == 32 ? 1 : 0);
            String text = fr.acinq.bitcoin.Bech32.encodeWitnessAddress("bcrt", version, hash);
            Bech32 read = Bech32.decode(text);
            assertThat(read.prefix()).isEqualTo("bcrt");
            assertThat(read.data().at(0)).as("seed 6, round " + i).isEqualTo(version);
            assertThat(read.modified()).as("seed 6, round " + i).isEqualTo(version == 1);
        }
    }
}
