package org.wonsi.core.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.MalformedException;

class SimulatedNetworkTest {
    /** More, for a longer search: -Dwonsi.simulation.seeds=10000, and -Dwonsi.simulation.first=... to go on. */
    private static final long SEEDS = Long.getLong("wonsi.simulation.seeds", 100);

    private static final long FIRST = Long.getLong("wonsi.simulation.first", 1);

    @Test
    @DisplayName(
            "in small networks with crashes, partitions and a hostile peer every invariant holds, and all agree after")
    void storms() {
        long blocks = 0;
        long reorganisations = 0;
        long checks = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            int nodes = 3 + (int) (seed % 5);
            SimulationReport report = new SimulatedNetwork(Scenario.stormy(nodes, 0.2), seed).run();
            blocks += report.blocks();
            reorganisations += report.reorganisations();
            checks += report.checks();
        }
        System.out.println(SEEDS + " storms: " + blocks + " blocks, " + reorganisations + " reorganisations, " + checks
                + " checks of the invariants");
        // That the storms are storms: a quiet run would prove nothing.
        assertThat(blocks).isGreaterThan(SEEDS * 12);
        assertThat(reorganisations).isGreaterThan(SEEDS);
    }

    @Test
    @DisplayName("the same scenario and seed give the same run, another seed another")
    void deterministic() {
        SimulationReport first = new SimulatedNetwork(Scenario.stormy(5, 0.2), 7).run();
        assertThat(new SimulatedNetwork(Scenario.stormy(5, 0.2), 7).run()).isEqualTo(first);
        assertThat(new SimulatedNetwork(Scenario.stormy(5, 0.2), 8).run()).isNotEqualTo(first);
    }

    @Test
    @DisplayName("blocks go stale as often as theory says: 1 - e^(-delay/interval)")
    void staleRate() {
        Scenario scenario = new Scenario(12, 3, 10, 300, 50, 1_000_000, 0, 0, 6, 0, 0, 0);
        SimulationReport report = new SimulatedNetwork(scenario, 3).run();
        double expected = report.expectedStaleRate(10);
        double deviation = Math.sqrt(expected * (1 - expected) / report.blocks());
        System.out.print(report.toText(scenario));
        assertThat(report.blocks()).isGreaterThan(1_900);
        assertThat(report.staleRate())
                .as("seed 3, expected %.4f ± %.4f", expected, deviation)
                .isBetween(expected - 4 * deviation, expected + 4 * deviation);
    }

    @Test
    @DisplayName("a scenario is read line by line, and a line that says nothing known is named")
    void scenarioFile() {
        Scenario scenario = Scenario.calm(10, 1).with(List.of("# a slow one", "latencyMillis = 2000", "", "hostile=2"));
        assertThat(scenario.latencyMillis()).isEqualTo(2_000);
        assertThat(scenario.hostile()).isEqualTo(2);
        assertThat(scenario.nodes()).isEqualTo(10);
        assertThatThrownBy(() -> scenario.with(List.of("", "speed = 3")))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("line 2, 'speed = 3': write NAME = NUMBER with one of [nodes, linksPerNode,");
        assertThatThrownBy(() -> scenario.with(List.of("nodes = 1")))
                .hasMessage("a network has 2 to 5000 nodes, not 1");
    }
}
