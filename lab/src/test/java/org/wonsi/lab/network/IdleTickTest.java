package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.protocol.peer.NodeEvent;

/** A node does nothing at a tick before anything is due; a network whose nodes always look at everything is compared. */
class IdleTickTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6, 7})
    @DisplayName("what a node doesn't look at in a storm would have been looked at in vain")
    void storms(long seed) {
        compare(Storms.of(seed), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @DisplayName("the same in a larger network, whose ticks come more rarely than its messages")
    void largeNetwork(long seed) {
        compare(
                Scenario.withFaults(60, 0.1)
                        .with(ScenarioSetting.OUTBOUND, seed == 1 ? 0 : 2)
                        .with(ScenarioSetting.LINKS_PER_NODE, 3),
                seed);
    }

    private static void compare(Scenario scenario, long seed) {
        List<Integer> expected = new ArrayList<>();
        SimulatedNetwork whole = new SimulatedNetwork(scenario, seed, writingTo(expected));
        whole.lookAtEverything();
        SimulationReport report = whole.run();

        List<Integer> events = new ArrayList<>();
        assertThat(new SimulatedNetwork(scenario, seed, writingTo(events)).run())
                .as("seed %d", seed)
                .isEqualTo(report);
        assertThat(events).as("seed %d, hashes of its events", seed).isEqualTo(expected);
        assertThat(events).hasSizeGreaterThan(1_000);
    }

    private static NetworkWatcher writingTo(List<Integer> events) {
        return new NetworkWatcher() {
            @Override
            public boolean wantsMessages(String node) {
                return true;
            }

            @Override
            public void onEvent(String node, Instant at, NodeEvent event) {
                events.add((at + " " + node + " " + event).hashCode());
            }
        };
    }
}
