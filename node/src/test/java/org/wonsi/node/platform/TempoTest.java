package org.wonsi.node.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a tempo")
class TempoTest {
    private static final Instant BEGUN = Instant.parse("2026-11-27T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);

    @Test
    @DisplayName("of 20: a second later by the machine it is 20 seconds later, by the clock and for durations")
    void faster() {
        Tempo tempo = Tempo.faster(20, () -> BEGUN, nanos::get);
        assertThat(tempo.clock().instant()).isEqualTo(BEGUN);
        long begun = tempo.nanoTime();
        nanos.addAndGet(1_000_000_000L);
        assertThat(tempo.clock().instant()).isEqualTo(BEGUN.plusSeconds(20));
        assertThat(tempo.nanoTime() - begun).isEqualTo(20_000_000_000L);
        assertThat(tempo.times()).isEqualTo(20);
    }

    @Test
    @DisplayName("makes a pause shorter, but never nothing")
    void pauses() {
        Tempo tempo = Tempo.faster(20, () -> BEGUN, nanos::get);
        assertThat(tempo.toReal(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(50));
        assertThat(tempo.toReal(Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(1));
        assertThat(tempo.toReal(Duration.ofMillis(19))).isEqualTo(Duration.ofMillis(1));
        assertThat(tempo.toReal(Duration.ZERO)).isEqualTo(Duration.ZERO);
        assertThat(tempo.toRealNanos(2_000)).isEqualTo(100);
        assertThat(Tempo.REAL.toReal(Duration.ofMillis(19))).isEqualTo(Duration.ofMillis(19));
    }

    @Test
    @DisplayName("is 1 to 100, and 1 is the time as it is")
    void limits() {
        assertThat(Tempo.faster(1)).isSameAs(Tempo.REAL);
        assertThat(Tempo.faster(100).times()).isEqualTo(100);
        for (int times : new int[] {0, -1, 101}) {
            assertThatThrownBy(() -> Tempo.faster(times))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("time goes 1 to 100 times faster, not " + times);
        }
    }
}
