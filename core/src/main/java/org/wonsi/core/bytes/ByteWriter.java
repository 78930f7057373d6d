package org.wonsi.core.bytes;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** A writer of Bitcoin's binary forms into memory, front to back; integers are little-endian. */
public final class ByteWriter {
    private byte[] bytes;
    private int size;

    /** An empty message that expects to grow to about {@code expectedSize} bytes. */
    public ByteWriter(int expectedSize) {
        this.bytes = new byte[Math.max(16, expectedSize)];
    }

    /** An empty message. */
    public ByteWriter() {
        this(256);
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** Writes the low 8 bits. */
    public ByteWriter writeUInt8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Writes the low 16 bits. */
    public ByteWriter writeUInt16(int value) {
        return writeUInt8(value).writeUInt8(value >> 8);
    }

    /** Writes the low 16 bits, most significant byte first, as ports are in addresses. */
    public ByteWriter writeUInt16BigEndian(int value) {
        return writeUInt8(value >> 8).writeUInt8(value);
    }

    /** Writes four bytes. */
    public ByteWriter writeInt32(int value) {
        reserve(4);
        bytes[size] = (byte) value;
        bytes[size + 1] = (byte) (value >> 8);
        bytes[size + 2] = (byte) (value >> 16);
        bytes[size + 3] = (byte) (value >> 24);
        size += 4;
        return this;
    }

    /** Writes the low 32 bits. */
    public ByteWriter writeUInt32(long value) {
        return writeInt32((int) value);
    }

    /** Writes eight bytes. */
    public ByteWriter writeInt64(long value) {
        return writeInt32((int) value).writeInt32((int) (value >> 32));
    }

    /** Writes a count in its shortest form. */
    public ByteWriter writeCompactSize(long value) {
        CompactSize.write(this, value);
        return this;
    }

    /** Writes the bytes as they are. */
    public ByteWriter writeBytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** Writes the bytes as they are. */
    public ByteWriter writeBytes(ByteString value) {
        value.writeTo(this);
        return this;
    }

    /** Writes the length as a compact size, then the bytes. */
    public ByteWriter writeVarBytes(ByteString value) {
        return writeCompactSize(value.size()).writeBytes(value);
    }

    /** Writes 32 bytes in internal order. */
    public ByteWriter writeHash(Hash256 hash) {
        reserve(32);
        hash.writeTo(bytes, size);
        size += 32;
        return this;
    }

    /** Writes the number of elements as a compact size, then each. */
    public <T> ByteWriter writeList(List<T> list, BiConsumer<ByteWriter, T> element) {
        writeCompactSize(list.size());
        for (T t : list) {
            element.accept(this, t);
        }
        return this;
    }

    /** Adds what was written to what is hashed, without a copy. */
    public void writeTo(MessageDigest digest) {
        digest.update(bytes, 0, size);
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** What was written, as a value. */
    public ByteString toByteString() {
        return ByteString.wrap(toByteArray());
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }
}
