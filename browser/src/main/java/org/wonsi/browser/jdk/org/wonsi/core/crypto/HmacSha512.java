package org.wonsi.browser.jdk.org.wonsi.core.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A stand-in for core's class of this name, on Bouncy Castle's digest, as a tab has no {@code javax.crypto}. */
public final class HmacSha512 {
    private static final int SIZE = 64;

    private HmacSha512() {}

    /** The 64 bytes of HMAC-SHA512. */
    public static byte[] mac(byte[] key, byte[] data) {
        return finish(keyed(key), data);
    }

    private static HMac keyed(byte[] key) {
        HMac mac = new HMac(new SHA512Digest());
        mac.init(new KeyParameter(key));
        return mac;
    }

    private static byte[] finish(HMac mac, byte[] data) {
        byte[] out = new byte[SIZE];
        mac.update(data, 0, data.length);
        mac.doFinal(out, 0);
        return out;
    }

    /** The first 64 bytes of PBKDF2 with HMAC-SHA512, which are its first block. */
    public static byte[] stretch(char[] password, byte[] salt, int rounds) {
        byte[] key = new String(password).getBytes(StandardCharsets.UTF_8);
        HMac mac = keyed(key);
        byte[] numbered = Arrays.copyOf(salt, salt.length + 4);
        numbered[salt.length + 3] = 1;
        byte[] last = finish(mac, numbered);
        byte[] sum = Arrays.copyOf(last, SIZE);
        for (int round = 1; round < rounds; round++) {
            last = finish(mac, last);
            for (int i = 0; i < SIZE; i++) {
                sum[i] ^= last[i];
            }
        }
        Arrays.fill(key, (byte) 0);
        Arrays.fill(last, (byte) 0);
        return sum;
    }
}
