package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class LockTimeRulesTest {
    private static Transaction tx(int version, long lockTime, long... sequences) {
        List<TxIn> inputs = Arrays.stream(sequences)
                .mapToObj(s -> new TxIn(new OutPoint(new Txid(Hash256.ZERO), 0), Script.EMPTY, s))
                .toList();
        return new Transaction(version, inputs, List.of(), lockTime);
    }

    private static Coin coin(int height) {
        return new Coin(new TxOut(Amount.ZERO, Script.EMPTY), height, false);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, true",
        "100, 100, 9999999999, false",
        "100, 101, 0, true",
        "499999999, 500000000, 0, true",
        "499999999, 499999999, 9999999999, false",
        "500000000, 999999999, 500000000, false",
        "500000000, 0, 500000001, true",
    })
    @DisplayName("a lock time below 500,000,000 is a height, from there on a time; the limit itself is still locked")
    void lockTime(long lockTime, int height, long time, boolean open) {
        assertThat(LockTimeRules.isFinal(tx(1, lockTime, 0), height, time)).isEqualTo(open);
    }

    @Test
    @DisplayName("a lock time counts only if an input isn't final")
    void finalInputs() {
        assertThat(LockTimeRules.isFinal(tx(1, 100, 0xffff_ffffL, 0xffff_ffffL), 50, 0))
                .isTrue();
        assertThat(LockTimeRules.isFinal(tx(1, 100, 0xffff_ffffL, 0xffff_fffeL), 50, 0))
                .isFalse();
    }

    /** A hundred headers, at 1,000,000 and then every 100 seconds; the median of the last eleven is 500 before the last. */
    private static final FakeHeaders HEADERS = FakeHeaders.of(
            ChainParams.regtest(),
            LongStream.rangeClosed(1, 100).map(i -> 2_000_000_000L + 100 * i).toArray());

    @Test
    @DisplayName("a relative lock of n blocks opens n blocks after the coin's own")
    void relativeHeight() {
        LockTimeRules.SequenceLock lock = LockTimeRules.sequenceLock(tx(2, 0, 10), List.of(coin(91)), HEADERS);
        assertThat(lock).isEqualTo(new LockTimeRules.SequenceLock(100, -1));
        assertThat(lock.isOpen(HEADERS.ancestor(99))).isFalse();
        assertThat(lock.isOpen(HEADERS.ancestor(100))).isTrue();
    }

    @Test
    @DisplayName("a relative lock in time counts from the median before the coin's block, in units of 512 seconds")
    void relativeTime() {
        // Block 60's median is 2,000,005,500: block 55's time.
        LockTimeRules.SequenceLock lock = LockTimeRules.sequenceLock(tx(2, 0, 1 << 22 | 3), List.of(coin(61)), HEADERS);
        assertThat(lock).isEqualTo(new LockTimeRules.SequenceLock(-1, 2_000_005_500L + 1536 - 1));
        // Medians: block 75's is 7,000, block 76's 7,100; the lock needs 7,036 at least.
        assertThat(lock.isOpen(HEADERS.ancestor(75))).isFalse();
        assertThat(lock.isOpen(HEADERS.ancestor(76))).isTrue();
        LockTimeRules.SequenceLock exact = new LockTimeRules.SequenceLock(-1, 2_000_007_100L);
        assertThat(exact.isOpen(HEADERS.ancestor(76))).isFalse();
        assertThat(new LockTimeRules.SequenceLock(-1, 2_000_007_099L).isOpen(HEADERS.ancestor(76)))
                .isTrue();
    }

    @Test
    @DisplayName("a coin of the genesis block counts from genesis itself")
    void genesisCoin() {
        LockTimeRules.SequenceLock lock = LockTimeRules.sequenceLock(tx(2, 0, 1 << 22 | 1), List.of(coin(0)), HEADERS);
        assertThat(lock.time()).isEqualTo(1_296_688_602L + 511);
    }

    @Test
    @DisplayName(
            "of several inputs the longest lock counts; bit 31 switches one off, bits beyond the mask mean nothing")
    void several() {
        List<Coin> coins = List.of(coin(50), coin(60), coin(70));
        assertThat(LockTimeRules.sequenceLock(tx(2, 0, 30, 5, 1), coins, HEADERS)
                        .height())
                .isEqualTo(79);
        assertThat(LockTimeRules.sequenceLock(tx(2, 0, 1L << 31 | 30, 5, 1), coins, HEADERS)
                        .height())
                .isEqualTo(70);
        assertThat(LockTimeRules.sequenceLock(tx(2, 0, 0x3b_0000 | 7, 1L << 31, 1L << 31), coins, HEADERS)
                        .height())
                .isEqualTo(56);
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "1, -1", "2, 59", "-1, 59", "2147483647, 59"})
    @DisplayName("versions 0 and 1 have no relative locks; a negative version counts as a large one")
    void versions(int version, int lastHeight) {
        assertThat(LockTimeRules.sequenceLock(tx(version, 0, 10), List.of(coin(50)), HEADERS)
                        .height())
                .isEqualTo(lastHeight);
    }
}
