package org.wonsi.wallet.keystore;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.wonsi.core.bytes.ByteString;

/**
 * The key derivation function that makes a key of a password, slowly and with much memory on purpose, so that guessing
 * passwords is expensive.
 *
 * @param n cost, a power of two; 128 × r × n bytes of memory
 * @param r block size
 * @param p parallelism
 * @param salt random, so that the same password gives another key in another file
 */
public record Scrypt(int n, int r, int p, ByteString salt) {
    /** What new files use: 32 MiB, about a tenth of a second. */
    public static final int COST = 1 << 15;

    private static final int KEY_SIZE = 32;
    private static final int SALT_SIZE = 16;

    public Scrypt {
        if (!isCost(n, r, p)) {
            throw new IllegalArgumentException("scrypt parameters out of range: n " + n + ", r " + r + ", p " + p);
        }
        if (!isSalt(salt)) {
            throw new IllegalArgumentException("a salt of " + salt.size() + " bytes");
        }
    }

    /** Whether a file from outside may make us spend this: up to 128 MiB, which the smallest heap here holds, four times. */
    static boolean isCost(int n, int r, int p) {
        return n >= 2 && n <= 1 << 17 && Integer.bitCount(n) == 1 && r >= 1 && r <= 8 && p >= 1 && p <= 4;
    }

    /** Whether it has 8 to 64 bytes. */
    static boolean isSalt(ByteString salt) {
        return salt.size() >= 8 && salt.size() <= 64;
    }

    /** Parameters of this cost with a new salt. */
    public static Scrypt fresh(int cost, RandomGenerator random) {
        byte[] salt = new byte[SALT_SIZE];
        random.nextBytes(salt);
        return new Scrypt(cost, 8, 1, ByteString.copyOf(salt));
    }

    /** 32 bytes; the caller wipes them, and the password. */
    byte[] key(char[] password) {
        ByteBuffer encoded = ByteBuffer.allocate(3 * password.length);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(password), encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        try {
            return SCrypt.generate(bytes, salt.toByteArray(), n, r, p, KEY_SIZE);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }
}
