package org.wonsi.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.script.Script;

class TransactionSignatureCheckerTest {
    private static final PrivateKey KEY =
            PrivateKey.of(ByteString.ofHex("07".repeat(32)).toByteArray());
    private static final Script SCRIPT = Script.ofHex("51");

    private static TransactionSignatureChecker checker(int version, long sequence, long lockTime) {
        return new TransactionSignatureChecker(tx(version, sequence, lockTime), 0, Amount.ZERO);
    }

    private static Transaction tx(int version, long sequence, long lockTime) {
        return new Transaction(
                version,
                List.of(new TxIn(new OutPoint(Txid.ofDisplay("01".repeat(32)), 0), Script.EMPTY, sequence)),
                List.of(new TxOut(new Amount(1), SCRIPT)),
                lockTime);
    }

    @ParameterizedTest(name = "script {0}, transaction {1}, sequence {2}: {3}")
    @CsvSource({
        "100, 100, 0, true",
        "101, 100, 0, false",
        "0, 0, 0, true",
        "100, 100, 4294967294, true",
        "100, 100, 4294967295, false",
        "499999999, 499999999, 0, true",
        "499999999, 500000000, 0, false",
        "500000000, 499999999, 0, false",
        "500000000, 500000000, 0, true",
        "500000001, 500000000, 0, false",
        "4294967295, 4294967295, 0, true",
        "4294967296, 4294967295, 0, false"
    })
    @DisplayName(
            "lock times: the same unit, not later than the transaction's, which a final sequence switches off (BIP 65)")
    void lockTime(long wanted, long lockTime, long sequence, boolean satisfied) {
        assertThat(checker(1, sequence, lockTime).checkLockTime(wanted)).isEqualTo(satisfied);
    }

    @ParameterizedTest(name = "script {0}, input {1}, version {2}: {3}")
    @CsvSource({
        "10, 10, 2, true",
        "11, 10, 2, false",
        "10, 10, 1, false",
        "10, 10, 0, false",
        "10, 10, -1, true",
        "65535, 65535, 2, true",
        "65546, 10, 2, true",
        "10, 65546, 2, true",
        "4194304, 4194304, 2, true",
        "4194305, 4194304, 2, false",
        "4194304, 10, 2, false",
        "4, 4194314, 2, false",
        "10, 2147483658, 2, false",
        "10, 4294967295, 2, false"
    })
    @DisplayName(
            "ages: the same unit, not more than the input's, from version 2 on, other bits ignored (BIP 68, BIP 112)")
    void sequence(long wanted, long sequence, int version, boolean satisfied) {
        assertThat(checker(version, sequence, 0).checkSequence(wanted)).isEqualTo(satisfied);
    }

    @Test
    @DisplayName(
            "a signature counts with low and high s, in lax DER, by a hybrid key; not with another type, key or script")
    void signatures() {
        Transaction tx = tx(1, 0, 0);
        TransactionSignatureChecker checker = new TransactionSignatureChecker(tx, 0, Amount.ZERO);
        EcdsaSignature signature = KEY.sign(SignatureHash.hash(tx, 0, SCRIPT, SignatureHash.ALL));
        ByteString all = ByteString.copyOf((byte) SignatureHash.ALL);
        ByteString good = signature.toDer().concat(all);
        ByteString key = KEY.publicKey(true).bytes();
        ByteString uncompressed = KEY.publicKey(false).bytes();

        assertThat(checker.checkSignature(good, key, SCRIPT)).isTrue();
        assertThat(checker.checkSignature(good, uncompressed, SCRIPT)).isTrue();
        ByteString highS = new EcdsaSignature(signature.r(), Secp256k1.ORDER.subtract(signature.s())).toDer();
        assertThat(checker.checkSignature(highS.concat(all), key, SCRIPT)).isTrue();
        ByteString trailing = signature.toDer().concat(ByteString.ofHex("0000")).concat(all);
        assertThat(checker.checkSignature(trailing, key, SCRIPT)).isTrue();
        ByteString hybrid = hybrid(uncompressed, uncompressed.at(64) & 1);
        assertThat(checker.checkSignature(good, hybrid, SCRIPT)).isTrue();

        ByteString wrongParity = hybrid(uncompressed, 1 - (uncompressed.at(64) & 1));
        assertThat(checker.checkSignature(good, wrongParity, SCRIPT)).isFalse();
        assertThat(checker.checkSignature(good, ByteString.EMPTY, SCRIPT)).isFalse();
        assertThat(checker.checkSignature(good, key.slice(0, 32), SCRIPT)).isFalse();
        assertThat(checker.checkSignature(good, ByteString.ofHex("02" + "ff".repeat(32)), SCRIPT))
                .isFalse();
        assertThat(checker.checkSignature(ByteString.EMPTY, key, SCRIPT)).isFalse();
        assertThat(checker.checkSignature(all, key, SCRIPT)).isFalse();
        assertThat(checker.checkSignature(signature.toDer().concat(ByteString.ofHex("02")), key, SCRIPT))
                .isFalse();
        assertThat(checker.checkSignature(good, key, Script.ofHex("52"))).isFalse();
    }

    private static ByteString hybrid(ByteString uncompressed, int parity) {
        return ByteString.copyOf((byte) (6 + parity)).concat(uncompressed.slice(1, 65));
    }

    @Test
    @DisplayName("there is no checker for an input that isn't there")
    void noSuchInput() {
        assertThatThrownBy(() -> new TransactionSignatureChecker(tx(1, 0, 0), 1, Amount.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input 1 of 1");
    }
}
