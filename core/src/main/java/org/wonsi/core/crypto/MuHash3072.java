package org.wonsi.core.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

/**
 * A hash of a set: things may be added and removed in any order, and equal sets have equal hashes.
 *
 * <p>So a node can keep the hash of all coins up to date from block to block, where a usual hash would have to read every
 * coin again. Each thing becomes a number of 3,072 bits, and the set's number is the product of its things' numbers modulo
 * the prime 2^3072 - 1103717; to remove a thing divides by its number. Whether a thing is in the set isn't known: adding it
 * twice counts it twice.
 *
 * <pre>
 *   number of a thing   SHA-256 of its bytes is the key of a ChaCha20 stream (nonce and counter 0), whose first 384 bytes
 *                       are read little-endian
 *   hash of the set     SHA-256 of the product's 384 bytes, little-endian
 * </pre>
 *
 * <p>Adding and removing cost one multiplication each, and {@link #hash} one inverse. Not for several threads. Source:
 * Bellare and Micciancio, "A New Paradigm for Collision-free Hashing" (1997); Bitcoin Core, {@code crypto/muhash.cpp}.
 */
public final class MuHash3072 {
    private static final int BYTES = 384;
    private static final BigInteger MODULUS =
            BigInteger.ONE.shiftLeft(8 * BYTES).subtract(BigInteger.valueOf(1_103_717));

    private BigInteger added = BigInteger.ONE;
    private BigInteger removed = BigInteger.ONE;

    /** The empty set. */
    public MuHash3072() {}

    /** Adds a thing. */
    public void add(ByteString thing) {
        added = added.multiply(number(thing)).mod(MODULUS);
    }

    /** Takes a thing out, or owes it until it is added. */
    public void remove(ByteString thing) {
        removed = removed.multiply(number(thing)).mod(MODULUS);
    }

    /** Adds all that another set holds. */
    public void addAll(MuHash3072 other) {
        added = added.multiply(other.added).mod(MODULUS);
        removed = removed.multiply(other.removed).mod(MODULUS);
    }

    /** The hash of the set as it is now. */
    public Hash256 hash() {
        BigInteger product = added.multiply(removed.modInverse(MODULUS)).mod(MODULUS);
        return Hash256.of(Sha256d.single(littleEndian(product)));
    }

    private static BigInteger number(ByteString thing) {
        byte[] key = Sha256d.single(thing.toByteArray());
        ChaCha7539Engine stream = new ChaCha7539Engine();
        stream.init(true, new ParametersWithIV(new KeyParameter(key), new byte[12]));
        byte[] bytes = new byte[BYTES];
        stream.processBytes(bytes, 0, BYTES, bytes, 0);
        return new BigInteger(1, reversed(bytes));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] big = number.toByteArray();
        // A zero in front may say that the number isn't negative.
        byte[] digits = big.length > BYTES ? Arrays.copyOfRange(big, big.length - BYTES, big.length) : big;
        return Arrays.copyOf(reversed(digits), BYTES);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
