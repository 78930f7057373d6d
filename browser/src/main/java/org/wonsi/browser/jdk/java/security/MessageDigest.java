package org.wonsi.browser.jdk.java.security;

import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.util.Memoable;

/** A stand-in for the JDK's class of this name, on Bouncy Castle's digests: SHA-256, SHA-1, SHA-512. */
public final class MessageDigest implements Cloneable {
    private final Digest digest;

    private MessageDigest(Digest digest) {
        this.digest = digest;
    }

    /** A fresh digest by its name. */
    public static MessageDigest getInstance(String algorithm) throws NoSuchAlgorithmException {
        return new MessageDigest(
                switch (algorithm) {
                    case "SHA-256" -> new SHA256Digest();
                    case "SHA-1" -> new SHA1Digest();
                    case "SHA-512" -> new SHA512Digest();
                    default -> throw new NoSuchAlgorithmException(algorithm);
                });
    }

    /** Compares all bytes, wherever they differ. */
    public static boolean isEqual(byte[] a, byte[] b) {
        int difference = a.length ^ b.length;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            difference |= a[i] ^ b[i];
        }
        return difference == 0;
    }

    /** Adds a byte. */
    public void update(byte input) {
        digest.update(input);
    }

    /** Adds bytes. */
    public void update(byte[] input) {
        digest.update(input, 0, input.length);
    }

    /** Adds some of the bytes. */
    public void update(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    /** The hash of what was added; begins anew. */
    public byte[] digest() {
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** The hash of what was added and these bytes; begins anew. */
    public byte[] digest(byte[] input) {
        update(input);
        return digest();
    }

    /** Writes the hash into a buffer; begins anew. */
    public int digest(byte[] buffer, int offset, int length) {
        return digest.doFinal(buffer, offset);
    }

    /** Forgets what was added. */
    public void reset() {
        digest.reset();
    }

    /** A digest that has seen the same bytes. */
    @Override
    public Object clone() {
        return new MessageDigest((Digest) ((Memoable) digest).copy());
    }
}
