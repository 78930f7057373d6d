package org.wonsi.core.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.wonsi.core.bytes.Hash256;

/**
 * ECDSA over the curve secp256k1 (y² = x³ + 7): the arithmetic behind every signature in Bitcoin.
 *
 * <p>Two implementations, chosen once: the native library Bitcoin Core itself uses, and Bouncy Castle in plain Java,
 * three to four times slower, for machines on which the native one doesn't load, and not
 * constant-time: {@link BouncyCastleSecp256k1} says what that means for private keys. Their results are equal bit for bit, so
 * the choice is never visible in a block. {@link #best()} is the one to use; the system property {@value #PROPERTY} set
 * to {@code native} or {@code bouncycastle} forces one.
 *
 * <p>Source: SEC 2 (the curve), SEC 1 (ECDSA), RFC 6979 (the nonce), BIP 62 rule 5 (low s).
 */
public interface Secp256k1 {
    /** The system property that forces an implementation. */
    String PROPERTY = "wonsi.secp256k1";

    /** The number of points of the curve's group; keys, r and s lie between 1 and this less one. */
    BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    /** The implementation's name: {@code native} or {@code bouncycastle}. */
    String name();

    /** The public key of a private key, in 33 (compressed) or 65 bytes. */
    PublicKey publicKey(PrivateKey privateKey, boolean compressed);

    /**
     * Signs a message digest.
     *
     * <p>The nonce comes from key and digest by RFC 6979: a nonce used twice, or guessed, gives the private key away. s
     * is the lower of its two possible values, as relay policy asks.
     */
    EcdsaSignature sign(Hash256 digest, PrivateKey privateKey);

    /**
     * Whether the signature over the digest is the public key's.
     *
     * <p>High s counts too, as consensus has it. False, never an exception, for r or s out of range and for a public key
     * that is no point of the curve.
     */
    boolean verify(Hash256 digest, EcdsaSignature signature, PublicKey publicKey);

    /** Whether the bytes of the key name a point of the curve (hybrid form included). */
    boolean isOnCurve(PublicKey publicKey);

    /** The same point in 33 (compressed) or 65 bytes; empty if it isn't on the curve. */
    Optional<PublicKey> convert(PublicKey publicKey, boolean compressed);

    /**
     * The point plus {@code tweak} times the generator, compressed; for BIP 32.
     *
     * @param tweak 32 bytes, most significant first
     * @return empty if the tweak isn't below the order, the key isn't on the curve, or the sum is the point at infinity
     */
    Optional<PublicKey> tweakAdd(PublicKey publicKey, byte[] tweak);

    /**
     * The public key, compressed, that made a signature over a digest, for signed text messages.
     *
     * @param recoveryId 0 to 3: bit 0 the parity of the nonce point's y, bit 1 whether its x was above the order
     * @return empty if there is no such key
     */
    Optional<PublicKey> recover(Hash256 digest, EcdsaSignature signature, int recoveryId);

    /**
     * The native implementation if its library loads on this machine, else Bouncy Castle's.
     *
     * @throws IllegalArgumentException if the system property {@value #PROPERTY} has another value
     * @throws IllegalStateException if the property asks for the native library and it doesn't load
     */
    static Secp256k1 best() {
        return BestSecp256k1.CHOICE;
    }
}
