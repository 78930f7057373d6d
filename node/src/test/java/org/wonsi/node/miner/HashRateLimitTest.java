package org.wonsi.node.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.platform.Tempo;

class HashRateLimitTest {
    private final AtomicLong now = new AtomicLong(1_000);

    @Test
    @DisplayName("At 1,000 tries a second, ranges of 250 begin a quarter of a second apart")
    void rangesFollowEachOther() {
        HashRateLimit hashRateLimit = new HashRateLimit(1_000, Tempo.of(InstantSource.system(), now::get));
        assertThat(hashRateLimit.reserve(250)).isEqualTo(1_000);
        assertThat(hashRateLimit.reserve(250)).isEqualTo(250_001_000L);
        assertThat(hashRateLimit.reserve(250)).isEqualTo(500_001_000L);
    }

    @Test
    @DisplayName("Two threads that ask in turn get every other stretch: half of the pace each")
    void sharesFairly() {
        HashRateLimit hashRateLimit = new HashRateLimit(1_000, Tempo.of(InstantSource.system(), now::get));
        long first = 0;
        long second = 0;
        for (int i = 0; i < 100; i++) {
            first = hashRateLimit.reserve(10);
            second = hashRateLimit.reserve(10);
        }
        // 200 ranges of 10 tries at 1,000 a second take two seconds; both threads' last ranges end them.
        assertThat(first).isEqualTo(1_000 + 1_980_000_000L);
        assertThat(second).isEqualTo(1_000 + 1_990_000_000L);
    }

    @Test
    @DisplayName("Time that nobody used isn't saved up for a burst")
    void savesNothingUp() {
        HashRateLimit hashRateLimit = new HashRateLimit(1_000, Tempo.of(InstantSource.system(), now::get));
        hashRateLimit.reserve(1);
        now.addAndGet(60_000_000_000L);
        assertThat(hashRateLimit.reserve(1_000)).isEqualTo(now.get());
        assertThat(hashRateLimit.reserve(1)).isEqualTo(now.get() + 1_000_000_000L);
    }

    @Test
    @DisplayName("0 is no cap, and a negative cap is refused")
    void zeroIsNoCap() {
        HashRateLimit hashRateLimit = new HashRateLimit(0, Tempo.of(InstantSource.system(), now::get));
        assertThat(hashRateLimit.reserve(1_000_000)).isEqualTo(1_000);
        assertThat(hashRateLimit.reserve(1_000_000)).isEqualTo(1_000);
        assertThatThrownBy(() -> hashRateLimit.set(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
