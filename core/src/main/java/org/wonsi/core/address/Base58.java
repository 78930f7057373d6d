package org.wonsi.core.address;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * Bytes as one large number in base 58, without a checksum; see {@link Base58Check} for why 58.
 *
 * <p>Each leading zero byte is written as one '1'. The time grows with the square of the length: whoever takes texts from
 * outside limits it.
 */
public final class Base58 {
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private static final int DIGITS_AT_ONCE = 5;

    /** 58 to the fifth. */
    private static final long FIVE_DIGITS = 656_356_768;

    private Base58() {}

    /** Formats bytes; no bytes are the empty text. */
    public static String encode(ByteString bytes) {
        return encodeDigits(bytes.toByteArray());
    }

    /**
     * Parses a text.
     *
     * @throws MalformedException naming the character that is no digit
     */
    public static ByteString decode(String text) {
        return ByteString.copyOf(decodeDigits(text));
    }

    /**
     * Divides the number by 58 to the fifth again and again, which gives five digits at a time: an address needs a seventh of
     * the steps that it takes with single bytes and digits.
     */
    private static String encodeDigits(byte[] bytes) {
        int zeros = leadingZeros(bytes);
        int[] number = words(bytes);
        // log(256) / log(58) is below 1.37
        byte[] text = new byte[bytes.length * 137 / 100 + DIGITS_AT_ONCE];
        int end = text.length;
        for (int start = 0; start < number.length; ) {
            int digits = divide(number, start);
            for (int i = 0; i < DIGITS_AT_ONCE; i++) {
                text[--end] = (byte) DIGITS.charAt(digits % 58);
                digits /= 58;
            }
            while (start < number.length && number[start] == 0) {
                start++;
            }
        }
        while (end < text.length && text[end] == '1') {
            end++;
        }
        return "1".repeat(zeros) + new String(text, end, text.length - end, StandardCharsets.US_ASCII);
    }

    /** The number that the bytes are, in words of 32 bits, most significant first; none for zero. */
    private static int[] words(byte[] bytes) {
        int[] words = new int[(bytes.length + 3) / 4];
        for (int i = 0; i < bytes.length; i++) {
            int place = bytes.length - 1 - i;
            words[words.length - 1 - i / 4] |= (bytes[place] & 0xff) << (8 * (i % 4));
        }
        int zeros = 0;
        while (zeros < words.length && words[zeros] == 0) {
            zeros++;
        }
        return Arrays.copyOfRange(words, zeros, words.length);
    }

    /** Divides a number by {@link #FIVE_DIGITS} in place; gives the remainder. */
    private static int divide(int[] number, int start) {
        long remainder = 0;
        for (int i = start; i < number.length; i++) {
            long value = (remainder << 32) | (number[i] & 0xffff_ffffL);
            number[i] = (int) (value / FIVE_DIGITS);
            remainder = value % FIVE_DIGITS;
        }
        return (int) remainder;
    }

    private static byte[] decodeDigits(String text) {
        byte[] number = new byte[text.length()];
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new MalformedException(i, FormError.BASE58_DIGIT.with(), "'" + text.charAt(i) + "'");
            }
            number[i] = (byte) digit;
        }
        int zeros = leadingZeros(number);
        byte[] bytes = new byte[number.length];
        int end = bytes.length;
        for (int start = zeros; start < number.length; ) {
            bytes[--end] = (byte) divide(number, start, 58, 256);
            if (number[start] == 0) {
                start++;
            }
        }
        while (end < bytes.length && bytes[end] == 0) {
            end++;
        }
        byte[] withZeros = new byte[zeros + bytes.length - end];
        System.arraycopy(bytes, end, withZeros, zeros, bytes.length - end);
        return withZeros;
    }

    /** Divides a number, most significant digit first, in place; gives the remainder. */
    private static int divide(byte[] number, int start, int base, int divisor) {
        int remainder = 0;
        for (int i = start; i < number.length; i++) {
            int value = remainder * base + (number[i] & 0xff);
            number[i] = (byte) (value / divisor);
            remainder = value % divisor;
        }
        return remainder;
    }

    private static int leadingZeros(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        return zeros;
    }
}
