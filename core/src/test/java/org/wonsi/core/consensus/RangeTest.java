package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;

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
}
