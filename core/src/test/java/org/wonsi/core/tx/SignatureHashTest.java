package org.wonsi.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Script;

@DisplayName("what a signature signs")
class SignatureHashTest {
    private static final Script CODE = Script.ofHex("ac");
    private static final Transaction TX = SignedBytes.TX;

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.wonsi.core.tx.SignedBytes#cases")
    @DisplayName("byte by byte, and the hash of these bytes")
    void bytes(SignedBytes expected) {
        assertThat(SignatureHash.preimage(TX, expected.input(), expected.scriptCode(), expected.hashType())
                        .orElseThrow()
                        .toHex())
                .isEqualTo(expected.bytes());
        assertThat(SignatureHash.hash(TX, expected.input(), expected.scriptCode(), expected.hashType()))
                .isEqualTo(Sha256d.hash(ByteString.ofHex(expected.bytes())));
    }

    @Test
    @DisplayName("SINGLE without an output of that index signs the number 1, whatever the transaction")
    void singleWithoutOutput() {
        Transaction oneOutput =
                new Transaction(1, TX.inputs(), List.of(TX.outputs().get(0)), 7);
        Hash256 one = Hash256.ofDisplay("00".repeat(31) + "01");
        assertThat(SignatureHash.hash(oneOutput, 1, CODE, 3)).isEqualTo(one);
        assertThat(SignatureHash.hash(oneOutput, 1, CODE, 0x83)).isEqualTo(one);
        assertThat(SignatureHash.hash(oneOutput, 0, CODE, 3)).isNotEqualTo(one);
        assertThat(SignatureHash.preimage(oneOutput, 1, CODE, 3)).isEmpty();
    }

    @Test
    @DisplayName("there is no hash for an input that isn't there")
    void noSuchInput() {
        assertThatThrownBy(() -> SignatureHash.hash(TX, 2, CODE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input 2 of 2");
    }
}
