package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecoveryBackoffTest {
    private static final long SECOND = 1_000_000_000L;

    private final RecoveryBackoff rest = new RecoveryBackoff();

    @Test
    @DisplayName(
            "Before the first fault and after it there is no rest; after the second there is one of a second, to the nanosecond")
    void firstAndSecond() {
        assertThat(rest.lasts(0)).isFalse();
        rest.begin(-5 * SECOND);
        assertThat(rest.lasts(-5 * SECOND)).isFalse();
        rest.begin(0);
        assertThat(rest.lasts(SECOND - 1)).isTrue();
        assertThat(rest.lasts(SECOND)).isFalse();
    }

    @Test
    @DisplayName("Each rest is twice the one before, a minute at most")
    void doubles() {
        int[] seconds = {0, 1, 2, 4, 8, 16, 32, 60, 60};
        for (int i = 0; i < seconds.length; i++) {
            rest.begin(i * (100 * SECOND));
            assertThat(rest.length()).as("after fault %s", i + 1).isEqualTo(Duration.ofSeconds(seconds[i]));
        }
    }

    @Test
    @DisplayName("Ten minutes without a fault, and it begins anew; a nanosecond less, and it doesn't")
    void forgets() {
        rest.begin(0);
        rest.begin(600 * SECOND - 1);
        assertThat(rest.length()).isEqualTo(Duration.ofSeconds(1));
        rest.begin(1_200 * SECOND - 1);
        assertThat(rest.length()).isEqualTo(Duration.ZERO);
        rest.begin(1_201 * SECOND);
        assertThat(rest.length()).isEqualTo(Duration.ofSeconds(1));
    }
}
