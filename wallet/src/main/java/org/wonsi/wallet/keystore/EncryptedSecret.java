package org.wonsi.wallet.keystore;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.wonsi.core.bytes.ByteString;

/**
 * Bytes locked by a password: scrypt makes the key, AES-256 in Galois/counter mode encrypts and authenticates.
 *
 * <p>Also authenticated, though not encrypted, are the facts beside it (network, public keys), so that nobody can put
 * another public key under somebody's secret.
 *
 * @param kdf how the password becomes the key
 * @param nonce 12 bytes, never used twice with a key
 * @param ciphertext the secret, encrypted, and 16 bytes of authentication
 */
public record EncryptedSecret(Scrypt kdf, ByteString nonce, ByteString ciphertext) {
    private static final int NONCE_SIZE = 12;
    private static final int TAG_SIZE = 16;

    public EncryptedSecret {
        if (!isSealed(nonce, ciphertext)) {
            throw new IllegalArgumentException("a nonce of 12 bytes and at least 16 bytes of ciphertext are expected");
        }
    }

    /** Whether these are as long as what {@link #seal} gives: a nonce of 12 bytes, and at least the tag's 16. */
    static boolean isSealed(ByteString nonce, ByteString ciphertext) {
        return nonce.size() == NONCE_SIZE && ciphertext.size() >= TAG_SIZE;
    }

    /** Locks bytes; the caller wipes them and the password. */
    public static EncryptedSecret seal(
            byte[] secret, ByteString associatedData, char[] password, Scrypt kdf, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_SIZE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = run(true, kdf.key(password), nonce, associatedData, secret);
            return new EncryptedSecret(kdf, ByteString.copyOf(nonce), ByteString.copyOf(sealed));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encryption can't fail", e);
        }
    }

    /** Unlocks; empty if the password is wrong or the facts besides have been changed. The caller wipes the bytes. */
    public Optional<byte[]> open(ByteString associatedData, char[] password) {
        try {
            return Optional.of(
                    run(false, kdf.key(password), nonce.toByteArray(), associatedData, ciphertext.toByteArray()));
        } catch (InvalidCipherTextException wrongPassword) {
            return Optional.empty();
        }
    }

    private static byte[] run(boolean encrypt, byte[] key, byte[] nonce, ByteString associatedData, byte[] input)
            throws InvalidCipherTextException {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        try {
            cipher.init(
                    encrypt,
                    new AEADParameters(new KeyParameter(key), TAG_SIZE * 8, nonce, associatedData.toByteArray()));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, length);
        return output;
    }
}
