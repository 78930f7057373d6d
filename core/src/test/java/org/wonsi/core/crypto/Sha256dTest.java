package org.wonsi.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;

class Sha256dTest {
    private static byte[] message(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Hash256 twice(byte[] message) {
        return Hash256.of(Sha256d.sha256().digest(Sha256d.sha256().digest(message)));
    }

    @Test
    @DisplayName("the hash of 'abc' is the standard's")
    void published() {
        assertThat(HexFormat.of().formatHex(Sha256d.single("abc".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    @DisplayName("an array, a value and what was written have one hash, on both sides of a block of 64 bytes")
    void forms() {
        for (int length : new int[] {0, 1, 55, 56, 63, 64, 65, 300}) {
            byte[] message = message(length, length);
            Hash256 expected = twice(message);
            assertThat(Sha256d.hash(message)).as("%d bytes", length).isEqualTo(expected);
            assertThat(Sha256d.hash(ByteString.copyOf(message))).isEqualTo(expected);
            // Its array is longer than what was written, or has to grow.
            assertThat(Sha256d.hash(new ByteWriter(100).writeBytes(message))).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("threads that hash at the same time don't disturb each other")
    void threads() {
        long wrong = IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> !Sha256d.hash(message(i, i % 200)).equals(twice(message(i, i % 200))))
                .count();
        assertThat(wrong).isZero();
    }
}
