package org.wonsi.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.crypto.SignatureDecodeException;
import org.bitcoinj.crypto.TransactionSignature;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;

class EcdsaSignatureTest {
    private static final BigInteger HALF =
            new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

    @Test
    @DisplayName("low s ends at half the order, and normalizing is done once")
    void lowS() {
        EcdsaSignature low = new EcdsaSignature(BigInteger.ONE, HALF);
        EcdsaSignature high = new EcdsaSignature(BigInteger.ONE, HALF.add(BigInteger.ONE));
        assertThat(low.isLowS()).isTrue();
        assertThat(low.normalized()).isEqualTo(low);
        assertThat(high.isLowS()).isFalse();
        assertThat(high.normalized()).isEqualTo(low);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 3006020101020101",
        "7f, 80, 300702017f02020080",
        "0, ff00, 3008020100020300ff00",
    })
    @DisplayName("numbers are written in their shortest signed form")
    void der(String r, String s, String der) {
        EcdsaSignature signature = new EcdsaSignature(new BigInteger(r, 16), new BigInteger(s, 16));
        assertThat(signature.toDer().toHex()).isEqualTo(der);
        assertThat(EcdsaSignature.parseDer(ByteString.ofHex(der))).contains(signature);
        assertThat(EcdsaSignature.parseLaxDer(ByteString.ofHex(der))).contains(signature);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // what is wrong, bytes, what the lenient reader makes of it (r s)
                "outer tag, 3106020101020102, none",
                "outer length one less, 3005020101020102, 1 2",
                "outer length one more, 3007020101020102, 1 2",
                "outer length in long form, 308106020101020102, 1 2",
                "outer length in longer form than there is, 30ff020101020102, none",
                "a byte after the end, 300602010102010200, 1 2",
                "a byte after the end that the length counts, 300702010102010200, 1 2",
                "tag of r, 3006030101020102, none",
                "tag of s, 3006020101030102, none",
                "empty r, 30050200020102, 0 2",
                "empty s, 30050201010200, 1 0",
                "negative r, 3006020181020102, 81 2",
                "negative s, 3006020101020182, 1 82",
                "needless zero before r, 300702020001020102, 1 2",
                "needless zero before s, 300702010102020002, 1 2",
                "length of r in long form, 3007028101010201 02, 1 2",
                "r longer than the rest, 3006022001020102, none",
                "s longer than the rest, 3006020101020202, none",
                "length of r past four bytes, 300a0284010000010102 0102, none",
                "cut after the tag, 30, none",
                "nothing, '', none",
            })
    @DisplayName("what strict DER refuses, the lenient reader takes as Bitcoin did before BIP 66, or refuses too")
    void notStrict(String what, String hex, String expected) {
        ByteString bytes = ByteString.ofHex(hex.replace(" ", ""));
        assertThat(EcdsaSignature.isStrictDer(bytes)).as(what).isFalse();
        assertThat(EcdsaSignature.parseDer(bytes)).as(what).isEmpty();
        if (expected == null) {
            assertThat(EcdsaSignature.parseLaxDer(bytes)).as(what).isEmpty();
            return;
        }
        String[] rs = expected.split(" ", 2);
        assertThat(EcdsaSignature.parseLaxDer(bytes))
                .as(what)
                .contains(new EcdsaSignature(new BigInteger(rs[0], 16), new BigInteger(rs[1], 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "r in long form, 300702810101020102, 1, 2",
        "r in long form with zeros, 3009028400000001 01 020102, 1, 2",
        "s in long form, 3007020101028101 02, 1, 2"
    })
    @DisplayName("the lenient reader takes lengths in long form")
    void longForm(String what, String hex, long r, long s) {
        assertThat(EcdsaSignature.parseLaxDer(ByteString.ofHex(hex.replace(" ", ""))))
                .as(what)
                .contains(new EcdsaSignature(BigInteger.valueOf(r), BigInteger.valueOf(s)));
    }

    @Test
    @DisplayName(
            "strict DER is 8 to 72 bytes without hash type; numbers too large for the curve parse and never verify")
    void sizes() {
        ByteString longest = ByteString.ofHex("3046022100" + "f".repeat(64) + "022100" + "f".repeat(64));
        assertThat(longest.size()).isEqualTo(72);
        EcdsaSignature never = new EcdsaSignature(BigInteger.ZERO, BigInteger.ZERO);
        assertThat(EcdsaSignature.parseDer(longest)).contains(never);
        ByteString tooLong = ByteString.ofHex("3047022200" + "f".repeat(66) + "022100" + "f".repeat(64));
        assertThat(EcdsaSignature.isStrictDer(tooLong)).isFalse();
        assertThat(EcdsaSignature.parseLaxDer(tooLong)).contains(never);
        // 34 bytes of r fit if s is short: the form is all that strict DER asks.
        ByteString longR = ByteString.ofHex("302702227f" + "f".repeat(66) + "020101");
        assertThat(EcdsaSignature.isStrictDer(longR)).isTrue();
        assertThat(EcdsaSignature.parseDer(longR)).contains(never);
        assertThat(EcdsaSignature.isStrictDer(ByteString.ofHex("30050201010201")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"4", "5"})
    @DisplayName(
            "bitcoinj reads and writes the same DER for random numbers, and agrees on what is canonical when a byte changes")
    void bitcoinjAgrees(long seed) throws SignatureDecodeException {
        Random random = new Random(seed);
        int canonical = 0;
        for (int i = 0; i < 2000; i++) {
            EcdsaSignature signature = new EcdsaSignature(
                    new BigInteger(1 + random.nextInt(256), random), new BigInteger(1 + random.nextInt(256), random));
            byte[] der = signature.toDer().toByteArray();
            String what = "seed " + seed + ", round " + i;
            assertThat(new ECKey.ECDSASignature(signature.r(), signature.s()).encodeToDER())
                    .as(what)
                    .isEqualTo(der);
            assertThat(EcdsaSignature.parseDer(ByteString.copyOf(der)))
                    .as(what)
                    .isEqualTo(EcdsaSignature.parseLaxDer(ByteString.copyOf(der)));
            der[random.nextInt(Math.min(8, der.length))] ^= (byte) (1 << random.nextInt(8));
            byte[] withHashType = Arrays.copyOf(der, der.length + 1);
            withHashType[der.length] = 1;
            boolean theirs = TransactionSignature.isEncodingCanonical(withHashType);
            assertThat(EcdsaSignature.isStrictDer(ByteString.copyOf(der)))
                    .as(what)
                    .isEqualTo(theirs);
            canonical += theirs ? 1 : 0;
        }
        assertThat(canonical).isBetween(200, 1800);
    }
}
