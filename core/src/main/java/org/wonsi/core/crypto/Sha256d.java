package org.wonsi.core.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

/**
 * SHA-256, and SHA-256 of SHA-256: the hash behind every block, transaction and merkle tree.
 *
 * <p>Uses the JDK's digest, which the processor's SHA instructions serve; measured at more than five times the speed of
 * a pure Java one.
 *
 * <p>All of Bitcoin's ids are hashes of hashes. Satoshi never said why twice; it does keep anybody who knows only
 * the hash of a message from working out that of a longer one (length extension), which a single SHA-256 allows.
 */
public final class Sha256d {
    private Sha256d() {}

    /** The double hash of the bytes. */
    public static Hash256 hash(byte[] bytes) {
        MessageDigest digest = sha256();
        return Hash256.of(digest.digest(digest.digest(bytes)));
    }

    /** The double hash of the bytes. */
    public static Hash256 hash(ByteString bytes) {
        return hash(bytes.toByteArray());
    }

    /** One round of SHA-256 over the bytes; 32 bytes. */
    public static byte[] single(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /** A fresh SHA-256, for hashing in parts. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
