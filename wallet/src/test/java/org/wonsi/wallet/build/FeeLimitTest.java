package org.wonsi.wallet.build;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.problem.Failure;

class FeeLimitTest {
    @Test
    @DisplayName("a fee of a tenth is allowed, a satoshi more isn't")
    void share() {
        assertThatCode(() -> FeeLimit.check(new Amount(1_000), new Amount(10_000)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> FeeLimit.check(new Amount(1_001), new Amount(10_000)))
                .hasFieldOrPropertyWithValue(
                        "failure", new Failure.HighFee(new Amount(1001), "10.01", 10, new Amount(10_000_000)));
        assertThatThrownBy(() -> FeeLimit.check(new Amount(1), Amount.ZERO)).hasMessageContaining("high-fee");
    }

    @Test
    @DisplayName("a fee of 0.1 coin is allowed, a satoshi more isn't")
    void most() {
        assertThatCode(() -> FeeLimit.check(new Amount(10_000_000), Amount.ofCoins(50)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> FeeLimit.check(new Amount(10_000_001), Amount.ofCoins(50)))
                .hasMessageContaining("high-fee");
    }
}
