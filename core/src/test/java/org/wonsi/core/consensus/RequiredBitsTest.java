package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequiredBitsTest {
    private static final ChainParams SEMINAR = ChainParams.seminar();
    private static final long START = 1_795_500_000L;

    /** Times of so many blocks, so many seconds apart. */
    private static long[] times(int blocks, int spacing) {
        return LongStream.range(0, blocks).map(i -> START + spacing * i).toArray();
    }

    private static String bitsAfter(long... times) {
        return HeaderRules.requiredBits(FakeHeaders.of(SEMINAR, times), SEMINAR).toDisplay();
    }

    @Test
    @DisplayName("on the seminar network difficulty changes at block 12, not at 11 or 13, and again at 24")
    void everyTwelveBlocks() {
        assertThat(bitsAfter(times(10, 5))).isEqualTo("1e01ffff");
        String second = bitsAfter(times(11, 5));
        assertThat(second).isNotEqualTo("1e01ffff");
        IntStream.rangeClosed(12, 22)
                .forEach(i -> assertThat(bitsAfter(times(i, 5))).isEqualTo(second));
        assertThat(bitsAfter(times(23, 5))).isNotEqualTo(second);
    }

    @Test
    @DisplayName(
            "its first window starts at block 1, as genesis is older than the talk: ten intervals of 10 s against 120 s")
    void firstWindow() {
        // 0x1ffff * 100 / 120, in three bytes.
        assertThat(bitsAfter(times(11, 10))).isEqualTo("1e01aaa9");
    }

    @Test
    @DisplayName("later windows have eleven intervals, as Bitcoin's have 2015 of 2016")
    void laterWindow() {
        // 0x1aaa9 * 110 / 120.
        assertThat(bitsAfter(times(23, 10))).isEqualTo("1e01871a");
    }

    @Test
    @DisplayName("a window counts as at most four times too fast or too slow")
    void clamp() {
        assertThat(bitsAfter(times(11, 0))).isEqualTo("1d7fffc0");
        assertThat(bitsAfter(times(11, 1))).isEqualTo("1d7fffc0");
        assertThat(bitsAfter(times(11, 1000))).isEqualTo("1e07fffc");
    }

    @Test
    @DisplayName("the easiest target stays the limit however slow the blocks are")
    void easiest() {
        assertThat(bitsAfter(times(60, 1000))).isEqualTo("1f00ffff");
    }

    @Test
    @DisplayName("times out of order count as they stand: only first and last of a window matter")
    void unsortedTimes() {
        long[] mixed = times(11, 10);
        mixed[4] = START - 900;
        mixed[7] = START + 900;
        assertThat(bitsAfter(mixed)).isEqualTo("1e01aaa9");
    }

    @Test
    @DisplayName("on regtest the parent's bits stay, at 2016 too")
    void regtestNeverAdjusts() {
        ChainParams regtest = ChainParams.regtest();
        FakeHeaders headers = FakeHeaders.of(
                regtest, LongStream.range(0, 2015).map(i -> START + i).toArray());
        assertThat(HeaderRules.requiredBits(headers, regtest).toDisplay()).isEqualTo("207fffff");
    }
}
