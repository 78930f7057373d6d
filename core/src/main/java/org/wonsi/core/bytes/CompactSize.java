package org.wonsi.core.bytes;

/**
 * Bitcoin's variable-length count: 1, 3, 5 or 9 bytes, little-endian after the first.
 *
 * <pre>
 *   0 to 252            nn
 *   253 to 65,535       fd nnnn
 *   65,536 to 2^32-1    fe nnnnnnnn
 *   2^32 and more       ff nnnnnnnnnnnnnnnn
 * </pre>
 *
 * <p>Only the shortest form of a number is well-formed, so that a message has one encoding and one hash. Source: Bitcoin
 * Core, {@code serialize.h}.
 */
public final class CompactSize {
    /** The largest count a message may state, 32 MiB; what Bitcoin Core calls {@code MAX_SIZE}. */
    public static final long MAX = 0x0200_0000;

    private CompactSize() {}

    /** How many bytes a count takes: 1, 3, 5 or 9. */
    public static int size(long value) {
        if (value < 0) {
            return 9;
        }
        if (value < 0xfd) {
            return 1;
        }
        if (value <= 0xffff) {
            return 3;
        }
        return value <= 0xffff_ffffL ? 5 : 9;
    }

    static void write(ByteWriter writer, long value) {
        switch (size(value)) {
            case 1 -> writer.writeUInt8((int) value);
            case 3 -> {
                writer.writeUInt8(0xfd);
                writer.writeUInt16((int) value);
            }
            case 5 -> {
                writer.writeUInt8(0xfe);
                writer.writeUInt32(value);
            }
            default -> {
                writer.writeUInt8(0xff);
                writer.writeInt64(value);
            }
        }
    }

    static long read(ByteReader reader) {
        int offset = reader.position();
        int first = reader.readUInt8();
        if (first < 0xfd) {
            return first;
        }
        long value = switch (first) {
            case 0xfd -> reader.readUInt16();
            case 0xfe -> reader.readUInt32();
            default -> reader.readInt64();
        };
        int size = first == 0xfd ? 3 : first == 0xfe ? 5 : 9;
        if (size(value) != size) {
            throw new MalformedException(
                    offset,
                    FormError.COMPACT_SHORT.with(),
                    FormError.IN_BYTES.with(Long.toUnsignedString(value), size));
        }
        if (value < 0 || value > MAX) {
            throw new MalformedException(offset, FormError.COMPACT_MOST.with(MAX), Long.toUnsignedString(value));
        }
        return value;
    }
}
