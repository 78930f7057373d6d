package org.wonsi.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.chain.RefusedException;

@DisplayName("An order of a simulated network")
class SimulationOrderTest {
    private static Map<String, Double> numbers(String text) {
        Map<String, Double> numbers = new HashMap<>();
        for (String each : text.split(" ", -1)) {
            numbers.put(each.substring(0, each.indexOf('=')), Double.valueOf(each.substring(each.indexOf('=') + 1)));
        }
        return numbers;
    }

    @ParameterizedTest
    @DisplayName("is taken on one side of each limit and refused on the other, with the reason")
    @CsvSource(
            delimiter = '|',
            value = {
                "nodes=500 hours=1 | nodes=501 hours=1 | nodes would be 501; at most 500 can be played",
                "nodes=500 linksPerNode=10 hours=1 | nodes=500 linksPerNode=11 hours=1 | nodes times linksPerNode"
                        + " would be 5500; at most 5000",
                "nodes=100 hours=2 blockInterval=9 | nodes=100 hours=2 blockInterval=8 | nodes times the blocks to"
                        + " expect would be 90000; at most 80000",
                "nodes=500 hours=24 | nodes=500 hours=25 | nodes times hours would be 12500; at most 12000",
                "nodes=50 hours=24 | nodes=50 hours=25 | nodes times hours would be 1250; at most 1200",
                "nodes=100 hours=1 paymentInterval=7.2 | nodes=100 hours=1 paymentInterval=7 | nodes times the"
                        + " payments to expect would be 51429; at most 50000",
            })
    void limits(String taken, String refused, String reason) {
        SimulationOrder order = SimulationOrder.of(numbers(taken), 7);
        assertThat((double) order.scenario().nodes()).isEqualTo(numbers(taken).get("nodes"));
        assertThat(order.seed()).isEqualTo(7);
        assertThatThrownBy(() -> SimulationOrder.of(numbers(refused), 7))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("keeps to the ranges of scenario files, and offers nobody who hides blocks")
    void settings() {
        assertThatThrownBy(() -> SimulationOrder.of(Map.of("nodes", 1.0), 1))
                .hasMessage("nodes is 2 to 5000, whole, not 1");
        assertThatThrownBy(() -> SimulationOrder.of(Map.of("nodes", 2.5), 1))
                .hasMessage("nodes is 2 to 5000, whole, not 2.5");
        assertThatThrownBy(() -> SimulationOrder.of(Map.of("hours", Double.NaN), 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("hours is 0.01 to 10000");
        assertThatThrownBy(() -> SimulationOrder.of(Map.of("selfish", 0.4), 1))
                .hasMessageStartingWith(
                        "there is no setting 'selfish' to be played; there are [bandwidth, blockInterval,");
        assertThat(SimulationOrder.of(Map.of(), 1).numbers())
                .containsEntry("nodes", 20.0)
                .containsEntry("blockInterval", 600.0)
                .hasSize(12);
    }
}
