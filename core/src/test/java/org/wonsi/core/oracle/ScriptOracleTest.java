package org.wonsi.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.SignatureChecker;

/**
 * The interpreter against two others, on 102,000 random scripts: the verdict must be the same, and with bitcoinj the
 * reason too.
 *
 * <p>Where they differ, Bitcoin Core's behaviour decides, and the difference is explained and pinned by a test here.
 */
class ScriptOracleTest {
    private static final long SEED = 20261124;
    /** A push of a signature that claims two bytes of s more than there are. */
    private static final String UNREADABLE = "47" + "30440220" + "11".repeat(32) + "0222" + "11".repeat(32) + "01";

    /** A push of the public key of the private key 1. */
    private static final String KEY = "210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    private static final int PROGRAMS = 90_000;
    private static final int SPENDS = 8_000;
    private static final int TIDY_SPENDS = 4_000;

    @Test
    @DisplayName("90,000 random programs end with bitcoin-kmp's verdict, and with bitcoinj's verdict and reason")
    void programs() {
        RandomScripts scripts = new RandomScripts(new SplittableRandom(SEED));
        Map<ScriptError, Integer> ends = new EnumMap<>(ScriptError.class);
        int explained = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            ScriptCase c = scripts.next();
            ScriptError error = c.run();
            ends.merge(error, 1, Integer::sum);
            explained += compareWithKmp(c, error, i);
            compareWithBitcoinj(c.without(Bitcoinj.NOT_IMPLEMENTED), i);
        }
        assertThat(ends.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(90_000);
        assertThat(explained).isLessThan(30);
        // The scripts mean something: many run to their end, and they fail in many ways.
        assertThat(ends.get(ScriptError.OK)).isGreaterThan(18_000);
        assertThat(ends).hasSizeGreaterThan(20);
    }

    @Test
    @DisplayName("8,000 inputs with real signatures, half of them spoilt, end with bitcoin-kmp's verdict")
    void spends() {
        RandomSpends spends = new RandomSpends(new SplittableRandom(SEED), false);
        int count = 0;
        int good = 0;
        int explained = 0;
        for (int i = 0; i < SPENDS; i++) {
            ScriptCase c = spends.next();
            ScriptError error = c.run();
            good += error == ScriptError.OK ? 1 : 0;
            count++;
            explained += compareWithKmp(c, error, i);
        }
        assertThat(count).isEqualTo(8_000);
        assertThat(good).isBetween(3_000, 5_000);
        assertThat(explained).isLessThan(30);
    }

    @Test
    @DisplayName("4,000 inputs with well written signatures, right and wrong, end with bitcoinj's verdict and reason")
    void tidySpends() {
        RandomSpends spends = new RandomSpends(new SplittableRandom(SEED), true);
        int good = 0;
        for (int i = 0; i < TIDY_SPENDS; i++) {
            ScriptCase c = spends.next().without(Bitcoinj.NOT_IMPLEMENTED);
            good += c.run() == ScriptError.OK ? 1 : 0;
            compareWithBitcoinj(c, i);
        }
        assertThat(good).isBetween(2_000, 3_500);
    }

    /** 1 for a known difference, 0 for none. */
    private static int compareWithKmp(ScriptCase c, ScriptError error, int number) {
        if (BitcoinKmp.run(c) == (error == ScriptError.OK)) {
            return 0;
        }
        if (error != ScriptError.DISCOURAGE_UPGRADABLE_NOPS
                && c.flags().contains(ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS)) {
            // It still takes CHECKLOCKTIMEVERIFY and CHECKSEQUENCEVERIFY before their forks for discouraged.
            ScriptCase without = c.without(EnumSet.of(ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS));
            return compareWithKmp(without, without.run(), number);
        }
        assertThat(isKnownDifference(c, error))
                .as("bitcoin-kmp: seed %d, case %d ends with %s: %s", SEED, number, error, c)
                .isTrue();
        return 1;
    }

    private static void compareWithBitcoinj(ScriptCase c, int number) {
        ScriptError error = c.run();
        String theirs = Bitcoinj.run(c);
        if (!c.scriptSig().isParsable()
                || !c.scriptPubKey().isParsable()
                || !c.redeemScript().isParsable()) {
            // It parses before it runs, so it fails at the push that is cut off whatever comes before.
            assertThat(theirs).isNotEqualTo("OK");
            assertThat(error).isNotEqualTo(ScriptError.OK);
            return;
        }
        if (theirs.equals("SIG_NULLFAIL")) {
            // Its name for a failed CHECKMULTISIGVERIFY, which it looks at before the extra element.
            assertThat(error).isIn(ScriptError.CHECKMULTISIGVERIFY, ScriptError.SIG_NULLDUMMY);
            return;
        }
        if (theirs.equals("UNKNOWN_ERROR") && error == ScriptError.INVALID_STACK_OPERATION) {
            // For PICK and ROLL it reads the number before it counts the elements.
            return;
        }
        if (theirs.equals(ScriptError.DISCOURAGE_UPGRADABLE_NOPS.name()) && !theirs.equals(error.name())) {
            // It still takes CHECKLOCKTIMEVERIFY and CHECKSEQUENCEVERIFY before their forks for discouraged.
            compareWithBitcoinj(c.without(EnumSet.of(ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS)), number);
            return;
        }
        assertThat(theirs).as("bitcoinj: seed %d, case %d: %s", SEED, number, c).isEqualTo(error.name());
    }

