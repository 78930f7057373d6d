package org.wonsi.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The operations on arrays of bytes that take eight bytes at once, which a JVM does by instructions of the processor.
 *
 * <p>A class of its own, so that the module {@code browser} can put another in its place, which goes byte by byte.
 */
final class ByteArrays {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ByteArrays() {}

    /** Eight bytes from an offset, the lowest first. */
    static long readLong(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** Writes eight bytes at an offset, the lowest first. */
    static void writeLong(byte[] bytes, int offset, long value) {
        LONGS.set(bytes, offset, value);
    }

    /** Compares as texts are compared, each byte as 0 to 255; a beginning comes before what goes on. */
    static int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }
}
