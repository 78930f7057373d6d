package org.wonsi.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.Hex;

class Secp256k1Test {
    private static final Secp256k1 JAVA = new BouncyCastleSecp256k1();
    private static final Secp256k1 NATIVE = NativeSecp256k1.load().orElseThrow();

    static Stream<Secp256k1> both() {
        return Stream.of(JAVA, NATIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "2, c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
        "3, f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140,"
                + " 79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    })
    @DisplayName("small multiples of the generator, and the largest key, have the known x")
    void knownPoints(String key, String x) {
        assertThat(JAVA.publicKey(key(key), true).bytes().slice(1, 33).toHex()).isEqualTo(x);
        assertThat(NATIVE.publicKey(key(key), false).bytes().slice(1, 33).toHex())
                .isEqualTo(x);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "rfc6979.txt", delimiter = '|')
    @DisplayName("signatures have the r and s that RFC 6979 gives for secp256k1, s lowered")
    void rfc6979Vectors(String key, String message, String r, String s) {
        Hash256 digest = Hash256.of(Sha256d.single(message.getBytes(StandardCharsets.UTF_8)));
        EcdsaSignature expected = new EcdsaSignature(new BigInteger(r, 16), new BigInteger(s, 16));
        assertThat(JAVA.sign(digest, key(key))).isEqualTo(expected);
        assertThat(NATIVE.sign(digest, key(key))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    @DisplayName("both implementations give the same keys and signatures, and verify each other's, bit for bit")
    void sameResults(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            PrivateKey key = PrivateKey.generate(random);
            Hash256 digest = digest(random);
            EcdsaSignature signature = NATIVE.sign(digest, key);
            String what = "seed " + seed + ", round " + i;
            assertThat(JAVA.sign(digest, key)).as(what).isEqualTo(signature);
            assertThat(signature.isLowS()).as(what).isTrue();
            for (boolean compressed : List.of(true, false)) {
                PublicKey publicKey = NATIVE.publicKey(key, compressed);
                assertThat(JAVA.publicKey(key, compressed)).as(what).isEqualTo(publicKey);
                assertVerify(what, true, digest, signature, publicKey);
                assertVerify(what + ", high s", true, digest, highS(signature), publicKey);
                assertVerify(what + ", other digest", false, digest(random), signature, publicKey);
                EcdsaSignature changed =
                        new EcdsaSignature(signature.r(), signature.s().flipBit(random.nextInt(250)));
                assertVerify(what + ", changed", false, digest, changed, publicKey);
            }
            byte[] tweak = new byte[32];
            random.nextBytes(tweak);
            PublicKey tweaked = JAVA.tweakAdd(key.publicKey(true), tweak).orElseThrow();
            assertThat(NATIVE.tweakAdd(key.publicKey(false), tweak)).as(what).contains(tweaked);
            assertThat(key.tweakAdd(tweak).orElseThrow().publicKey(true))
                    .as(what)
                    .isEqualTo(tweaked);
            for (int id = 0; id < 4; id++) {
                assertThat(JAVA.recover(digest, signature, id))
                        .as(what + ", recovery id " + id)
                        .isEqualTo(NATIVE.recover(digest, signature, id));
            }
            assertThat(Stream.of(0, 1).flatMap(id -> JAVA.recover(digest, signature, id).stream()))
                    .as(what)
                    .contains(key.publicKey(true));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142"
    })
    @DisplayName("a digest of zero, of the order or above it is signed and verified alike")
    void edgeDigests(String hex) {
        Hash256 digest = Hash256.of(Hex.parse(hex));
        PrivateKey key = PrivateKey.generate(new Random(7));
        EcdsaSignature signature = NATIVE.sign(digest, key);
        assertThat(JAVA.sign(digest, key)).isEqualTo(signature);
        assertVerify(hex, true, digest, signature, key.publicKey(true));
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName("r or s of zero, of the order or above never verify")
    void edgeSignatures(Secp256k1 curve) {
        PrivateKey key = PrivateKey.generate(new Random(8));
        Hash256 digest = digest(new Random(9));
        EcdsaSignature good = curve.sign(digest, key);
        BigInteger order = Secp256k1.ORDER;
        BigInteger max = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        for (BigInteger bad : List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE), max)) {
            EcdsaSignature badR = new EcdsaSignature(bad, good.s());
            EcdsaSignature badS = new EcdsaSignature(good.r(), bad);
            assertThat(curve.verify(digest, badR, key.publicKey(true))).isFalse();
            assertThat(curve.verify(digest, badS, key.publicKey(true))).isFalse();
            assertThat(curve.recover(digest, badR, 0)).isEmpty();
        }
        // 1 and order - 1 are in range, and simply wrong here.
        for (BigInteger edge : List.of(BigInteger.ONE, order.subtract(BigInteger.ONE))) {
            assertThat(curve.verify(digest, new EcdsaSignature(edge, edge), key.publicKey(true)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName("a signature whose nonce point has an x above the order verifies and recovers")
    void nonceAboveOrder(Secp256k1 curve) {
        // Chosen backwards: R is a point with x = order + 2 or the next such, Q = (s R - e G) / r for any s and e.
        Hash256 digest = digest(new Random(10));
        int found = 0;
        for (int r = 1; r < 40; r++) {
            EcdsaSignature signature = new EcdsaSignature(BigInteger.valueOf(r), BigInteger.valueOf(12345));
            Optional<PublicKey> key = curve.recover(digest, signature, 2);
            if (key.isPresent()) {
                assertVerify("r " + r, true, digest, signature, key.get());
                found++;
            }
        }
        assertThat(found).isGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName("keys that have the form but are no points of the curve are told apart and verify nothing")
    void notOnCurve(Secp256k1 curve) {
        PrivateKey key = PrivateKey.generate(new Random(11));
        Hash256 digest = digest(new Random(12));
        EcdsaSignature signature = key.sign(digest);
        String full = key.publicKey(false).toString();
        String p = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
        List<String> bad = List.of(
                "02" + p, // x is the prime
                "02" + "f".repeat(64), // x above it
                "020000000000000000000000000000000000000000000000000000000000000005", // x³ + 7 is no square
                "04" + "0".repeat(128),
                full.substring(0, 128) + (full.endsWith("01") ? "02" : "01"), // y changed
                (full.matches(".*[13579bdf]") ? "06" : "07") + full.substring(2)); // hybrid of the wrong parity
        for (String hex : bad) {
            PublicKey wrong = PublicKey.parse(ByteString.ofHex(hex));
            assertThat(curve.isOnCurve(wrong)).as(hex).isFalse();
            assertThat(curve.convert(wrong, true)).as(hex).isEmpty();
            assertThat(curve.tweakAdd(wrong, new byte[32])).as(hex).isEmpty();
            assertThat(curve.verify(digest, signature, wrong)).as(hex).isFalse();
        }
        PublicKey hybrid =
                PublicKey.parse(ByteString.ofHex((full.matches(".*[13579bdf]") ? "07" : "06") + full.substring(2)));
        assertThat(curve.isOnCurve(hybrid)).isTrue();
        assertThat(curve.verify(digest, signature, hybrid)).isTrue();
        assertThat(curve.convert(hybrid, false)).contains(key.publicKey(false));
    }

    @ParameterizedTest
    @MethodSource("both")
    @DisplayName("a tweak of the order, or one that leads to infinity, gives no key; zero gives the same key")
    void edgeTweaks(Secp256k1 curve) {
        PrivateKey one = key("1");
        byte[] order = Hex.parse("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
        byte[] minusOne = Hex.parse("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140");
        assertThat(curve.tweakAdd(one.publicKey(true), order)).isEmpty();
        assertThat(one.tweakAdd(order)).isEmpty();
        assertThat(curve.tweakAdd(one.publicKey(true), minusOne)).isEmpty();
        assertThat(one.tweakAdd(minusOne)).isEmpty();
        assertThat(curve.tweakAdd(one.publicKey(true), new byte[32])).contains(one.publicKey(true));
        assertThat(one.tweakAdd(new byte[32])).contains(one);
    }

    @Test
    @DisplayName("the property chooses an implementation, and a wrong value says what it may be")
    void choice() {
        assertThat(BestSecp256k1.choose("").name()).isEqualTo("native");
        assertThat(BestSecp256k1.choose("native").name()).isEqualTo("native");
        assertThat(BestSecp256k1.choose("bouncycastle").name()).isEqualTo("bouncycastle");
        assertThatThrownBy(() -> BestSecp256k1.choose("openssl"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("system property wonsi.secp256k1 is 'openssl';"
                        + " it must be 'native' or 'bouncycastle', or not set");
    }

    private static void assertVerify(
            String what, boolean expected, Hash256 digest, EcdsaSignature signature, PublicKey key) {
        assertThat(JAVA.verify(digest, signature, key)).as("java: " + what).isEqualTo(expected);
        assertThat(NATIVE.verify(digest, signature, key)).as("native: " + what).isEqualTo(expected);
    }

    private static EcdsaSignature highS(EcdsaSignature low) {
        return new EcdsaSignature(low.r(), Secp256k1.ORDER.subtract(low.s()));
    }

    private static Hash256 digest(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Hash256.of(bytes);
    }

    private static PrivateKey key(String hex) {
        return PrivateKey.of(Hex.parse("0".repeat(64 - hex.length()) + hex));
    }
}
