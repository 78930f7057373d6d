package org.wonsi.core.bytes;

import java.math.BigInteger;

/**
 * 32 bytes of a double SHA-256, in internal order: the order in which the hash function gave them.
 *
 * <p>People see hashes reversed, as the 256-bit number whose smallness is the work, most significant digit first.
 * Reversal happens in {@link #ofDisplay} and {@link #toDisplay} and nowhere else.
 *
 * <pre>
 *   internal   6f e2 8c 0a b6 f1 b3 72 ... d6 19 00 00 00 00 00
 *   display    000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f
 * </pre>
 *
 * <p>Comparison is by that number: the little-endian value of the internal bytes.
 */
public final class Hash256 implements Comparable<Hash256> {
    /** All zero: the previous block of a genesis block, the previous output of a coinbase. */
    public static final Hash256 ZERO = new Hash256(0, 0, 0, 0);

    // Four words, least significant first: half the memory of an object with an array, and no array to escape.
    private final long w0;
    private final long w1;
    private final long w2;
    private final long w3;

    /** The hash code once it was asked for; two threads may both compute it, and store the same. */
    private int hash;

    private Hash256(long w0, long w1, long w2, long w3) {
        this.w0 = w0;
        this.w1 = w1;
        this.w2 = w2;
        this.w3 = w3;
    }

    /**
     * Takes 32 bytes in internal order.
     *
     * @throws IllegalArgumentException if there are not 32
     */
    public static Hash256 of(byte[] internal) {
        if (internal.length != 32) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + internal.length);
        }
        return readFrom(internal, 0);
    }

    static Hash256 readFrom(byte[] bytes, int offset) {
        return new Hash256(
                ByteArrays.readLong(bytes, offset),
                ByteArrays.readLong(bytes, offset + 8),
                ByteArrays.readLong(bytes, offset + 16),
                ByteArrays.readLong(bytes, offset + 24));
    }

    /**
     * Parses the 64 hex digits people use, most significant first.
     *
     * @throws MalformedException if the text is anything else
     */
    public static Hash256 ofDisplay(String hex) {
        if (hex.length() != 64) {
            throw new MalformedException(0, FormError.HEX_64.with(), FormError.CHARACTERS.with(hex.length()));
        }
        byte[] bytes = Hex.parse(hex);
        reverse(bytes);
        return readFrom(bytes, 0);
    }

    /** The 64 hex digits people use, most significant first. */
    public String toDisplay() {
        byte[] bytes = toByteArray();
        reverse(bytes);
        return Hex.format(bytes);
    }

    /** The 32 bytes in internal order. */
    public byte[] toByteArray() {
        byte[] bytes = new byte[32];
        writeTo(bytes, 0);
        return bytes;
    }

    void writeTo(byte[] bytes, int offset) {
        ByteArrays.writeLong(bytes, offset, w0);
        ByteArrays.writeLong(bytes, offset + 8, w1);
        ByteArrays.writeLong(bytes, offset + 16, w2);
        ByteArrays.writeLong(bytes, offset + 24, w3);
    }

    /** The number the proof of work compares with the target: the internal bytes read little-endian, 0 to 2^256-1. */
    public BigInteger toNumber() {
        byte[] bytes = toByteArray();
        reverse(bytes);
        return new BigInteger(1, bytes);
    }

    /** Whether all bytes are zero. */
    public boolean isZero() {
        return (w0 | w1 | w2 | w3) == 0;
    }

    private static void reverse(byte[] bytes) {
        for (int i = 0; i < bytes.length / 2; i++) {
            byte b = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = b;
        }
    }

    @Override
    public int compareTo(Hash256 other) {
        int c = Long.compareUnsigned(w3, other.w3);
        if (c == 0) {
            c = Long.compareUnsigned(w2, other.w2);
        }
        if (c == 0) {
            c = Long.compareUnsigned(w1, other.w1);
        }
        return c == 0 ? Long.compareUnsigned(w0, other.w0) : c;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Hash256 other && w0 == other.w0 && w1 == other.w1 && w2 == other.w2 && w3 == other.w3;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = SeededHash.of(w0, w1, w2, w3);
            hash = h;
        }
        return h;
    }

    /** The display form. */
    @Override
    public String toString() {
        return toDisplay();
    }
}
