package org.wonsi.core.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;

/** The lenient reading behind {@link EcdsaSignature#parseLaxDer}. */
final class LaxDer {
    private static final int FAILED = -1;

    private final ByteString bytes;
    private int position;

    LaxDer(ByteString bytes) {
        this.bytes = bytes;
    }

    Optional<EcdsaSignature> parse() {
        if (!readByte(0x30) || !skipOuterLength()) {
            return Optional.empty();
        }
        Optional<BigInteger> r = readInteger();
        Optional<BigInteger> s = r.isPresent() ? readInteger() : Optional.empty();
        return s.isPresent() ? EcdsaSignature.ofParsed(r.get(), s.get()) : Optional.empty();
    }

    private boolean readByte(int expected) {
        if (position == bytes.size() || bytes.at(position) != expected) {
            return false;
        }
        position++;
        return true;
    }

    /** The length of the whole is passed over and not believed. */
    private boolean skipOuterLength() {
        if (position == bytes.size()) {
            return false;
        }
        int length = bytes.at(position++);
        if ((length & 0x80) != 0) {
            int lengthBytes = length - 0x80;
            if (lengthBytes > bytes.size() - position) {
                return false;
            }
            position += lengthBytes;
        }
        return true;
    }

    private Optional<BigInteger> readInteger() {
        if (!readByte(0x02)) {
            return Optional.empty();
        }
        int length = readLength();
        if (length == FAILED || length > bytes.size() - position) {
            return Optional.empty();
        }
        // Unsigned whatever its first bit says; a length of 0 is zero.
        BigInteger number = EcdsaSignature.number(bytes, position, position + length);
        position += length;
        return Optional.of(number);
    }

    /** Short form, or long form of at most three significant bytes after any zeros. */
    private int readLength() {
        if (position == bytes.size()) {
            return FAILED;
        }
        int first = bytes.at(position++);
        if ((first & 0x80) == 0) {
            return first;
        }
        int lengthBytes = first - 0x80;
        if (lengthBytes > bytes.size() - position) {
            return FAILED;
        }
        while (lengthBytes > 0 && bytes.at(position) == 0) {
            position++;
            lengthBytes--;
        }
        if (lengthBytes >= 4) {
            return FAILED;
        }
        int length = 0;
        for (; lengthBytes > 0; lengthBytes--) {
            length = length << 8 | bytes.at(position++);
        }
        return length;
    }
}
