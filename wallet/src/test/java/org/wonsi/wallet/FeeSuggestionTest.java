package org.wonsi.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.tx.FeeRate;

class FeeSuggestionTest {
    @Test
    @DisplayName("a node's word is followed up to 100 satoshis a byte, and no thousandth further")
    void cap() {
        FeeSuggestion at = FeeSuggestion.of(new FeeRate(100_000), "http://x");
        assertThat(at.rate()).isEqualTo(new FeeRate(100_000));
        assertThat(at.isCapped()).isFalse();
        FeeSuggestion past = FeeSuggestion.of(new FeeRate(100_001), "http://x");
        assertThat(past.rate()).isEqualTo(new FeeRate(100_000));
        assertThat(past.isCapped()).isTrue();
    }

    @Test
    @DisplayName("a node's estimates are taken for the nearest fewer blocks, never below the minimum")
    void estimates() {
        Map<Integer, BigDecimal> told =
                Map.of(1, new BigDecimal("20.0001"), 6, new BigDecimal("5"), 144, BigDecimal.ZERO);
        assertThat(FeeSuggestion.estimated(told, 1)).isEqualTo(new FeeRate(20_001));
        assertThat(FeeSuggestion.estimated(told, 100)).isEqualTo(new FeeRate(5000));
        assertThat(FeeSuggestion.estimated(told, 200)).isEqualTo(FeeRate.MINIMUM);
        assertThat(FeeSuggestion.estimated(Map.of(), 2)).isEqualTo(FeeRate.MINIMUM);
    }
}
