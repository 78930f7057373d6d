package org.wonsi.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.node.simulation.OrderRefused.Why;

@DisplayName("An order of a simulated network")
class SimulationOrderTest {
    private static Map<String, Double> numbers(String text) {
        Map<String, Double> numbers = new LinkedHashMap<>();
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
                "nodes=500 hours=1 | nodes=501 hours=1 | NODES | nodes would be 501; at most 500 can be played",
                "nodes=500 linksPerNode=10 hours=1 | nodes=500 linksPerNode=11 hours=1 | LINKS | nodes times linksPerNode"
                        + " would be 5500; at most 5000",
                "nodes=100 hours=2 blockInterval=9 | nodes=100 hours=2 blockInterval=8 | ARRIVALS | nodes times the blocks to"
                        + " expect would be 90000; at most 80000",
                "nodes=500 hours=24 | nodes=500 hours=25 | NODE_HOURS | nodes times hours would be 12500; at most 12000",
                "nodes=50 hours=24 | nodes=50 hours=25 | NODE_HOURS | nodes times hours would be 1250; at most 1200",
                "nodes=100 hours=1 paymentInterval=7.2 | nodes=100 hours=1 paymentInterval=7 | PAYMENTS | nodes times the"
                        + " payments to expect would be 51429; at most 50000",
            })
    void limits(String taken, String refused, Why why, String reason) {
        SimulationOrder order = SimulationOrder.of(numbers(taken), 7);
        assertThat((double) order.scenario().nodes()).isEqualTo(numbers(taken).get("nodes"));
        assertThat(order.seed()).isEqualTo(7);
        OrderRefused wrong = refusal(refused);
        assertThat(wrong.why()).isEqualTo(why);
        assertThat(wrong).hasMessageContaining(reason);
        assertThat(reason)
                .contains(
                        "would be " + wrong.values().get("given"),
                        "at most " + wrong.values().get("most"));
    }

    private static OrderRefused refusal(String refused) {
        return catchThrowableOfType(OrderRefused.class, () -> SimulationOrder.of(numbers(refused), 7));
    }

    @ParameterizedTest
    @DisplayName("names the setting that is out of its range, the number and the range, for a page to word")
    @CsvSource({
        "hours=0.001, RANGE, '{given=0.001, least=0.01, most=10000, setting=hours}'",
        "hours=NaN, RANGE, '{given=NaN, least=0.01, most=10000, setting=hours}'",
        "nodes=2.5, WHOLE, '{given=2.5, least=2, most=5000, setting=nodes}'",
        "nodes=Infinity, WHOLE, '{given=Infinity, least=2, most=5000, setting=nodes}'",
        "partitionInterval=0.999, ZERO_OR_RANGE, '{given=0.999, least=1, most=1000000, setting=partitionInterval}'",
        "crashInterval=0.999, ZERO_OR_RANGE, '{given=0.999, least=1, most=1000000, setting=crashInterval}'",
        "paymentInterval=0.09, ZERO_OR_RANGE, '{given=0.09, least=0.1, most=1000000, setting=paymentInterval}'",
        "latencyMillis=1e300, RANGE, '{given=1.0E300, least=0, most=60000, setting=latencyMillis}'",
        "hostile=1, SETTING, '{setting=hostile}'",
    })
    void values(String numbers, Why why, String values) {
        OrderRefused wrong = refusal(numbers);
        assertThat(wrong.why()).isEqualTo(why);
        assertThat(wrong.values()).hasToString(values);
    }

    @Test
    @DisplayName("is judged as a whole: in which order its numbers come makes no difference")
    void together() {
        assertThat(SimulationOrder.of(numbers("largestShare=0.01 nodes=100"), 1))
                .isEqualTo(SimulationOrder.of(numbers("nodes=100 largestShare=0.01"), 1));
        assertThat(refusal("nodes=99 largestShare=0.01").values())
                .hasToString("{given=0.01, least=0.010101010101010102, nodes=99}");
        assertThat(refusal("largestShare=0.01").why()).isEqualTo(Why.SHARE);
    }

    @ParameterizedTest
    @DisplayName("may leave out what happens now and then, or have it as often as once a second")
    @ValueSource(strings = {"partitionInterval=0", "partitionInterval=1", "crashInterval=0", "crashInterval=1"})
    void nowAndThen(String numbers) {
        assertThat(SimulationOrder.of(numbers(numbers), 1).numbers()).containsAllEntriesOf(numbers(numbers));
    }

    @Test
    @DisplayName("keeps to the ranges of scenario files, and offers nobody who hides blocks")
    void settings() {
        assertThatThrownBy(() -> SimulationOrder.of(Map.of("nodes", 1.0), 1))
                .hasMessage("nodes is 2 to 5000, whole, not 1");
        assertThatThrownBy(() -> SimulationOrder.of(Map.of("nodes", 2.5), 1))
                .hasMessage("nodes is 2 to 5000, whole, not 2.5");
        assertThatThrownBy(() -> SimulationOrder.of(Map.of("hours", Double.NaN), 1))
                .isInstanceOf(OrderRefused.class)
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
