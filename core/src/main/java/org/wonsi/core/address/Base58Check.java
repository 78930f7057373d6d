package org.wonsi.core.address;

import java.nio.charset.StandardCharsets;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.crypto.Sha256d;

/**
 * Bytes as text that people can copy by hand: base 58 with a checksum.
 *
 * <p>The digits leave out 0, O, I and l, which look alike. Each leading zero byte is written as one '1'. The checksum is
 * the first 4 bytes of the double SHA-256; a mistyped text passes once in four billion. Source: Bitcoin Core, {@code
 * base58.cpp}.
 */
public final class Base58Check {
    /** The longest text that is looked at; an extended key has 111 characters. */
    public static final int MAX_LENGTH = 128;

    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int CHECKSUM_SIZE = 4;

    private Base58Check() {}

    /** Formats version and payload, adding the checksum. */
    public static String encode(ByteString payload) {
        return encodeDigits(new ByteWriter()
                .writeBytes(payload)
                .writeBytes(checksum(payload))
                .toByteArray());
    }

    /**
     * Parses a text into version and payload.
     *
     * @throws MalformedException naming the character that is no digit, or saying that the checksum doesn't match
     */
    public static ByteString decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException(
                    MAX_LENGTH, "at most " + MAX_LENGTH + " characters", text.length() + " characters");
        }
        byte[] bytes = decodeDigits(text);
        if (bytes.length < CHECKSUM_SIZE + 1) {
            throw new MalformedException("the text '" + text + "' is too short");
        }
        ByteString payload = ByteString.copyOf(bytes, 0, bytes.length - CHECKSUM_SIZE);
        if (!checksum(payload).equals(ByteString.copyOf(bytes, bytes.length - CHECKSUM_SIZE, bytes.length))) {
            throw new MalformedException("the checksum doesn't match: a character is wrong, missing or too many");
        }
        return payload;
    }

    private static ByteString checksum(ByteString payload) {
        return ByteString.copyOf(Sha256d.hash(payload).toByteArray(), 0, CHECKSUM_SIZE);
    }

    private static String encodeDigits(byte[] bytes) {
        int zeros = leadingZeros(bytes);
        byte[] number = bytes.clone();
        // log(256) / log(58) is below 1.37
        byte[] text = new byte[bytes.length * 137 / 100 + 1];
        int end = text.length;
        for (int start = zeros; start < number.length; ) {
            text[--end] = (byte) DIGITS.charAt(divide(number, start, 256, 58));
            if (number[start] == 0) {
                start++;
            }
        }
        while (end < text.length && text[end] == '1') {
            end++;
        }
        return "1".repeat(zeros) + new String(text, end, text.length - end, StandardCharsets.US_ASCII);
    }

    private static byte[] decodeDigits(String text) {
        byte[] number = new byte[text.length()];
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new MalformedException(
                        i, "a base 58 digit (letters and digits without 0, O, I and l)", "'" + text.charAt(i) + "'");
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
