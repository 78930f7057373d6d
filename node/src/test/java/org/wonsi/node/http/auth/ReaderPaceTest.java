package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reader of whom 1,000 bytes a second are asked, over ten seconds,")
class ReaderPaceTest {
    private static final long SECOND = 1_000_000_000L;

    private long nanos = -5 * SECOND;
    private final ReaderPace pace = new ReaderPace(1_000, Duration.ofSeconds(10), () -> nanos);

    @Test
    @DisplayName("is slow if it took 9,999 bytes of those that waited, and not if it took 10,000, even in one lump")
    void bothSides() {
        pace.addTaken(9_999, true);
        nanos += 10 * SECOND;
        assertThat(pace.isTooSlow()).isTrue();
        pace.addTaken(10_000, true);
        nanos += 10 * SECOND;
        assertThat(pace.isTooSlow()).isFalse();
    }

    @Test
    @DisplayName("isn't judged before the ten seconds are over, and anew after each ten")
    void periods() {
        pace.addTaken(50_000, true);
        nanos += 10 * SECOND - 1;
        assertThat(pace.isTooSlow()).isFalse();
        nanos += 1;
        assertThat(pace.isTooSlow()).isFalse();
        // What it took before doesn't count for the next ones.
        nanos += 10 * SECOND - 1;
        assertThat(pace.isTooSlow()).isFalse();
        nanos += 1;
        assertThat(pace.isTooSlow()).isTrue();
    }

    @Test
    @DisplayName("may take nothing for hours if nothing waits for it")
    void silent() {
        pace.addTaken(1, false);
        nanos += 10_000 * SECOND;
        assertThat(pace.isTooSlow()).isFalse();
        pace.addTaken(1, false);
        assertThat(pace.isTooSlow()).isFalse();
    }

    @Test
    @DisplayName("isn't saved by taking a little to the end each time: the times in which bytes waited are added up")
    void addedUp() {
        for (int i = 0; i < 9; i++) {
            pace.addTaken(10, true);
            nanos += SECOND;
            pace.addTaken(90, false);
            nanos += 100 * SECOND;
            assertThat(pace.isTooSlow()).isFalse();
        }
        pace.addTaken(10, true);
        nanos += SECOND;
        assertThat(pace.isTooSlow()).isTrue();
    }
}
