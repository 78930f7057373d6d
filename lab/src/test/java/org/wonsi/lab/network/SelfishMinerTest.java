package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.MalformedException;

@DisplayName("a selfish miner among complete nodes")
class SelfishMinerTest {
    private static final long SEED = 15;
    private static final Scenario SCENARIO = Scenario.withoutFaults(6, 10)
            .with(ScenarioSetting.BLOCK_INTERVAL, 100)
            .with(ScenarioSetting.SELFISH, 0.45)
            .with(ScenarioSetting.SELFISH_LINKS, 6);

    @Test
    @DisplayName("finds its share, loses some, and its rivals lose more; the nodes agree and none is broken")
    void withholds() {
        SimulationReport report = new SimulatedNetwork(SCENARIO, SEED).run();
        SelfishResult result = report.selfish();
        int honest = report.blocks() - result.found();
        assertThat((double) result.found() / report.blocks())
                .as("seed %d", SEED)
                .isBetween(0.35, 0.55);
        assertThat(result.stayed()).isBetween(1, result.found());
        assertThat(result.chain()).isEqualTo(report.blocks() - report.stale());
        assertThat(result.revenue()).isGreaterThan((double) result.found() / report.blocks());
        assertThat(honest - (result.chain() - result.stayed()))
                .as("honest blocks lost")
                .isGreaterThan(result.found() - result.stayed());
        assertThat(result.followed()).isBetween(1, result.ties());
        assertThat(report.toText(SCENARIO)).contains("selfish miner      45.0 % of the work", "the formula gives");
    }

    @Test
    @DisplayName("is the same from the same seed, and none where nobody is selfish")
    void deterministic() {
        Scenario brief = SCENARIO.with(ScenarioSetting.HOURS, 1);
        assertThat(new SimulatedNetwork(brief, SEED).run()).isEqualTo(new SimulatedNetwork(brief, SEED).run());
        assertThat(new SimulatedNetwork(brief.with(ScenarioSetting.SELFISH, 0), SEED)
                        .run()
                        .selfish())
                .isEqualTo(SelfishResult.NONE);
    }

    @Test
    @DisplayName("has at most 49 % of the work, and at least one link")
    void limits() {
        assertThat(SCENARIO.with(ScenarioSetting.SELFISH, 0.49).selfish()).isEqualTo(0.49);
        assertThatThrownBy(() -> SCENARIO.with(ScenarioSetting.SELFISH, 0.5))
                .isInstanceOf(MalformedException.class)
                .hasMessage("selfish is 0 to 0.49, not 0.5");
        assertThatThrownBy(() -> SCENARIO.with(ScenarioSetting.SELFISH_LINKS, 0))
                .isInstanceOf(MalformedException.class);
    }
}
