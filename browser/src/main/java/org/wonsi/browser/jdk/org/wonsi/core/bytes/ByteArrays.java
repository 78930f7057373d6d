package org.wonsi.browser.jdk.org.wonsi.core.bytes;

/** A stand-in for core's class of this name, byte by byte. */
public final class ByteArrays {
    private ByteArrays() {}

    /** Eight bytes from an offset, the lowest first. */
    public static long readLong(byte[] bytes, int offset) {
        return (readInt(bytes, offset) & 0xffff_ffffL) | ((long) readInt(bytes, offset + 4) << 32);
    }

    /** Writes eight bytes at an offset, the lowest first. */
    public static void writeLong(byte[] bytes, int offset, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Compares each byte as 0 to 255; a beginning comes before what goes on. */
    public static int compare(byte[] a, byte[] b) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] != b[i]) {
                return Integer.compare(a[i] & 0xff, b[i] & 0xff);
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int readInt(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff)
                | ((bytes[offset + 1] & 0xff) << 8)
                | ((bytes[offset + 2] & 0xff) << 16)
                | (bytes[offset + 3] << 24);
    }
}
