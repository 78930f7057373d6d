package org.wonsi.wallet.coins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.coins.Selection.Method;
import org.wonsi.wallet.problem.Failure;

@DisplayName("Coin selection with many coins")
class ManyCoinsTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final OwnAddress OWNER = owner(true);

    /** Length of signature and key in a scriptSig, with the bytes that push them. */
    private static final int SCRIPT_SIG = 107;

    private static OwnAddress owner(boolean compressed) {
        PublicKey key = PrivateKey.generate(new Random(1)).publicKey(compressed);
        return new OwnAddress(0, OwnAddress.Branch.RECEIVE, 0, key, Address.of(key, PARAMS));
    }

    private static OwnCoin coin(int number, long satoshis) {
        byte[] id = new byte[32];
        id[0] = (byte) number;
        id[1] = (byte) (number >> 8);
        OutPoint outPoint = new OutPoint(new Txid(Hash256.of(id)), 0);
        return new OwnCoin(outPoint, new Amount(satoshis), OWNER, 1, 10, false, false, false);
    }

    private static List<OwnCoin> coins(int count, long satoshis) {
        List<OwnCoin> coins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            coins.add(coin(i, satoshis));
        }
        return coins;
    }

    private static Recipient somebody(long satoshis) {
        Address address = Address.ofScript(StandardScript.payToPublicKeyHash(ByteString.ofHex("22".repeat(20))), PARAMS)
                .orElseThrow();
        return new Recipient(address, new Amount(satoshis));
    }

    private static Selection choose(List<OwnCoin> coins, long payment, long perKilobyte) {
        return new CoinSelection(
                        coins, new FeeRate(perKilobyte), new Amount(payment), TxSize.P2PKH_OUTPUT, 1, new Random(3))
                .choose();
    }

    /** What the transaction will weigh once its inputs are signed. */
    private static int signedSize(Draft draft) {
        return draft.tx().size() + draft.tx().inputs().size() * SCRIPT_SIG;
    }

    @ParameterizedTest
    @CsvSource({"252, 1, 37374, 74748", "253, 1, 37524, 75048", "1, 251, 8726, 17452", "1, 252, 8762, 17524"})
    @DisplayName("252 and 253 inputs, and 252 and 253 outputs with change: size and fee are exact to the byte")
    void countsOfThreeBytes(int inputs, int payments, int size, long fee) {
        PaymentBuilder builder = new PaymentBuilder(new FeeRate(2000), OWNER, new Random(1));
        for (int i = 0; i < payments; i++) {
            builder.pay(somebody(1_000));
        }
        Draft draft = builder.spending(coins(inputs, 1_000_000));
        assertThat(draft.tx().outputs()).hasSize(payments + 1);
        assertThat(draft.selection().size()).isEqualTo(size).isEqualTo(signedSize(draft));
        assertThat(draft.selection().fee().satoshis()).isEqualTo(fee);
    }

    @ParameterizedTest
    @ValueSource(ints = {252, 253, 254, 600})
    @DisplayName("a payment that needs so many coins without change is found exactly, and pays its rate to the satoshi")
    void exact(int inputs) {
        long size = 148L * inputs + 8 + (inputs < 253 ? 1 : 3) + 1 + 34;
        Selection s = choose(coins(inputs, 10_000), inputs * 10_000L - 3 * size, 3000);
        assertThat(s.method()).isEqualTo(Method.EXACT);
        assertThat(s.coins()).hasSize(inputs);
        assertThat(s.change()).isEqualTo(Amount.ZERO);
        assertThat(s.size()).isEqualTo((int) size);
        assertThat(s.fee().satoshis()).isEqualTo(3 * size);
    }

    @Test
    @DisplayName("a satoshi more than 253 coins can pay is refused, not signed with too low a fee")
    void oneTooMuch() {
        long size = 148L * 253 + 8 + 3 + 1 + 34;
        assertThatThrownBy(() -> choose(coins(253, 10_000), 253 * 10_000L - 3 * size + 1, 3000))
                .hasMessageStartingWith("not-enough: ")
                .hasMessageEndingWith(", missing=0.00000001]");
    }

    @Test
    @DisplayName("where 253 coins just miss because their count is longer, more coins pay instead of a refusal")
    void moreThan253() {
        long size = 148L * 253 + 8 + 3 + 1 + 34;
        Selection s = choose(coins(300, 10_000), 253 * 10_000L - 3 * size + 1, 3000);
        assertThat(s.coins()).hasSizeGreaterThan(253);
        assertThat(s.fee().satoshis()).isGreaterThanOrEqualTo(3L * s.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    @DisplayName("20,000 random coins: the choice ends, fits into a transaction that nodes pass on, and loses nothing")
    void twentyThousand(long seed) {
        Random random = new Random(seed);
        List<OwnCoin> coins = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            coins.add(coin(i, 1_000 + random.nextInt(100_000)));
        }
        for (long payment : new long[] {5_000, 1_000_000, 20_000_000, 50_000_000}) {
            Selection s = choose(coins, payment, 2000);
            String what = "seed " + seed + ", payment " + payment + ", " + s.method();
            assertThat(s.total().satoshis())
                    .as(what)
                    .isEqualTo(payment + s.change().satoshis() + s.fee().satoshis());
            assertThat(s.size()).as(what).isLessThanOrEqualTo(100_000);
            assertThat(new HashSet<>(s.coins())).as(what).hasSameSizeAs(s.coins());
            assertThat(s.fee().satoshis()).as(what).isBetween(2L * s.size(), 3L * s.size());
        }
    }

    @Test
    @DisplayName(
            "20,000 equal coins, all of which would be needed, are too many for a transaction: said with what fits")
    void tooMany() {
        assertThatThrownBy(() -> choose(coins(20_000, 10_000), 100_000_000, 1000))
                .hasFieldOrPropertyWithValue("failure", new Failure.TooManyCoins(675, new Amount(6_750_000)));
        assertThat(choose(coins(20_000, 10_000), 6_650_000, 1000).coins()).hasSizeLessThanOrEqualTo(675);
    }

    @Test
    @DisplayName("a transaction of 100,000 bytes is chosen, a larger one never: 675 inputs")
    void largest() {
        assertThat(choose(coins(675, 10_000), 675 * 10_000 - 99_946, 1000).size())
                .isEqualTo(99_946);
        assertThatThrownBy(() -> choose(coins(676, 10_000), 675 * 10_000 - 99_946 + 1, 1000))
                .hasMessageStartingWith("too-many-coins: TooManyCoins[most=675");
    }

    @Test
    @DisplayName(
            "paying everything leaves the coins that cost more than they bring, and takes those that bring a satoshi")
    void everything() {
        // An input costs 1480 satoshis at 10 a byte.
        List<OwnCoin> coins = List.of(coin(1, 1_480), coin(2, 1_481), coin(3, 500), coin(4, 100_000));
        Draft draft = PaymentBuilder.everything(coins, somebody(0), new FeeRate(10_000));
        assertThat(draft.selection().coins()).containsExactly(coin(2, 1_481), coin(4, 100_000));
        assertThat(draft.tx().inputs()).hasSize(2);
        assertThat(draft.selection().fee().satoshis()).isEqualTo(10L * (10 + 2 * 148 + 34));
        assertThat(draft.tx().outputs().get(0).value().satoshis()).isEqualTo(101_481 - 3_400);
        assertThat(signedSize(draft)).isEqualTo(340).isEqualTo(draft.selection().size());
    }

    @Test
    @DisplayName("paying everything needs 546 satoshis after the fee, and at most 675 coins")
    void everythingLimits() {
        FeeRate rate = new FeeRate(1000);
        assertThat(PaymentBuilder.everything(coins(1, 192 + 546), somebody(0), rate)
                        .tx()
                        .outputs()
                        .get(0)
                        .value()
                        .satoshis())
                .isEqualTo(546);
        assertThatThrownBy(() -> PaymentBuilder.everything(coins(1, 192 + 545), somebody(0), rate))
                .hasFieldOrPropertyWithValue(
                        "failure",
                        new Failure.NotEnough(new Amount(737), new Amount(546), new Amount(192), new Amount(1)));
        assertThatThrownBy(() -> PaymentBuilder.everything(List.of(), somebody(0), rate))
                .hasMessageStartingWith("not-enough: NotEnough[have=0.00000000");
        assertThat(PaymentBuilder.everything(coins(675, 1_000), somebody(0), rate)
                        .selection()
                        .size())
                .isEqualTo(99_946);
        assertThatThrownBy(() -> PaymentBuilder.everything(coins(676, 1_000), somebody(0), rate))
                .hasFieldOrPropertyWithValue("failure", new Failure.TooManyCoins(675, new Amount(675_000)));
    }

    @Test
    @DisplayName("coins whose key is written in 65 bytes count with their 180 bytes")
    void uncompressed() {
        OwnAddress old = owner(false);
        OwnCoin coin = new OwnCoin(coin(1, 0).outPoint(), new Amount(1_000_000), old, 1, 10, false, false, false);
        Selection s = choose(List.of(coin), 500_000, 1000);
        assertThat(s.size()).isEqualTo(10 + 180 + 2 * 34);
        assertThat(s.fee().satoshis()).isEqualTo(258);
    }
}
