package org.wonsi.core.address;

import java.util.Locale;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * A text in bech32 or bech32m, the form of SegWit addresses: prefix, '1', data in base 32, six characters of checksum.
 *
 * <p>The checksum finds any four wrong characters. Read here only to tell a SegWit address from a typing error. Source:
 * BIP 173 (bech32), BIP 350 (bech32m).
 *
 * @param prefix the human-readable part in lower case: "bc" on mainnet
 * @param data five bits a byte, without the checksum
 * @param modified whether the checksum is bech32m's
 */
public record Bech32(String prefix, ByteString data, boolean modified) {
    private static final String DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int MAX_LENGTH = 90;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc8_30a3;
    private static final int[] GENERATOR = {0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3};

    /**
     * Parses a text in either form.
     *
     * @throws MalformedException saying what is wrong: the length, a character, upper and lower case mixed, the checksum
     */
    public static Bech32 decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException(
                    MAX_LENGTH,
                    FormError.AT_MOST_CHARACTERS.with(MAX_LENGTH),
                    FormError.CHARACTERS.with(text.length()));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new MalformedException(FormError.MIXED_CASE);
        }
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || separator + 1 + CHECKSUM_LENGTH > lower.length()) {
            throw new MalformedException(FormError.BECH32_FORM);
        }
        byte[] values = values(lower, separator);
        int checksum = checksum(prefix(lower, separator), values);
        if (checksum != BECH32 && checksum != BECH32M) {
            throw new MalformedException(FormError.CHECKSUM);
        }
        ByteString data = ByteString.copyOf(values, 0, values.length - CHECKSUM_LENGTH);
        return new Bech32(lower.substring(0, separator), data, checksum == BECH32M);
    }

    private static String prefix(String lower, int separator) {
        for (int i = 0; i < separator; i++) {
            if (lower.charAt(i) < 33 || lower.charAt(i) > 126) {
                throw new MalformedException(i, FormError.PRINTABLE.with(), "character " + (int) lower.charAt(i));
            }
        }
        return lower.substring(0, separator);
    }

    private static byte[] values(String lower, int separator) {
        byte[] values = new byte[lower.length() - separator - 1];
        for (int i = 0; i < values.length; i++) {
            int position = separator + 1 + i;
            int value = DIGITS.indexOf(lower.charAt(position));
            if (value < 0) {
                throw new MalformedException(
                        position, FormError.BECH32_DIGIT.with(), "'" + lower.charAt(position) + "'");
            }
            values[i] = (byte) value;
        }
        return values;
    }

    /** The BCH code's remainder over the prefix's high bits, a zero, its low bits, and the data. */
    private static int checksum(String prefix, byte[] values) {
        int remainder = 1;
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) >> 5);
        }
        remainder = step(remainder, 0);
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) & 31);
        }
        for (byte value : values) {
            remainder = step(remainder, value);
        }
        return remainder;
    }

    private static int step(int remainder, int value) {
        int top = remainder >>> 25;
        int next = ((remainder & 0x1ff_ffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if ((top >> i & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}
