package org.wonsi.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.crypto.HmacSha512;

@DisplayName("What stands in for classes of the JDK gives what they give:")
class StandInsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, -1, 20081031, Long.MIN_VALUE})
    @DisplayName("SplittableRandom's numbers, of each kind, and of what is split from it")
    void splittableRandom(long seed) {
        SplittableRandom jdk = new SplittableRandom(seed);
        var ours = new org.wonsi.browser.jdk.java.util.SplittableRandom(seed);
        for (int i = 1; i < 2_000; i++) {
            assertThat(ours.nextInt()).isEqualTo(jdk.nextInt());
            assertThat(ours.nextInt(i)).isEqualTo(jdk.nextInt(i));
            assertThat(ours.nextInt(-i, 3 * i)).isEqualTo(jdk.nextInt(-i, 3 * i));
            assertThat(ours.nextInt(Integer.MIN_VALUE, Integer.MAX_VALUE - i))
                    .isEqualTo(jdk.nextInt(Integer.MIN_VALUE, Integer.MAX_VALUE - i));
            assertThat(ours.nextLong()).isEqualTo(jdk.nextLong());
            assertThat(ours.nextLong(i * 10_000_000_019L)).isEqualTo(jdk.nextLong(i * 10_000_000_019L));
            assertThat(ours.nextLong(-i, Long.MAX_VALUE)).isEqualTo(jdk.nextLong(-i, Long.MAX_VALUE));
            assertThat(ours.nextDouble()).isEqualTo(jdk.nextDouble());
            assertThat(ours.nextBoolean()).isEqualTo(jdk.nextBoolean());
            byte[] a = new byte[i % 41];
            byte[] b = new byte[i % 41];
            ours.nextBytes(a);
            jdk.nextBytes(b);
            assertThat(a).isEqualTo(b);
            if (i % 100 == 0) {
                ours = ours.split();
                jdk = jdk.split();
            }
        }
    }

    @Test
    @DisplayName("HexFormat's digits and bytes")
    void hexFormat() {
        var ours = org.wonsi.browser.jdk.java.util.HexFormat.of();
        HexFormat jdk = HexFormat.of();
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        assertThat(ours.formatHex(bytes)).isEqualTo(jdk.formatHex(bytes));
        assertThat(ours.parseHex("00ffAb09")).isEqualTo(jdk.parseHex("00ffAb09"));
        for (int number : new int[] {0, 1, -1, 0x1d00ffff}) {
            assertThat(ours.toHexDigits(number)).isEqualTo(jdk.toHexDigits(number));
            assertThat(ours.toHexDigits(number, 5)).isEqualTo(jdk.toHexDigits(number, 5));
        }
        for (char c = 0; c < 300; c++) {
            assertThat(org.wonsi.browser.jdk.java.util.HexFormat.isHexDigit(c)).isEqualTo(HexFormat.isHexDigit(c));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-1", "SHA-512"})
    @DisplayName("MessageDigest's hashes, also of a digest that was cloned half-way")
    void messageDigest(String algorithm) throws Exception {
        byte[] text = "The Times 03/Jan/2009".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var jdk = java.security.MessageDigest.getInstance(algorithm);
        var ours = org.wonsi.browser.jdk.java.security.MessageDigest.getInstance(algorithm);
        assertThat(ours.digest(text)).isEqualTo(jdk.digest(text));
        jdk.update(text, 3, 9);
        ours.update(text, 3, 9);
        var half = (org.wonsi.browser.jdk.java.security.MessageDigest) ours.clone();
        ours.update((byte) 1);
        assertThat(half.digest(text)).isEqualTo(jdk.digest(text));
    }

    @Test
    @DisplayName("MessageDigest's refusal of an algorithm")
    void unknownAlgorithm() {
        assertThatThrownBy(() -> org.wonsi.browser.jdk.java.security.MessageDigest.getInstance("MD5"))
                .isInstanceOf(NoSuchAlgorithmException.class);
    }

    @Test
    @DisplayName("StringJoiner's text")
    void stringJoiner() {
        var ours = new org.wonsi.browser.jdk.java.util.StringJoiner(", ");
        StringJoiner jdk = new StringJoiner(", ");
        assertThat(ours.toString()).isEqualTo(jdk.toString());
        for (String word : new String[] {"a", "", "c"}) {
            assertThat(ours.add(word).toString()).isEqualTo(jdk.add(word).toString());
        }
    }

    @Test
    @DisplayName("Bouncy Castle's secp256k1: the same curve, generator and multiples, and the faster way to them")
    void curve() {
        X9ECParameters ours = org.wonsi.browser.jdk.org.bouncycastle.crypto.ec.CustomNamedCurves.getByName("secp256k1");
        X9ECParameters library = CustomNamedCurves.getByName("secp256k1");
        assertThat(ours.getCurve()).isEqualTo(library.getCurve());
        assertThat(ours.getCurve().getEndomorphism())
                .hasSameClassAs(library.getCurve().getEndomorphism());
        assertThat(ours.getN()).isEqualTo(library.getN());
        assertThat(ours.getH()).isEqualTo(library.getH());
        assertThat(ours.getG().getEncoded(true)).isEqualTo(library.getG().getEncoded(true));
        Random random = new Random(256);
        for (int i = 0; i < 50; i++) {
            BigInteger scalar = new BigInteger(256, random);
            assertThat(ours.getG().multiply(scalar).getEncoded(false))
                    .isEqualTo(library.getG().multiply(scalar).getEncoded(false));
        }
        assertThatThrownBy(
                        () -> org.wonsi.browser.jdk.org.bouncycastle.crypto.ec.CustomNamedCurves.getByName("secp256r1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName(
            "HMAC-SHA512 and its stretching, for keys shorter and longer than its block, and letters of three bytes")
    void hmac() {
        Random random = new Random(512);
        for (int size : new int[] {1, 32, 127, 128, 129, 300}) {
            byte[] key = new byte[size];
            byte[] data = new byte[size * 2];
            random.nextBytes(key);
            random.nextBytes(data);
            assertThat(org.wonsi.browser.jdk.org.wonsi.core.crypto.HmacSha512.mac(key, data))
                    .isEqualTo(HmacSha512.mac(key, data));
        }
        for (String password : new String[] {"abandon about", "\u1100\u1161\u11bc 가격", "x".repeat(200)}) {
            for (int rounds : new int[] {1, 2, 2048}) {
                byte[] salt = ("mnemonic" + rounds).getBytes(StandardCharsets.UTF_8);
                assertThat(org.wonsi.browser.jdk.org.wonsi.core.crypto.HmacSha512.stretch(
                                password.toCharArray(), salt, rounds))
                        .isEqualTo(HmacSha512.stretch(password.toCharArray(), salt, rounds));
            }
        }
    }

    @Test
    @DisplayName("Normalizer, for each Korean syllable, all recovery words and ASCII")
    void normalizer() {
        StringBuilder all = new StringBuilder("abandon ZOO 0123 ");
        for (char c = '\uac00'; c <= '\ud7a3'; c++) {
            all.append(c);
        }
        all.append(" \ud7a4");
        String decomposed = Normalizer.normalize(all, Normalizer.Form.NFKD);
        assertThat(org.wonsi.browser.jdk.java.text.Normalizer.normalize(
                        all, org.wonsi.browser.jdk.java.text.Normalizer.Form.NFKD))
                .isEqualTo(decomposed);
        assertThat(org.wonsi.browser.jdk.java.text.Normalizer.normalize(
                        decomposed, org.wonsi.browser.jdk.java.text.Normalizer.Form.NFC))
                .isEqualTo(Normalizer.normalize(decomposed, Normalizer.Form.NFC));
    }
}
