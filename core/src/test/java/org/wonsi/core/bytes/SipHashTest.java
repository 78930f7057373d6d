package org.wonsi.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SipHashTest {
    @Test
    @DisplayName("the example of the paper's appendix: fifteen bytes under the key 00 to 0f")
    void published() {
        byte[] input = new byte[15];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
        }
        assertThat(new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).hash(input))
                .isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    @DisplayName("under random keys, inputs of 0 to 69 bytes hash as Bouncy Castle has it, also when given as words")
    void oracle() {
        Random random = new Random(24);
        for (int i = 0; i < 700; i++) {
            byte[] key = new byte[16];
            random.nextBytes(key);
            byte[] input = new byte[i % 70];
            random.nextBytes(input);
            ByteReader words = ByteString.copyOf(key).reader();
            SipHash hash = new SipHash(words.readInt64(), words.readInt64());
            assertThat(hash.hash(input)).as("seed 24, case %d", i).isEqualTo(bouncyCastle(key, input));
            ByteReader reader = ByteString.copyOf(input).reader();
            if (input.length == 8) {
                assertThat(hash.hash(reader.readInt64())).isEqualTo(bouncyCastle(key, input));
            } else if (input.length == 32) {
                assertThat(hash.hash(reader.readInt64(), reader.readInt64(), reader.readInt64(), reader.readInt64()))
                        .isEqualTo(bouncyCastle(key, input));
            }
        }
    }

    private static long bouncyCastle(byte[] key, byte[] input) {
        org.bouncycastle.crypto.macs.SipHash mac = new org.bouncycastle.crypto.macs.SipHash();
        mac.init(new KeyParameter(key));
        mac.update(input, 0, input.length);
        return mac.doFinal();
    }
}
