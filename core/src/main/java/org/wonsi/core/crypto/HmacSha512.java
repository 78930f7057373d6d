package org.wonsi.core.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyed hash of 64 bytes, and what BIP 39 makes of it to turn words into a seed.
 *
 * <p>HMAC hashes the data behind the key in a way that lets nobody add to the data without the key, as plain SHA-512 would.
 * PBKDF2 repeats it, so that each guess of a person who tries words costs as many hashes. These two are here, and not where
 * keys are derived, since a browser's tab has no {@code javax.crypto} and puts a class of its own in place of this one.
 * Source: RFC 2104, RFC 8018.
 */
public final class HmacSha512 {
    private HmacSha512() {}

    /** The 64 bytes of HMAC-SHA512; the caller wipes them if they are secret. */
    public static byte[] mac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key, "HmacSHA512"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA512", e);
        }
    }

    /**
     * The first 64 bytes of PBKDF2 with HMAC-SHA512.
     *
     * @param password as text, hashed in UTF-8; the caller wipes it
     * @return 64 bytes, which the caller wipes
     */
    public static byte[] stretch(char[] password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, 512);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 17 has PBKDF2 with HMAC-SHA512", e);
        } finally {
            spec.clearPassword();
        }
    }
}
