package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.tx.Amount;

class RangeTest {
    static Stream<RangeCases.Case> cases() {
        return RangeCases.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void refused(RangeCases.Case rangeCase) {
        assertThat(rangeCase.run().get()).map(Violation::reason).contains(rangeCase.reason());
    }

    @Test
    @DisplayName("exactly 21 million is in range: in a coin, in a sum, as a fee, as a block's fees")
    void maximum() {
        Amount max = new Amount(2_100_000_000_000_000L);
        assertThat(RangeCases.check(max)).isEmpty();
        assertThat(RangeCases.check(max.minus(new Amount(1)), new Amount(1))).isEmpty();
        assertThat(InputRules.checkFee(max)).isEmpty();
        assertThat(RangeCases.connect(max.minus(new Amount(1)), new Amount(1))).isEmpty();
    }

    @Test
    @DisplayName("a block may touch as many transactions as the limit says; without one, any number")
    void touched() {
        BlockLimits limits = BlockLimits.BITCOIN;
        assertThat(limits).isEqualTo(new BlockLimits(1_000_000, Integer.MAX_VALUE));
        // Coinbase, two payments, and the transaction that both spend from.
        assertThat(RangeCases.connect(
                        ChainParams.regtest().withLimits(limits.withTouched(4)), Amount.ZERO, Amount.ZERO))
                .isEmpty();
        assertThat(RangeCases.connect(ChainParams.regtest().withLimits(limits.withTouched(3)), Amount.ZERO, Amount.ZERO)
                        .map(Violation::toString))
                .contains("maxlocks, the block touches 4 transactions, at most 3");
        assertThat(RangeCases.connect(Amount.ZERO, Amount.ZERO)).isEmpty();
    }

    @Test
    @DisplayName("mainnet's limits can't be moved, and none is so low that no block fits")
    void limits() {
        assertThatThrownBy(() -> ChainParams.mainnet().withLimits(BlockLimits.BITCOIN.withBytes(2_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("regtest or seminar");
        assertThatThrownBy(() -> BlockLimits.BITCOIN.withBytes(1_999)).hasMessageContaining("at least 2000 bytes");
        assertThatThrownBy(() -> BlockLimits.BITCOIN.withTouched(0)).hasMessageContaining("its own coinbase");
        assertThat(BlockLimits.BITCOIN.withBytes(2_000).bytes()).isEqualTo(2_000);
        assertThat(ChainParams.mainnet().limits()).isEqualTo(BlockLimits.BITCOIN);
    }
}
