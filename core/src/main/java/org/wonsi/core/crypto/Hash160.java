package org.wonsi.core.crypto;

import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.wonsi.core.bytes.ByteString;

/**
 * RIPEMD-160 of SHA-256: the 20 bytes that stand for a public key or a script in an address.
 *
 * <p>Shorter than the key, and the key stays unknown until the coin is spent. Source: Bitcoin's {@code OP_HASH160}.
 */
public final class Hash160 {
    /** The length in bytes. */
    public static final int SIZE = 20;

    private Hash160() {}

    /** The 20-byte hash. */
    public static ByteString hash(ByteString bytes) {
        return hash(bytes.toByteArray());
    }

    /** The 20-byte hash. */
    public static ByteString hash(byte[] bytes) {
        return ByteString.copyOf(ripemd160(Sha256d.single(bytes)));
    }

    /** RIPEMD-160 alone, 20 bytes. The JDK has none, so Bouncy Castle's. */
    public static byte[] ripemd160(byte[] bytes) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] out = new byte[SIZE];
        digest.doFinal(out, 0);
        return out;
    }
}
