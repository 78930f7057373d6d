package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.lab.mining.MiningShares;

class ScenarioTest {
    private static final Scenario CALM = Scenario.withoutFaults(10, 1);

    @Test
    @DisplayName("a scenario is read line by line, past comments and empty lines; what isn't named stays as it was")
    void read() {
        Scenario scenario = ScenarioFile.apply(
                CALM, List.of("# a slow one", "latencyMillis = 2000", "", "hostile=2 # two", "lossRate = 0.5"));
        assertThat(scenario.latencyMillis()).isEqualTo(2_000);
        assertThat(scenario.hostile()).isEqualTo(2);
        assertThat(scenario.lossRate()).isEqualTo(0.5);
        assertThat(scenario.nodes()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "speed = 3 | 'speed = 3': there is no setting 'speed'; there are nodes, linksPerNode, blockInterval,",
                "nodes 20 | 'nodes 20': there is no '='; write NAME = NUMBER",
                "nodes = many | 'nodes = many': that is no plain number; nodes is 2 to 5000, whole (complete and",
                "nodes = -3 | 'nodes = -3': that is no plain number; nodes is 2 to 5000, whole (complete and",
                "hours = 1e9 | 'hours = 1e9': that is no plain number; hours is 0.01 to 10000 (of virtual time)",
                "nodes = 1 | 'nodes = 1': nodes is 2 to 5000, whole, not 1 (complete and honest nodes)",
                "nodes = 5001 | 'nodes = 5001': nodes is 2 to 5000, whole, not 5001 (complete and honest nodes)",
                "nodes = 2.5 | 'nodes = 2.5': nodes is 2 to 5000, whole, not 2.5 (complete and honest nodes)",
                "lossRate = 0.51 | 'lossRate = 0.51': lossRate is 0 to 0.5, not 0.51 (share of messages",
            })
    @DisplayName("a line that can't be followed is named, with the reason and what to write")
    void bad(String line, String message) {
        assertThatThrownBy(() -> ScenarioFile.apply(CALM, List.of("", line)))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("line 2, " + message);
    }

    @Test
    @DisplayName("a setting given twice is refused, as is a largest share below an equal one")
    void contradictions() {
        assertThatThrownBy(() -> ScenarioFile.apply(CALM, List.of("nodes = 3", "nodes = 4")))
                .hasMessage("line 2, 'nodes = 4': nodes was set on an earlier line; keep one of the two");
        assertThat(ScenarioFile.apply(CALM, List.of("largestShare = 0.1")).largestShare())
                .isEqualTo(0.1);
        assertThatThrownBy(() -> ScenarioFile.apply(CALM, List.of("largestShare = 0.09")))
                .hasMessage("largestShare 0.09 is less than an equal part of 10 nodes; give 0 for equal parts, or more"
                        + " than 0.1");
    }

    @Test
    @DisplayName("unequal miners find blocks in falling parts whose largest is the one asked for")
    void shares() {
        MiningShares shares = MiningShares.of(10, 0.3);
        assertThat(shares.of(0)).isCloseTo(0.3, offset(1e-9));
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            assertThat(i == 0 || shares.of(i) < shares.of(i - 1)).isTrue();
            sum += shares.of(i);
        }
        assertThat(sum).isCloseTo(1, offset(1e-9));
        assertThat(MiningShares.of(4, 0).of(3)).isEqualTo(0.25);
        assertThat(MiningShares.of(4, 0.25).of(3)).isCloseTo(0.25, offset(1e-9));
    }

    @Test
    @DisplayName("who finds the next block is drawn by share")
    void draws() {
        MiningShares shares = MiningShares.of(5, 0.5);
        SplittableRandom random = new SplittableRandom(17);
        int first = 0;
        for (int i = 0; i < 10_000; i++) {
            first += shares.draw(random) == 0 ? 1 : 0;
        }
        // Four standard deviations of 50 draws.
        assertThat(first).as("seed 17").isBetween(4_800, 5_200);
    }
}
