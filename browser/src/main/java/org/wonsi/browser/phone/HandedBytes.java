package org.wonsi.browser.phone;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.Sha256d;

/**
 * Random numbers made of 32 random bytes that the page handed in: SHA-256 of them and a counter, eight bytes a number.
 *
 * <p>TeaVM's own generators are none for keys. The browser's is ({@code crypto.getRandomValues}), and gives its bytes to the page, not to Java.
 */
final class HandedBytes implements RandomGenerator {
    private static final int SIZE = 32;

    private final byte[] seed;
    private long counter;

    /** Numbers of these bytes, 32 in hex. */
    HandedBytes(String hex) {
        byte[] bytes = ByteString.ofHex(hex).toByteArray();
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("32 random bytes are needed, not " + bytes.length);
        }
        this.seed = Arrays.copyOf(bytes, SIZE + Long.BYTES);
    }

    @Override
    public long nextLong() {
        counter++;
        for (int i = 0; i < Long.BYTES; i++) {
            seed[SIZE + i] = (byte) (counter >>> (8 * i));
        }
        byte[] hash = Sha256d.single(seed);
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = (number << 8) | (hash[i] & 0xff);
        }
        return number;
    }
}
