package org.wonsi.core.bytes;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * An immutable sequence of bytes that compares by content.
 *
 * <p>Records hold this and never a {@code byte[]}, which compares by identity and can be changed from outside.
 */
public final class ByteString implements Comparable<ByteString> {
    /** No bytes. */
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;
    private int hash;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    public static ByteString copyOf(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new ByteString(bytes.clone());
    }

    /** Copies a part of the bytes: {@code from} inclusive, {@code to} exclusive. */
    public static ByteString copyOf(byte[] bytes, int from, int to) {
        return from == to ? EMPTY : new ByteString(Arrays.copyOfRange(bytes, from, to));
    }

    /**
     * Takes over an array that nobody writes to from now on, such as a block's bytes just read from a database: each copy of those
     * costs about as much as reading them.
     */
    public static ByteString wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new ByteString(bytes);
    }

    /**
     * Parses hex digits.
     *
     * @throws MalformedException if the text isn't hex
     */
    public static ByteString ofHex(String hex) {
        return wrap(Hex.parse(hex));
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at an index, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public ByteString slice(int from, int to) {
        return from == 0 && to == bytes.length ? this : copyOf(bytes, from, to);
    }

    /** These bytes, then the others. */
    public ByteString concat(ByteString other) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
        System.arraycopy(other.bytes, 0, joined, bytes.length, other.bytes.length);
        return wrap(joined);
    }

    /** Whether these bytes begin with the others. */
    public boolean startsWith(ByteString prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    /** The first index at or after {@code from} where the other bytes occur, or -1. */
    public int indexOf(ByteString wanted, int from) {
        for (int i = from; i + wanted.bytes.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.bytes.length, wanted.bytes, 0, wanted.bytes.length)) {
                return i;
            }
        }
        return -1;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A view of the bytes that can't change them, without a copy; for a channel or socket. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Lower-case hex, in the order of the bytes. */
    public String toHex() {
        return Hex.format(bytes);
    }

    /** Reads these bytes from the start. */
    public ByteReader reader() {
        return new ByteReader(bytes, 0, bytes.length);
    }

    /** Adds these bytes, without a length, to a message. */
    public void writeTo(ByteWriter writer) {
        writer.writeBytes(bytes);
    }

    /** Adds these bytes to what is hashed, without a copy. */
    public void writeTo(MessageDigest digest) {
        digest.update(bytes);
    }

    /** Compares byte by byte, unsigned; a prefix comes first. */
    @Override
    public int compareTo(ByteString other) {
        return ByteArrays.compare(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ByteString other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = SeededHash.of(bytes);
            hash = h;
        }
        return h;
    }

    @Override
    public String toString() {
        return toHex();
    }
}
