package org.wonsi.core.script;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * The bytes of numbers on the stack: little-endian, the sign in the highest bit of the last byte, zero is no bytes.
 *
 * <pre>
 *   0    (empty)      127   7f        255   ff00
 *   1    01           128   8000     -255   ff80
 *  -1    81          -128   8080    32768   008000
 * </pre>
 *
 * <p>Operations take numbers of at most four bytes, but their results may be longer and stay on the stack as bytes.
 * Source: Bitcoin Core, {@code CScriptNum}.
 *
 * <p>Unlike everywhere else in computers there are two zeros and a sign apart from the number: that is how
 * OpenSSL's large integers, which the first version used, were written. Four bytes keep arithmetic within a
 * machine's word whatever the operations are.
 */
public final class ScriptNumber {
    /** The longest number that arithmetic takes, in bytes. */
    public static final int MAX_SIZE = 4;

    /**
     * The longest number that lock times take, good until the year 2106 and beyond (BIP 65).
     *
     * <p>With the sign, four bytes end in 2038.
     */
    public static final int MAX_LOCK_TIME_SIZE = 5;

    private ScriptNumber() {}

    /** The shortest bytes of a number. */
    public static ByteString encode(long number) {
        if (number == 0) {
            return ByteString.EMPTY;
        }
        byte[] bytes = new byte[9];
        int size = 0;
        // As unsigned, so that the smallest long, whose negative is itself, comes out right too.
        for (long rest = Math.abs(number); rest != 0; rest >>>= 8) {
            bytes[size++] = (byte) rest;
        }
        boolean signBitTaken = (bytes[size - 1] & 0x80) != 0;
        if (signBitTaken) {
            size++;
        }
        if (number < 0) {
            bytes[size - 1] |= (byte) 0x80;
        }
        return ByteString.copyOf(bytes, 0, size);
    }

    /**
     * The number that bytes stand for.
     *
     * @throws MalformedException if they are more than eight
     */
    public static long decode(ByteString bytes) {
        int size = bytes.size();
        if (size > 8) {
            throw new MalformedException(FormError.SCRIPT_NUMBER_SIZE, size);
        }
        if (size == 0) {
            return 0;
        }
        long magnitude = 0;
        for (int i = 0; i < size; i++) {
            magnitude |= (long) bytes.at(i) << (8 * i);
        }
        long signBit = 0x80L << (8 * (size - 1));
        return (magnitude & signBit) == 0 ? magnitude : -(magnitude & ~signBit);
    }

    /**
     * Whether these are the shortest bytes of their number.
     *
     * <p>The last byte has more than the sign in it, unless the byte before needs its own highest bit.
     *
     * <p>7f and 7f00 are the same number. To allow both would let a stranger change a payment's id.
     */
    public static boolean isMinimal(ByteString bytes) {
        int size = bytes.size();
        if (size == 0 || (bytes.at(size - 1) & 0x7f) != 0) {
            return true;
        }
        return size > 1 && (bytes.at(size - 2) & 0x80) != 0;
    }
}
