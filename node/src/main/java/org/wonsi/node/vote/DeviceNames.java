package org.wonsi.node.vote;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for devices: 16 random bytes and half of their HMAC-SHA256, 43 letters in all.
 *
 * <p>The key is drawn at the start and told to nobody. So a name that we didn't give out is known for one, and nothing about
 * those that we did must be kept; after a restart all are strangers.
 */
final class DeviceNames {
    private static final int RANDOM_BYTES = 16;
    private static final int BYTES = 32;
    private static final int LETTERS = 43;
    private static final String MAC = "HmacSHA256";

    private final RandomGenerator random;
    private final SecretKeySpec key;

    DeviceNames(RandomGenerator random) {
        this.random = random;
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, MAC);
    }

    String issue() {
        byte[] name = new byte[RANDOM_BYTES];
        random.nextBytes(name);
        byte[] whole = Arrays.copyOf(name, BYTES);
        System.arraycopy(mac(name), 0, whole, RANDOM_BYTES, BYTES - RANDOM_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    boolean isOurs(String name) {
        if (name.length() != LETTERS || !name.matches("[A-Za-z0-9_-]+")) {
            return false;
        }
        byte[] whole = Base64.getUrlDecoder().decode(name);
        byte[] wanted = Arrays.copyOf(mac(Arrays.copyOf(whole, RANDOM_BYTES)), BYTES - RANDOM_BYTES);
        // The last letter has two bits that mean nothing: only one writing of a name is that name.
        return MessageDigest.isEqual(wanted, Arrays.copyOfRange(whole, RANDOM_BYTES, BYTES))
                && Base64.getUrlEncoder().withoutPadding().encodeToString(whole).equals(name);
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }
}
