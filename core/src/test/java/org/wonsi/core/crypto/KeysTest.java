package org.wonsi.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.bytes.MalformedException;

class KeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    @DisplayName("a private key of zero, of the order or above it is refused, without showing it")
    void privateKeyRange(String hex) {
        assertThatThrownBy(() -> PrivateKey.of(Hex.parse(hex)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("a private key must be a number from 1 to the order of secp256k1 less one");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    @DisplayName("a private key of another length than 32 bytes is refused")
    void privateKeyLength(int length) {
        assertThatThrownBy(() -> PrivateKey.of(new byte[length]))
                .isInstanceOf(MalformedException.class)
                .hasMessage("at offset 0: expected 32 bytes of a private key, found " + length + " bytes");
    }

    @Test
    @DisplayName("a private key isn't printed, and can't be used once wiped")
    void privateKeySecrecy() {
        PrivateKey key = PrivateKey.generate(new Random(1));
        assertThat(key.toString()).isEqualTo("PrivateKey[not shown]");
        key.wipe();
        assertThatThrownBy(key::toByteArray)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the private key has been wiped");
        assertThatThrownBy(() -> key.sign(Hash256.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"33, 2, true", "33, 3, true", "33, 4, false", "33, 1, false", "33, 6, false", "32, 2, false"})
    @CsvSource({"34, 2, false", "65, 4, true", "65, 6, true", "65, 7, true", "65, 5, false", "65, 2, false"})
    @CsvSource({"64, 4, false", "66, 4, false", "0, 0, false", "1, 0, false"})
    @DisplayName("a public key's form is its length and first byte")
    void publicKeyForm(int length, int first, boolean expected) {
        byte[] bytes = new byte[length];
        if (length > 0) {
            bytes[0] = (byte) first;
        }
        assertThat(PublicKey.hasForm(ByteString.copyOf(bytes))).isEqualTo(expected);
    }

    @Test
    @DisplayName("bytes without the form of a public key are malformed, with what was expected and found")
    void publicKeyMalformed() {
        assertThatThrownBy(() -> PublicKey.parse(ByteString.ofHex("05".repeat(65))))
                .isInstanceOf(MalformedException.class)
                .hasMessage("at offset 0: expected a public key of 33 bytes (02 or 03 first) or 65"
                        + " (04, 06 or 07 first), found 65 bytes beginning 05");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 9c1185a5c5e9fc54612808977ee8f548b2258d31",
        "a, 0bdc9d2d256b3ee9daae347be6f4dc835a467ffe",
        "abc, 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
        "message digest, 5d0689ef49d2fae572b881b123a85ffa21595f36",
        "abcdefghijklmnopqrstuvwxyz, f71c27109c692c1b56bbdceb5b9d2865b3708dbc"
    })
    @DisplayName("RIPEMD-160 gives its authors' test values")
    void ripemd160(String text, String expected) {
        assertThat(Hex.format(Hash160.ripemd160(text.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("the hash of the key of private key 1 is the known one, in both forms")
    void hash160() {
        byte[] one = new byte[32];
        one[31] = 1;
        PrivateKey key = PrivateKey.of(one);
        assertThat(key.publicKey(true).hash160().toHex()).isEqualTo("751e76e8199196d454941c45d1b3a323f1433bd6");
        assertThat(key.publicKey(false).hash160().toHex()).isEqualTo("91b24bf9f5288532960ac687abb035127b1d28a5");
    }
}
