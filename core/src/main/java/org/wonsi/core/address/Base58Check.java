package org.wonsi.core.address;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
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

    private static final int CHECKSUM_SIZE = 4;

    private Base58Check() {}

    /** Formats version and payload, adding the checksum. */
    public static String encode(ByteString payload) {
        return Base58.encode(payload.concat(checksum(payload)));
    }

    /**
     * Parses a text into version and payload.
     *
     * @throws MalformedException naming the character that is no digit, or saying that the checksum doesn't match
     */
    public static ByteString decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException(
                    MAX_LENGTH,
                    FormError.AT_MOST_CHARACTERS.with(MAX_LENGTH),
                    FormError.CHARACTERS.with(text.length()));
        }
        ByteString bytes = Base58.decode(text);
        if (bytes.size() < CHECKSUM_SIZE + 1) {
            throw new MalformedException(FormError.TOO_SHORT, text);
        }
        ByteString payload = bytes.slice(0, bytes.size() - CHECKSUM_SIZE);
        if (!checksum(payload).equals(bytes.slice(payload.size(), bytes.size()))) {
            throw new MalformedException(FormError.CHECKSUM);
        }
        return payload;
    }

    private static ByteString checksum(ByteString payload) {
        return ByteString.copyOf(Sha256d.hash(payload).toByteArray(), 0, CHECKSUM_SIZE);
    }
}
