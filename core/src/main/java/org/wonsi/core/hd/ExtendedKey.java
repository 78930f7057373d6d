package org.wonsi.core.hd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.HmacSha512;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;

/**
 * A key that has children: a public key, perhaps its private key, and a chain code that makes the children unguessable.
 *
 * <p>A child's number is hashed with the parent's key and chain code (HMAC-SHA512); the left half is added to the key,
 * the right half is the child's chain code. Because addition works on both sides of the curve, the public parent alone
 * gives the public children: a wallet can watch without being able to spend. Source: BIP 32.
 */
public final class ExtendedKey {
    private final PublicKey publicKey;
    private final @Nullable PrivateKey privateKey;
    private final ByteString chainCode;
    private final int depth;
    private final ByteString parentFingerprint;
    private final long childNumber;

    ExtendedKey(
            PublicKey publicKey,
            @Nullable PrivateKey privateKey,
            ByteString chainCode,
            int depth,
            ByteString parentFingerprint,
            long childNumber) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.chainCode = chainCode;
        this.depth = depth;
        this.parentFingerprint = parentFingerprint;
        this.childNumber = childNumber;
    }

    /**
     * The root of a seed's tree.
     *
     * @param seed 16 to 64 bytes; left as they are, the caller wipes them
     * @throws IllegalArgumentException if the seed has another size, or (once in 2^127 seeds) gives no key
     */
    public static ExtendedKey master(byte[] seed) {
        if (seed.length < 16 || seed.length > 64) {
            throw new IllegalArgumentException("a seed has 16 to 64 bytes, not " + seed.length);
        }
        byte[] hash = HmacSha512.mac("Bitcoin seed".getBytes(StandardCharsets.US_ASCII), seed);
        byte[] left = Arrays.copyOf(hash, 32);
        PrivateKey key = PrivateKey.of(left);
        ByteString chainCode = ByteString.copyOf(hash, 32, 64);
        Arrays.fill(hash, (byte) 0);
        Arrays.fill(left, (byte) 0);
        return new ExtendedKey(key.publicKey(true), key, chainCode, 0, ByteString.ofHex("00000000"), 0);
    }

    /**
     * A child.
     *
     * @param index 0 to 2^32-1, hardened from {@link KeyPath#HARDENED} on
     * @throws IllegalArgumentException if a hardened child is asked of a public key, or the tree is 255 deep, or (once
     *     in 2^127) this child doesn't exist, and the next one is to be taken
     */
    public ExtendedKey child(long index) {
        if (index < 0 || index > 0xffff_ffffL) {
            throw new IllegalArgumentException("child number out of range: " + index);
        }
        if (depth == 255) {
            throw new IllegalArgumentException("a key 255 steps from the root has no children");
        }
        byte[] input = childInput(index);
        byte[] hash = HmacSha512.mac(chainCode.toByteArray(), input);
        Arrays.fill(input, (byte) 0);
        byte[] tweak = Arrays.copyOf(hash, 32);
        ByteString childCode = ByteString.copyOf(hash, 32, 64);
        Arrays.fill(hash, (byte) 0);
        try {
            PrivateKey secret = privateKey;
            if (secret == null) {
                PublicKey child = Secp256k1.best().tweakAdd(publicKey, tweak).orElseThrow(() -> noChild(index));
                return new ExtendedKey(child, null, childCode, depth + 1, fingerprint(), index);
            }
            PrivateKey child = secret.tweakAdd(tweak).orElseThrow(() -> noChild(index));
            return new ExtendedKey(child.publicKey(true), child, childCode, depth + 1, fingerprint(), index);
        } finally {
            Arrays.fill(tweak, (byte) 0);
        }
    }

    /** What is hashed for a child: the private key if hardened, else the public one, and the number. */
    private byte[] childInput(long index) {
        byte[] input = new byte[37];
        if (index >= KeyPath.HARDENED) {
            PrivateKey secret = privateKey;
            if (secret == null) {
                throw new IllegalArgumentException("a hardened child can't be derived from a public key");
            }
            byte[] bytes = secret.toByteArray();
            System.arraycopy(bytes, 0, input, 1, 32);
            Arrays.fill(bytes, (byte) 0);
        } else {
            System.arraycopy(publicKey.bytes().toByteArray(), 0, input, 0, 33);
        }
        for (int i = 0; i < 4; i++) {
            input[33 + i] = (byte) (index >>> (24 - 8 * i));
        }
        return input;
    }

    private static IllegalArgumentException noChild(long index) {
        return new IllegalArgumentException("there is no child " + index + "; take the next number");
    }

    /** The descendant at the end of a path that starts here. */
    public ExtendedKey derive(KeyPath path) {
        ExtendedKey key = this;
        for (long index : path.indices()) {
            ExtendedKey next = key.child(index);
            if (key != this) {
                key.wipe();
            }
            key = next;
        }
        return key;
    }

    /** The same place in the tree without the private key: what a wallet that only watches needs. */
    public ExtendedKey publicOnly() {
        return new ExtendedKey(publicKey, null, chainCode, depth, parentFingerprint, childNumber);
    }

    /** 33 bytes. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** Empty in a key that only watches. */
    public Optional<PrivateKey> privateKey() {
        return Optional.ofNullable(privateKey);
    }

    /** 32 bytes. */
    public ByteString chainCode() {
        return chainCode;
    }

    /** Steps from the root, 0 to 255. */
    public int depth() {
        return depth;
    }

    /** The first 4 bytes of the hash of the parent's public key; zero for the root. */
    public ByteString parentFingerprint() {
        return parentFingerprint;
    }

    /** Which child of its parent it is. */
    public long childNumber() {
        return childNumber;
    }

    /** The first 4 bytes of the hash of the public key. */
    public ByteString fingerprint() {
        return publicKey.hash160().slice(0, 4);
    }

    /** Overwrites the private key, if there is one; see {@link PrivateKey#wipe}. */
    public void wipe() {
        PrivateKey secret = privateKey;
        if (secret != null) {
            secret.wipe();
        }
    }

    /** Doesn't show the secret. */
    @Override
    public String toString() {
        return "ExtendedKey[" + publicKey + ", depth " + depth + (privateKey == null ? "" : ", private key not shown")
                + "]";
    }
}
