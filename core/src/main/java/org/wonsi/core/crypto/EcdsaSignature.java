package org.wonsi.core.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;

/**
 * An ECDSA signature: the two numbers r and s.
 *
 * <p>In scripts it is written in DER, followed by a byte for the hash type that isn't part of it here:
 *
 * <pre>
 *   30 length
 *      02 length  r    signed, most significant first, no needless leading zero
 *      02 length  s
 * </pre>
 *
 * <p>For every (r, s) the pair (r, order − s) is valid too; the lower s is the one to write (BIP 62, rule 5), so that
 * nobody on the way can change a transaction's id. Source: paper, section 2; SEC 1; BIP 66.
 *
 * @param r 0 to 2^256-1; valid from 1 to the order less one
 * @param s the same
 */
public record EcdsaSignature(BigInteger r, BigInteger s) {
    private static final BigInteger HALF_ORDER = Secp256k1.ORDER.shiftRight(1);

    /** A signature that verifies against nothing. */
    private static final EcdsaSignature NEVER_VALID = new EcdsaSignature(BigInteger.ZERO, BigInteger.ZERO);

    public EcdsaSignature {
        if (r.signum() < 0 || r.bitLength() > 256 || s.signum() < 0 || s.bitLength() > 256) {
            throw new IllegalArgumentException("r and s have 0 to 256 bits");
        }
    }

    /** Whether r and s both lie between 1 and the order less one; outside, no key can have made it. */
    public boolean isInRange() {
        return r.signum() > 0 && r.compareTo(Secp256k1.ORDER) < 0 && s.signum() > 0 && s.compareTo(Secp256k1.ORDER) < 0;
    }

    /** Whether s is the lower of its two values: at most half the order. */
    public boolean isLowS() {
        return s.compareTo(HALF_ORDER) <= 0;
    }

    /** The same signature with the lower s. */
    public EcdsaSignature normalized() {
        return isLowS() || s.compareTo(Secp256k1.ORDER) >= 0
                ? this
                : new EcdsaSignature(r, Secp256k1.ORDER.subtract(s));
    }

    /** r and s in 32 bytes each, most significant first. */
    public ByteString toCompact() {
        byte[] bytes = new byte[64];
        writeNumber(r, bytes, 0);
        writeNumber(s, bytes, 32);
        return ByteString.copyOf(bytes);
    }

    /** Reads r and s from 64 bytes. */
    public static EcdsaSignature ofCompact(ByteString compact) {
        if (compact.size() != 64) {
            throw new IllegalArgumentException("a compact signature has 64 bytes, not " + compact.size());
        }
        return new EcdsaSignature(number(compact, 0, 32), number(compact, 32, 64));
    }

    /** The DER form, without hash type; 8 to 72 bytes. */
    public ByteString toDer() {
        byte[] rBytes = r.toByteArray();
        byte[] sBytes = s.toByteArray();
        return new ByteWriter(72)
                .writeUInt8(0x30)
                .writeUInt8(4 + rBytes.length + sBytes.length)
                .writeUInt8(0x02)
                .writeUInt8(rBytes.length)
                .writeBytes(rBytes)
                .writeUInt8(0x02)
                .writeUInt8(sBytes.length)
                .writeBytes(sBytes)
                .toByteString();
    }

    /**
     * Whether the bytes (without hash type) are strict DER, byte for byte by BIP 66.
     *
     * <p>The size of the numbers isn't looked at, only their form: 33 bytes of r pass, as they do in Bitcoin Core.
     */
    public static boolean isStrictDer(ByteString der) {
        int size = der.size();
        if (size < 8 || size > 72 || der.at(0) != 0x30 || der.at(1) != size - 2) {
            return false;
        }
        int rSize = der.at(3);
        if (5 + rSize >= size) {
            return false;
        }
        int sSize = der.at(5 + rSize);
        return rSize + sSize + 6 == size && isStrictInteger(der, 2, rSize) && isStrictInteger(der, 4 + rSize, sSize);
    }

    /** Tag 02, at least one byte, not negative, no zero byte in front that the sign doesn't need. */
    private static boolean isStrictInteger(ByteString der, int tag, int length) {
        if (der.at(tag) != 0x02 || length == 0) {
            return false;
        }
        int first = der.at(tag + 2);
        return (first & 0x80) == 0 && !(length > 1 && first == 0 && (der.at(tag + 3) & 0x80) == 0);
    }

    /**
     * Reads strict DER, without hash type; empty if it isn't. Numbers of more than 256 bits, which strict DER can hold,
     * give a signature that verifies against nothing.
     */
    public static Optional<EcdsaSignature> parseDer(ByteString der) {
        return isStrictDer(der) ? parseLaxDer(der) : Optional.empty();
    }

    /**
     * Reads a signature as leniently as Bitcoin's consensus does for the blocks before BIP 66.
     *
     * <p>OpenSSL accepted much that isn't DER: wrong outer lengths, lengths in long form, superfluous zero bytes, missing
     * sign bytes, trailing bytes. Bitcoin Core froze exactly that in {@code ecdsa_signature_parse_der_lax}, and real
     * blocks depend on it. Numbers that are too large are no failure to parse but a signature that never verifies.
     */
    public static Optional<EcdsaSignature> parseLaxDer(ByteString bytes) {
        return new LaxDer(bytes).parse();
    }

    static Optional<EcdsaSignature> ofParsed(BigInteger r, BigInteger s) {
        return Optional.of(
                r.compareTo(Secp256k1.ORDER) >= 0 || s.compareTo(Secp256k1.ORDER) >= 0
                        ? NEVER_VALID
                        : new EcdsaSignature(r, s));
    }

    static BigInteger number(ByteString bytes, int from, int to) {
        return new BigInteger(1, bytes.slice(from, to).toByteArray());
    }

    /** Writes a number of at most 256 bits into 32 bytes, most significant first. */
    static void writeNumber(BigInteger number, byte[] into, int offset) {
        byte[] bytes = number.toByteArray();
        int from = Math.max(0, bytes.length - 32);
        int length = bytes.length - from;
        Arrays.fill(into, offset, offset + 32 - length, (byte) 0);
        System.arraycopy(bytes, from, into, offset + 32 - length, length);
    }
}