    /** The three differences that the tests below pin. */
    private static boolean isKnownDifference(ScriptCase c, ScriptError error) {
        return switch (error) {
            case OK, EVAL_FALSE -> asksForUnreadableSignature(c);
            case PUBKEYTYPE -> c.without(EnumSet.of(ScriptFlag.STRICTENC)).run() == ScriptError.OK;
            case SIG_FINDANDDELETE ->
                c.without(EnumSet.of(ScriptFlag.CONST_SCRIPTCODE)).run() == ScriptError.OK;
            default -> false;
        };
    }

    private static boolean asksForUnreadableSignature(ScriptCase c) {
        boolean[] asked = {false};
        SignatureChecker real = c.checker();
        c.run(new SignatureChecker() {
            @Override
            public boolean checkSignature(ByteString signature, ByteString publicKey, Script scriptCode) {
                asked[0] |= !signature.isEmpty()
                        && EcdsaSignature.parseLaxDer(signature.slice(0, signature.size() - 1))
                                .isEmpty();
                return real.checkSignature(signature, publicKey, scriptCode);
            }

            @Override
            public boolean checkLockTime(long lockTime) {
                return real.checkLockTime(lockTime);
            }

            @Override
            public boolean checkSequence(long sequence) {
                return real.checkSequence(sequence);
            }
        });
        return asked[0];
    }

    private static ScriptCase negated(String signature, String key, ScriptFlag... flags) {
        EnumSet<ScriptFlag> set = EnumSet.noneOf(ScriptFlag.class);
        set.addAll(List.of(flags));
        return ScriptCase.of(Script.ofHex(signature), Script.ofHex(key + "ac91"), set);
    }

    @Test
    @DisplayName("before BIP 66 a signature that can't be read is a wrong one, and CHECKSIG NOT is true; kmp gives up")
    void unreadableSignature() {
        ScriptCase c = negated(UNREADABLE, KEY);
        assertThat(c.run()).isEqualTo(ScriptError.OK);
        assertThat(BitcoinKmp.run(c)).isFalse();
        ScriptCase since = negated(UNREADABLE, KEY, ScriptFlag.DERSIG);
        assertThat(since.run()).isEqualTo(ScriptError.SIG_DER);
        assertThat(BitcoinKmp.run(since)).isFalse();
    }

    @Test
    @DisplayName(
            "STRICTENC looks at the key even where the signature is empty (Core's CheckPubKeyEncoding); kmp doesn't")
    void keyOfEmptySignature() {
        ScriptCase c = negated("00", "41" + "06" + "11".repeat(64), ScriptFlag.STRICTENC);
        assertThat(c.run()).isEqualTo(ScriptError.PUBKEYTYPE);
        assertThat(BitcoinKmp.run(c)).isTrue();
    }

    @Test
    @DisplayName(
            "CHECKLOCKTIMEVERIFY before its fork isn't discouraged (Core's EvalScript); bitcoinj and kmp find it so")
    void lockTimeBeforeFork() {
        ScriptCase c = ScriptCase.of(
                Script.ofHex("51"), Script.ofHex("b1"), EnumSet.of(ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS));
        assertThat(c.run()).isEqualTo(ScriptError.OK);
        assertThat(BitcoinKmp.run(c)).isFalse();
        assertThat(Bitcoinj.run(c)).isEqualTo("DISCOURAGE_UPGRADABLE_NOPS");
    }

    @Test
    @DisplayName("an OP_0 in the script is the push of an empty signature, so CONST_SCRIPTCODE finds it; kmp doesn't")
    void emptySignatureInScript() {
        ScriptCase c = ScriptCase.of(
                Script.ofHex("00"), Script.ofHex("0075" + KEY + "ac91"), EnumSet.of(ScriptFlag.CONST_SCRIPTCODE));
        assertThat(c.run()).isEqualTo(ScriptError.SIG_FINDANDDELETE);
        assertThat(BitcoinKmp.run(c)).isTrue();
    }
}
