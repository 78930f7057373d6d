package org.wonsi.core.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;

/**
 * A private key: a secret number from 1 to the order of the curve less one, in 32 bytes, most significant first.
 *
 * <p>Whoever knows it owns the coins. {@link #toString} doesn't show it, and {@link #wipe} overwrites it, as far as Java
 * allows: a moving garbage collector may have left copies.
 */
public final class PrivateKey {
    /** The length in bytes. */
    public static final int SIZE = 32;

    private final byte[] secret;
    private boolean wiped;

    private PrivateKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Copies 32 bytes, most significant first; the caller wipes its own.
     *
     * @throws MalformedException if there are not 32, or the number is zero or not below the curve's order; the message
     *     doesn't show the bytes
     */
    public static PrivateKey of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new MalformedException(0, FormError.KEY_BYTES.with(), FormError.BYTES.with(bytes.length));
        }
        if (!isInRange(bytes)) {
            throw new MalformedException(FormError.KEY_RANGE);
        }
        return new PrivateKey(bytes.clone());
    }

    /** A new key; for real money the source must be a {@code SecureRandom}. */
    public static PrivateKey generate(RandomGenerator random) {
        byte[] bytes = new byte[SIZE];
        do {
            random.nextBytes(bytes);
        } while (!isInRange(bytes));
        return new PrivateKey(bytes);
    }

    /** The public key, in 33 (compressed) or 65 bytes. */
    public PublicKey publicKey(boolean compressed) {
        return Secp256k1.best().publicKey(this, compressed);
    }

    /** Signs a digest, RFC 6979 and low s. */
    public EcdsaSignature sign(Hash256 digest) {
        return Secp256k1.best().sign(digest, this);
    }

    /**
     * The key plus a number, modulo the curve's order; for BIP 32.
     *
     * @param tweak 32 bytes, most significant first
     * @return empty if the tweak isn't below the order or the sum is zero
     */
    public Optional<PrivateKey> tweakAdd(byte[] tweak) {
        checkNotWiped();
        BigInteger number = new BigInteger(1, tweak);
        BigInteger sum = number.add(new BigInteger(1, secret)).mod(Secp256k1.ORDER);
        if (tweak.length != SIZE || number.compareTo(Secp256k1.ORDER) >= 0 || sum.signum() == 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[SIZE];
        EcdsaSignature.writeNumber(sum, bytes, 0);
        return Optional.of(new PrivateKey(bytes));
    }

    /** A copy of the 32 secret bytes, most significant first; the caller wipes it. */
    public byte[] toByteArray() {
        checkNotWiped();
        return secret.clone();
    }

    /** Overwrites the secret; the key can't be used afterwards. */
    public void wipe() {
        Arrays.fill(secret, (byte) 0);
        wiped = true;
    }

    private void checkNotWiped() {
        if (wiped) {
            throw new IllegalStateException("the private key has been wiped");
        }
    }

    private static boolean isInRange(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        return number.signum() > 0 && number.compareTo(Secp256k1.ORDER) < 0;
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object o) {
        return o instanceof PrivateKey other && MessageDigest.isEqual(secret, other.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    /** Doesn't show the secret. */
    @Override
    public String toString() {
        return "PrivateKey[not shown]";
    }
}
