package org.wonsi.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;

@DisplayName("A set has one hash, in whatever order its elements come and go")
class MuHash3072Test {
    /** 32 bytes of which the first is the number, as in Core's crypto_tests. */
    private static ByteString element(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return ByteString.copyOf(bytes);
    }

    @Test
    @DisplayName("0 and 1 without 2 have the hash of Bitcoin Core's test")
    void vector() {
        String expected = "10d312b100cbd32ada024a6646e40d3482fcff103668d2625f10002a607d5863";
        assertThat(new MuHash3072()
                        .insert(element(0))
                        .insert(element(1))
                        .remove(element(2))
                        .hash()
                        .toDisplay())
                .isEqualTo(expected);
        assertThat(new MuHash3072()
                        .remove(element(2))
                        .insert(element(1))
                        .insert(element(0))
                        .hash()
                        .toDisplay())
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("what came and left leaves no trace; a set of one isn't the empty set")
    void traceless() {
        MuHash3072 empty = new MuHash3072();
        assertThat(new MuHash3072().insert(element(7)).remove(element(7)).hash())
                .isEqualTo(empty.hash());
        assertThat(new MuHash3072().insert(element(7)).hash()).isNotEqualTo(empty.hash());
        assertThat(new MuHash3072().insert(element(7)).insert(element(7)).hash())
                .isNotEqualTo(new MuHash3072().insert(element(7)).hash());
    }
}
