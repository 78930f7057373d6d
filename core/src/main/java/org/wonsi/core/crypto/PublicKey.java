package org.wonsi.core.crypto;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;

/**
 * A public key as it is written in scripts: a point of the curve in one of its forms.
 *
 * <pre>
 *   02 or 03   x            33 bytes, compressed; the first byte gives the parity of y
 *   04         x y          65 bytes
 *   06 or 07   x y          65 bytes, hybrid: both at once. Nobody writes it, consensus accepts it
 * </pre>
 *
 * <p>The bytes stay as they came, because their hash is the address. Having the form says nothing about lying on the
 * curve: that is {@link #isOnCurve()}, a signature by a key that doesn't is simply false, as in Bitcoin Core.
 *
 * @param bytes 33 or 65 bytes of one of the forms
 */
public record PublicKey(ByteString bytes) implements Comparable<PublicKey> {
    public PublicKey {
        if (!hasForm(bytes)) {
            throw new MalformedException(
                    0,
                    FormError.PUBLIC_KEY_FORM.with(),
                    bytes.isEmpty()
                            ? FormError.BYTES.with(0)
                            : FormError.PUBLIC_KEY_BYTES.with(bytes.size(), bytes.slice(0, 1)));
        }
    }

    /**
     * Takes the bytes of a key.
     *
     * @throws MalformedException if length and first byte don't fit; the curve isn't looked at
     */
    public static PublicKey parse(ByteString bytes) {
        return new PublicKey(bytes);
    }

    /** Whether length and first byte are those of a public key; Bitcoin Core's {@code CPubKey::IsValid}. */
    public static boolean hasForm(ByteString bytes) {
        return switch (bytes.size()) {
            case 33 -> bytes.at(0) == 2 || bytes.at(0) == 3;
            case 65 -> bytes.at(0) == 4 || bytes.at(0) == 6 || bytes.at(0) == 7;
            default -> false;
        };
    }

    /** Whether this is the 33-byte form. */
    public boolean isCompressed() {
        return bytes.size() == 33;
    }

    /** Whether the bytes name a point of the curve; Bitcoin Core's {@code CPubKey::IsFullyValid}. */
    public boolean isOnCurve() {
        return Secp256k1.best().isOnCurve(this);
    }

    /** Whether this key signed the digest. */
    public boolean verify(Hash256 digest, EcdsaSignature signature) {
        return Secp256k1.best().verify(digest, signature, this);
    }

    /** The 20-byte hash that an address holds; the two forms of one key have different ones. */
    public ByteString hash160() {
        return Hash160.hash(bytes);
    }

    @Override
    public int compareTo(PublicKey other) {
        return bytes.compareTo(other.bytes);
    }

    /** Hex. */
    @Override
    public String toString() {
        return bytes.toHex();
    }
}
