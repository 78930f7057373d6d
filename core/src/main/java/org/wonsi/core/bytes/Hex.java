package org.wonsi.core.bytes;

import java.util.HexFormat;

/** Hexadecimal text, two lower-case digits a byte, in the order of the bytes. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** Formats bytes as lower-case hex. */
    public static String format(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    /**
     * Parses hex of either case.
     *
     * @throws MalformedException with the offset of the first character that is no hex digit, or if the length is odd
     */
    public static byte[] parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                throw new MalformedException(i, FormError.HEX_DIGIT.with(), "'" + text.charAt(i) + "'");
            }
        }
        if (text.length() % 2 != 0) {
            throw new MalformedException(
                    text.length(), FormError.HEX_EVEN.with(), FormError.DIGITS.with(text.length()));
        }
        return FORMAT.parseHex(text);
    }
}
