package org.wonsi.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.wallet.coins.FeeRate;

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
}
