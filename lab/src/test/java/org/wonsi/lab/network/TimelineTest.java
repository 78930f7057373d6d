package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Virtual time")
class TimelineTest {
    /** Happens again at once: time stands still. */
    private static void again(Timeline timeline, AtomicInteger times) {
        times.incrementAndGet();
        timeline.after(0, () -> again(timeline, times));
    }

    @Test
    @DisplayName("pulses with every thousandth thing that happens, and with the two thousandth, not before")
    void pulse() {
        AtomicInteger pulses = new AtomicInteger();
        Timeline timeline = new Timeline(Instant.EPOCH, pulses::incrementAndGet);
        for (int i = 1; i <= 1_999; i++) {
            timeline.at(i, () -> {});
        }
        timeline.runUntil(999);
        assertThat(pulses).hasValue(0);
        timeline.runUntil(1_000);
        assertThat(pulses).hasValue(1);
        timeline.runUntil(5_000);
        assertThat(pulses).hasValue(1);
        timeline.after(1, () -> {});
        timeline.runUntil(2_000_000);
        assertThat(pulses).hasValue(2);
    }

    @Test
    @DisplayName("can be ended by its pulse even where it stands still")
    @Timeout(10)
    void standstill() {
        AtomicInteger times = new AtomicInteger();
        Timeline timeline = new Timeline(Instant.EPOCH, () -> {
            throw new CancellationException();
        });
        again(timeline, times);
        assertThatThrownBy(() -> timeline.runUntil(1)).isInstanceOf(CancellationException.class);
        assertThat(times).hasValue(1_001);
    }

    @Test
    @DisplayName("of a whole network pulses for who watches it: a run in which next to no time passes can be ended")
    @Timeout(20)
    void network() {
        // What no setting allows, because it would be a run without an end.
        Scenario storm = new Scenario(2, 1, 600, 1, 0, 1e6, 0, 0, 1, 1e-9, 0, 0, 0, 0, 117, 0, 0, 4, 0);
        AtomicInteger calls = new AtomicInteger();
        NetworkWatcher impatient = new NetworkWatcher() {
            @Override
            public void goesOn() {
                if (calls.incrementAndGet() == 100) {
                    throw new CancellationException();
                }
            }
        };
        assertThatThrownBy(() -> new SimulatedNetwork(storm, 1, impatient).run())
                .isInstanceOf(CancellationException.class);
    }
}
