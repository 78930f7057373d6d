package org.wonsi.wallet.coins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.coins.Selection.Method;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

class CoinSelectionTest {
    private static final OwnAddress OWNER = owner();

    private static OwnAddress owner() {
        PublicKey key = PrivateKey.generate(new Random(1)).publicKey(true);
        return new OwnAddress(0, OwnAddress.Branch.RECEIVE, 0, key, Address.of(key, ChainParams.seminar()));
    }

    private static OwnCoin coin(int number, long satoshis) {
        byte[] id = new byte[32];
        id[0] = (byte) number;
        id[1] = (byte) (number >> 8);
        OutPoint outPoint = new OutPoint(new Txid(Hash256.of(id)), 0);
        return new OwnCoin(outPoint, new Amount(satoshis), OWNER, 1, 10, false, false, false);
    }

    private static List<OwnCoin> coins(long... satoshis) {
        List<OwnCoin> coins = new ArrayList<>();
        for (int i = 0; i < satoshis.length; i++) {
            coins.add(coin(i, satoshis[i]));
        }
        return coins;
    }

    private static Selection choose(List<OwnCoin> coins, long payment, long perKilobyte, long seed) {
        return new CoinSelection(
                        coins, new FeeRate(perKilobyte), new Amount(payment), TxSize.P2PKH_OUTPUT, 1, new Random(seed))
                .choose();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName(
            "for random wallets: not a satoshi is lost, change is no dust, coins are taken once, the fee is near its rate")
    void properties(long seed) {
        Random random = new Random(seed);
        int chosen = 0;
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            String what = "seed " + seed + ", round " + i;
            List<OwnCoin> coins = new ArrayList<>();
            int count = 1 + random.nextInt(30);
            for (int c = 0; c < count; c++) {
                coins.add(coin(c, 200 + (long) Math.pow(10, 2 + random.nextDouble() * 7)));
            }
            long total = coins.stream().mapToLong(c -> c.value().satoshis()).sum();
            long payment = 546 + (long) (random.nextDouble() * total);
            FeeRate rate = new FeeRate(1000 + random.nextInt(30_000));
            try {
                Selection s = choose(coins, payment, rate.satoshisPerKilobyte(), random.nextLong());
                chosen++;
                assertThat(s.total().satoshis())
                        .as(what)
                        .isEqualTo(payment + s.change().satoshis() + s.fee().satoshis());
                assertThat(s.change().satoshis() == 0 || s.change().satoshis() >= 546)
                        .as(what)
                        .isTrue();
                assertThat(new HashSet<>(s.coins())).as(what).hasSameSizeAs(s.coins());
                long over = s.fee().satoshis() - rate.fee(s.size()).satoshis();
                assertThat(over).as(what).isNotNegative();
                // Past a satoshi a byte only where every coin is needed and what is left is too little for change.
                assertThat(over <= s.size()
                                || (s.method() == Method.EVERYTHING
                                        && s.change().equals(Amount.ZERO)))
                        .as(what)
                        .isTrue();
            } catch (WalletException e) {
                assertThat(e.failure()).isInstanceOf(Failure.NotEnough.class);
                // Even all coins worth their own fee don't suffice.
                long useful = coins.stream()
                        .mapToLong(c -> c.value().satoshis() - rate.fee(148).satoshis())
                        .filter(v -> v > 0)
                        .sum();
                assertThat(useful).as(what).isLessThan(payment + rate.fee(46).satoshis());
                refused++;
            }
        }
        assertThat(chosen + refused).isEqualTo(400);
        assertThat(chosen).isGreaterThan(300);
    }

    @Test
    @DisplayName("coins that fit to the satoshi are found among many, and no change is made")
    void exact() {
        // One input and output at 10 sat/B: (10 + 34) * 10 = 440; an input 1480.
        Selection s =
                choose(coins(5_000_000, 3_000_000, 1_001_480, 700_000, 2_001_480, 90_000), 3_000_000 - 440, 10_000, 1);
        assertThat(s.method()).isEqualTo(Method.EXACT);
        assertThat(s.coins()).extracting(c -> c.value().satoshis()).containsExactly(2_001_480L, 1_001_480L);
        assertThat(s.change()).isEqualTo(Amount.ZERO);
        assertThat(s.fee().satoshis()).isEqualTo(3400);
    }

    @Test
    @DisplayName("without a fit coins are drawn until change of 50,000 satoshis is sure")
    void draw() {
        Selection s = choose(coins(10_000_000, 10_000_000, 10_000_000), 9_960_000, 1000, 1);
        assertThat(s.method()).isEqualTo(Method.RANDOM_DRAW);
        assertThat(s.coins()).hasSize(2);
        assertThat(s.change().satoshis()).isGreaterThan(50_000);
    }

    @Test
    @DisplayName("545 satoshis left become fee, 546 become change")
    void dustBoundary() {
        // One input, payment and change at 1 sat/B: 226 bytes.
        Selection with = choose(coins(100_000), 100_000 - 226 - 546, 1000, 1);
        assertThat(with.change().satoshis()).isEqualTo(546);
        Selection without = choose(coins(100_000), 100_000 - 226 - 545, 1000, 1);
        assertThat(without.change()).isEqualTo(Amount.ZERO);
        assertThat(without.fee().satoshis()).isEqualTo(226 + 545);
    }

    @Test
    @DisplayName("a satoshi too little is refused, with what is missing")
    void missing() {
        assertThat(choose(coins(100_000), 100_000 - 192, 1000, 1).fee().satoshis())
                .isEqualTo(192);
        assertThatThrownBy(() -> choose(coins(100_000), 100_000 - 191, 1000, 1))
                .hasFieldOrPropertyWithValue(
                        "failure",
                        new Failure.NotEnough(new Amount(100_000), new Amount(99_809), new Amount(192), new Amount(1)));
        assertThatThrownBy(() -> choose(List.of(), 1000, 1000, 1))
                .hasMessageStartingWith("not-enough: NotEnough[have=0.00000000");
    }

    @Test
    @DisplayName("thousands of equal coins are searched without end or overflow")
    void many() {
        long[] values = new long[3000];
        Arrays.fill(values, 5_000_000_000L);
        Selection s = choose(coins(values), 12_345_678_901L, 5000, 1);
        assertThat(s.coins()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000, 1", "2.5, 2500, 2.5", "0.001, 1, 0.001", "100000, 100000000, 100000"})
    @DisplayName("fee rates are read with three places")
    void feeRates(String text, long perKilobyte, String written) {
        assertThat(FeeRate.parse(text).satoshisPerKilobyte()).isEqualTo(perKilobyte);
        assertThat(FeeRate.parse(text).toString()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.2345", "x", "100001", "1e3", "1."})
    @DisplayName("what is no fee rate is refused")
    void notFeeRates(String text) {
        assertThatThrownBy(() -> FeeRate.parse(text)).isInstanceOf(MalformedException.class);
    }
}
