package org.wonsi.cluster.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("a sweep's plan")
class PlanTest {
    private static Plan plan(Sweep sweep, String... numbers) throws PlanException {
        return Plan.of(sweep, Numbers.parse(List.of(numbers)), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(
            value = Sweep.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NETWORK"})
    @DisplayName("is complete without a word from the user, and each of its points can be tried")
    void usual(Sweep sweep) throws PlanException {
        Plan plan = plan(sweep);
        assertThat(plan.axes()).isEqualTo(sweep.axes());
        assertThat(sweep.trial().measures()).containsAll(sweep.drawn());
        assertThat(Sweep.named(sweep.commandName())).contains(sweep);
        assertThat(IntStream.range(0, plan.size()).mapToObj(plan::at).distinct())
                .hasSize(plan.size());
    }

    @Test
    @DisplayName("has a point for each combination; neighbours differ on the last axis")
    void points() throws PlanException {
        Plan plan = plan(Sweep.SELFISH, "gamma=0,1", "alpha=0.1,0.2,0.3", "blocks=1000");
        assertThat(plan.size()).isEqualTo(6);
        assertThat(IntStream.range(0, 6).mapToObj(plan::at))
                .containsExactly(
                        List.of(0.0, 0.1),
                        List.of(0.0, 0.2),
                        List.of(0.0, 0.3),
                        List.of(1.0, 0.1),
                        List.of(1.0, 0.2),
                        List.of(1.0, 0.3));
        assertThat(plan.numbers(4)).isEqualTo(Map.of("alpha", 0.2, "blocks", 1000.0, "gamma", 1.0));
    }

    @Test
    @DisplayName("takes several numbers for an axis, one for all points, and --x puts an axis last")
    void axes() throws PlanException {
        Plan one = plan(Sweep.SELFISH, "gamma=0.5");
        assertThat(one.axisNames()).containsExactly("alpha");
        assertThat(one.fixed()).containsEntry("gamma", 0.5);
        Plan more = plan(Sweep.STALE, "nodes=6,8");
        assertThat(more.axisNames()).containsExactly("blockBytes", "latencyMillis", "nodes");
        assertThat(more.fixed()).doesNotContainKey("nodes");
        assertThat(Plan.of(Sweep.SELFISH, Map.of(), Optional.of("gamma")).axisNames())
                .containsExactly("alpha", "gamma");
    }

    @Test
    @DisplayName("reads ranges as one would write their numbers down")
    void ranges() throws PlanException {
        assertThat(Numbers.parse(List.of("alpha=0.05:0.45:0.1", "z=1:3:1", "q=0.1")))
                .isEqualTo(Map.of(
                        "alpha",
                        List.of(0.05, 0.15, 0.25, 0.35, 0.45),
                        "z",
                        List.of(1.0, 2.0, 3.0),
                        "q",
                        List.of(0.1)));
        String thousand =
                IntStream.rangeClosed(1, 1_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertThat(Numbers.parse(List.of("z=" + thousand)).get("z")).hasSize(1_000);
        assertThatThrownBy(() -> Numbers.parse(List.of("z=" + "1,".repeat(100_000) + "1")))
                .as("a list as long as a command line can be")
                .hasMessage("z has more than 1000 numbers");
    }

    @ParameterizedTest
    @DisplayName("is refused with the reason")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELFISH|alpha|'alpha' isn't NAME=NUMBER, NAME=a,b,c or NAME=FROM:TO:STEP",
                "SELFISH|alpha=x|alpha=x: that is neither a plain number, nor several as a,b,c or FROM:TO:STEP",
                "SELFISH|alpha=-0.1|alpha=-0.1: that is neither a plain number, nor several as a,b,c or FROM:TO:STEP",
                "SELFISH|alpha=1e9999|alpha=1e9999: that is neither a plain number, nor several as a,b,c or FROM:TO:STEP",
                "SELFISH|alpha=0.1,0.5|alpha is 0 to 0.49, not 0.5",
                "SELFISH|alpha=0.1,0.1|alpha has a number twice",
                "SELFISH|blocks=1.5|blocks is 1 to 100000000, whole, not 1.5",
                "SELFISH|beta=1|there is no number beta in selfish; there are gamma, alpha, blocks",
                "SELFISH|alpha=0.3:0.1:0.1|alpha=0.3:0.1:0.1: the step is above 0, and FROM isn't above TO",
                "SELFISH|alpha=0.1:0.3:0|alpha=0.1:0.3:0: the step is above 0, and FROM isn't above TO",
                "SELFISH|alpha=0:1000:0.000001|alpha has more than 1000 numbers",
                "STALE|nodes=1|nodes is 2 to 5000, whole, not 1",
                "STALE|largestShare=0.01|largestShare 0.01 is less than an equal part of 10 nodes; give 0 for equal parts, or more than 0.1",
                "NETWORK|nodes=5|no number takes several values; give one some, such as --set nodes=FROM:TO:STEP or a,b,c",
            })
    void refused(Sweep sweep, String number, String reason) {
        assertThatThrownBy(() -> plan(sweep, number))
                .isInstanceOf(PlanException.class)
                .hasMessage(reason);
    }

    @Test
    @DisplayName("has at most ten thousand points, and no number twice")
    void limits() throws PlanException {
        assertThat(plan(Sweep.NETWORK, "nodes=2:101:1", "hours=1:100:1").size()).isEqualTo(10_000);
        assertThatThrownBy(() -> plan(Sweep.NETWORK, "nodes=2:102:1", "hours=1:100:1"))
                .hasMessage("the grid has 10100 points; 10000 are the most");
        assertThatThrownBy(() -> Numbers.parse(List.of("z=1", "z=2")))
                .hasMessage("z is given twice; keep one of the two");
        assertThatThrownBy(() -> Plan.of(Sweep.SELFISH, Map.of(), Optional.of("blocks")))
                .hasMessage("--x blocks: it has one number only; give several, such as --set blocks=1,2,3");
    }
}
