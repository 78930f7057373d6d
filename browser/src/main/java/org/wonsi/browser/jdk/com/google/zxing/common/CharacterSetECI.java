package org.wonsi.browser.jdk.com.google.zxing.common;

import com.google.zxing.FormatException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for ZXing's class of this name, with the character sets that a tab has; the library's asks for many that it hasn't.
 *
 * <p>A code in another set can't be read. Addresses and links are ASCII.
 */
public enum CharacterSetECI {
    ISO8859_1(3),
    UTF8(26),
    ASCII(27);

    private final int value;

    CharacterSetECI(int value) {
        this.value = value;
    }

    /** Its number in a code. */
    public int getValue() {
        return value;
    }

    /** The characters. */
    public Charset getCharset() {
        return switch (this) {
            case ISO8859_1 -> StandardCharsets.ISO_8859_1;
            case UTF8 -> StandardCharsets.UTF_8;
            case ASCII -> StandardCharsets.US_ASCII;
        };
    }

    /** The set of these characters; null if there is none. */
    public static @Nullable CharacterSetECI getCharacterSetECI(Charset charset) {
        for (CharacterSetECI each : values()) {
            if (each.getCharset().equals(charset)) {
                return each;
            }
        }
        return null;
    }

    /** The set of this number; null if it is one that a tab doesn't have. */
    public static @Nullable CharacterSetECI getCharacterSetECIByValue(int value) throws FormatException {
        if (value < 0 || value >= 900) {
            throw FormatException.getFormatInstance();
        }
        for (CharacterSetECI each : values()) {
            if (each.value == value) {
                return each;
            }
        }
        return null;
    }

    /** The set of this name; null if there is none. */
    public static @Nullable CharacterSetECI getCharacterSetECIByName(String name) {
        for (CharacterSetECI each : values()) {
            if (each.name().equals(name) || each.getCharset().name().equals(name)) {
                return each;
            }
        }
        return null;
    }
}
