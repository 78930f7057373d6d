package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.MalformedException;

@DisplayName("a simulated network whose blocks are filled up")
class LargeBlocksTest {
    private static final long SEED = 18;
    private static final Scenario SMALL = Scenario.withoutFaults(6, 1)
            .with(ScenarioSetting.BLOCK_INTERVAL, 60)
            .with(ScenarioSetting.LATENCY_MILLIS, 100);

    @Test
    @DisplayName("sends so many bytes more, and its blocks take the longer that a link takes for them")
    void slower() {
        SimulationReport small = new SimulatedNetwork(SMALL, SEED).run();
        SimulationReport large = new SimulatedNetwork(SMALL.with(ScenarioSetting.BLOCK_BYTES, 500_000), SEED).run();
        assertThat(large.blocks()).as("found at the same times").isEqualTo(small.blocks());
        double aBlock = (double) (large.bytes() - small.bytes()) / large.blocks() / 5;
        assertThat(aBlock).as("bytes of a block to each of five nodes").isBetween(490_000.0, 520_000.0);
        // Half a second for one link at a million bytes a second; some nodes are two links away.
        assertThat(large.delay50() - small.delay50()).as("seed %d", SEED).isBetween(0.49, 1.6);
    }

    @Test
    @DisplayName("has blocks of the largest size that the rules allow, and the nodes take them")
    void largest() {
        SimulationReport report = new SimulatedNetwork(SMALL.with(ScenarioSetting.BLOCK_BYTES, 1_000_000), SEED).run();
        assertThat(report.height()).isGreaterThan(20);
        assertThatThrownBy(() -> SMALL.with(ScenarioSetting.BLOCK_BYTES, 1_000_001))
                .isInstanceOf(MalformedException.class)
                .hasMessage("blockBytes is 0 to 1000000, whole, not 1000001");
    }
}
