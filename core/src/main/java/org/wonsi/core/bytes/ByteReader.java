package org.wonsi.core.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A reader of Bitcoin's binary forms from bytes in memory, front to back; integers are little-endian.
 *
 * <p>Every method throws {@link MalformedException} with the offset when the bytes run out or have no such form, and
 * none allocates more than a small multiple of the bytes that are really there.
 *
 * <p>What it reads was written by strangers: a count of four billion in a message of ten bytes must not make the
 * node set aside memory for it, or one message could stop it.
 */
public final class ByteReader {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int position;

    /** Reads a copy-free window of the array; the caller must not change it while reading. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads the window from {@code start} (inclusive) to {@code end} (exclusive). */
    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    /** The offset of the next byte from the start of the input. */
    public int position() {
        return position - start;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Reads one byte, 0 to 255. */
    public int readUInt8() {
        require(1);
        return bytes[position++] & 0xff;
    }

    /** The next byte, 0 to 255, without moving on. */
    public int peekUInt8() {
        require(1);
        return bytes[position] & 0xff;
    }

    /** Reads two bytes, 0 to 65,535. */
    public int readUInt16() {
        require(2);
        int value = (bytes[position] & 0xff) | (bytes[position + 1] & 0xff) << 8;
        position += 2;
        return value;
    }

    /** Reads two bytes in network byte order (most significant first), as ports are in addresses. */
    public int readUInt16BigEndian() {
        require(2);
        int value = (bytes[position] & 0xff) << 8 | (bytes[position + 1] & 0xff);
        position += 2;
        return value;
    }

    /** Reads four bytes as a signed number. */
    public int readInt32() {
        require(4);
        int value = (bytes[position] & 0xff)
                | (bytes[position + 1] & 0xff) << 8
                | (bytes[position + 2] & 0xff) << 16
                | (bytes[position + 3] & 0xff) << 24;
        position += 4;
        return value;
    }

    /** Reads four bytes, 0 to 2^32-1. */
    public long readUInt32() {
        return readInt32() & 0xffff_ffffL;
    }

    /** Reads eight bytes as a signed number. */
    public long readInt64() {
        long low = readUInt32();
        long high = readUInt32();
        return high << 32 | low;
    }

    /**
     * Reads a count.
     *
     * @throws MalformedException if it isn't in its shortest form, or over {@link CompactSize#MAX}
     */
    public int readCompactSize() {
        return Math.toIntExact(CompactSize.read(this));
    }

    /** Reads {@code length} bytes. */
    public ByteString readBytes(int length) {
        return ByteString.wrap(readByteArray(length));
    }

    /** Reads {@code length} bytes into an array of the caller's own. */
    public byte[] readByteArray(int length) {
        require(length);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    /** Reads a compact size and as many bytes. */
    public ByteString readVarBytes() {
        int length = readCompactSize();
        return readBytes(length);
    }

    /** Reads 32 bytes in internal order. */
    public Hash256 readHash() {
        if (remaining() < 32) {
            throw cutOff(FormError.HASH_BYTES.with());
        }
        Hash256 hash = Hash256.readFrom(bytes, position);
        position += 32;
        return hash;
    }

    /**
     * Reads a compact size and as many elements.
     *
     * @param minimumElementSize bytes that an element takes at the least; a count that the rest of the input can't hold
     *     is refused before anything is allocated for it
     */
    public <T> List<T> readList(int minimumElementSize, Function<ByteReader, T> element) {
        int offset = position();
        int count = readCompactSize();
        if ((long) count * minimumElementSize > remaining()) {
            throw new MalformedException(offset, FormError.ELEMENTS.with(remaining() / minimumElementSize), count);
        }
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.apply(this));
        }
        return List.copyOf(list);
    }

    /** Passes over {@code length} bytes. */
    public void skip(int length) {
        require(length);
        position += length;
    }

    /**
     * Says that the message ends here.
     *
     * @throws MalformedException if bytes are left
     */
    public void expectEnd() {
        if (remaining() != 0) {
            throw new MalformedException(position(), FormError.THE_END.with(), FormError.BYTES_MORE.with(remaining()));
        }
    }

    private void require(int length) {
        if (length < 0 || remaining() < length) {
            throw cutOff(length == 1 ? FormError.A_BYTE.with() : FormError.BYTES.with(length));
        }
    }

    private MalformedException cutOff(Sentence expected) {
        return new MalformedException(position(), expected, FormError.BYTES_LEFT.with(remaining()));
    }
}
