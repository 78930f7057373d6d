package org.wonsi.browser.jdk.java.util;

/** A stand-in for the JDK's class of this name: lower-case digits, no delimiter. */
public final class HexFormat {
    private static final HexFormat PLAIN = new HexFormat();
    private static final String DIGITS = "0123456789abcdef";

    private HexFormat() {}

    /** The only format here. */
    public static HexFormat of() {
        return PLAIN;
    }

    /** Whether the character is a digit in base 16. */
    public static boolean isHexDigit(int ch) {
        return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f') || (ch >= 'A' && ch <= 'F');
    }

    /** Two digits a byte. */
    public String formatHex(byte[] bytes) {
        char[] text = new char[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = DIGITS.charAt((bytes[i] >> 4) & 15);
            text[2 * i + 1] = DIGITS.charAt(bytes[i] & 15);
        }
        return new String(text);
    }

    /** Eight digits. */
    public String toHexDigits(int value) {
        return toHexDigits(value, 8);
    }

    /** The last digits of a number. */
    public String toHexDigits(long value, int digits) {
        char[] text = new char[digits];
        for (int i = 0; i < digits; i++) {
            text[i] = DIGITS.charAt((int) (value >>> (4 * (digits - 1 - i))) & 15);
        }
        return new String(text);
    }

    /** The bytes of a text that {@link #isHexDigit} has looked at. */
    public byte[] parseHex(CharSequence text) {
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((value(text.charAt(2 * i)) << 4) | value(text.charAt(2 * i + 1)));
        }
        return bytes;
    }

    private static int value(char digit) {
        return digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10;
    }
}
