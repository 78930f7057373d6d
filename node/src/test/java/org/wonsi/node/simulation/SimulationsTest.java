package org.wonsi.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.lab.network.SimulatedNetwork;
import org.wonsi.node.simulation.SimulationRun.State;

@DisplayName("Simulated networks of a process")
class SimulationsTest {
    private static final Map<String, Double> SMALL =
            Map.of("nodes", 6.0, "hours", 0.2, "blockInterval", 60.0, "latencyMillis", 400.0);
    private static final Map<String, Double> LONG = Map.of("nodes", 300.0, "hours", 40.0);

    private static void await(SimulationRun run) {
        run.ended().orTimeout(120, TimeUnit.SECONDS).join();
    }

    @Test
    @DisplayName("report what the simulator reports for the same scenario and seed, though they are watched")
    void sameFigures() {
        try (Simulations simulations = new Simulations()) {
            SimulationOrder order = SimulationOrder.of(SMALL, 5);
            SimulationRun run = simulations.start(order);
            await(run);
            SimulationRun.Result result = run.picture().result().orElseThrow();
            assertThat(result.report()).isEqualTo(new SimulatedNetwork(order.scenario(), 5).run());
            assertThat(run.picture().state()).isEqualTo(State.DONE);
            assertThat(run.picture().blocks()).isEqualTo(result.report().blocks());
            RunLog log = result.log();
            assertThat(log.nodes()).containsExactly("n0", "n1", "n2", "n3", "n4", "n5");
            assertThat(log.complete()).isTrue();
            assertThat(log.before()).extracting(BlockBefore::height).containsExactly(0);
            // Every block came to all but its finder, and none twice, since there are no faults.
            List<RunLog.Arrivals> arrivals = log.entries().stream()
                    .filter(RunLog.Arrivals.class::isInstance)
                    .map(RunLog.Arrivals.class::cast)
                    .toList();
            assertThat(arrivals).hasSize(result.report().blocks());
            assertThat(arrivals).allSatisfy(each -> {
                assertThat(each.rows().nodes()).hasSize(5).doesNotHaveDuplicates();
                assertThat(each.rows().peers()).hasSize(5);
                assertThat(each.rows().micros()).isSorted();
            });
        }
    }

    @Test
    @DisplayName("run one at a time; a cancelled one ends, and the next may start")
    void oneAtATime() {
        try (Simulations simulations = new Simulations()) {
            SimulationRun first = simulations.start(SimulationOrder.of(LONG, 1));
            assertThatThrownBy(() -> simulations.start(SimulationOrder.of(SMALL, 1)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("simulation 1 still runs; wait for it or cancel it");
            simulations.cancel(first);
            await(first);
            assertThat(first.picture().state()).isEqualTo(State.CANCELLED);
            assertThat(first.picture().result()).isEmpty();
            SimulationRun second = simulations.start(SimulationOrder.of(SMALL, 1));
            await(second);
            assertThat(second.picture().state()).isEqualTo(State.DONE);
            simulations.cancel(second);
            assertThat(second.picture().state()).isEqualTo(State.DONE);
        }
    }

    @Test
    @DisplayName("are remembered up to three, the newest first")
    void remembered() {
        try (Simulations simulations = new Simulations()) {
            Map<String, Double> tiny = Map.of("nodes", 2.0, "hours", 0.01);
            for (int seed = 1; seed <= 4; seed++) {
                await(simulations.start(SimulationOrder.of(tiny, seed)));
            }
            assertThat(simulations.runs()).extracting(SimulationRun::id).containsExactly(4L, 3L, 2L);
            assertThat(simulations.find(1)).isEmpty();
            assertThat(simulations.find(2)).isPresent();
        }
    }

    @Test
    @DisplayName("tell of partitions and crashes as the live board is told: connections, and nodes that stop")
    void faults() {
        try (Simulations simulations = new Simulations()) {
            SimulationRun run = simulations.start(SimulationOrder.of(
                    Map.of("nodes", 8.0, "hours", 0.5, "crashInterval", 200.0, "partitionInterval", 300.0), 3));
            await(run);
            List<String> kinds = run.picture().result().orElseThrow().log().entries().stream()
                    .filter(RunLog.Single.class::isInstance)
                    .map(entry -> ((RunLog.Single) entry).event().body().type())
                    .distinct()
                    .toList();
            assertThat(kinds).contains("peer", "status");
        }
    }

    @Test
    @DisplayName("tell one that took too long from one that somebody ended")
    void late() {
        SimulationRun late = new SimulationRun(1, SimulationOrder.of(SMALL, 1));
        late.run(() -> true);
        assertThat(late.picture().state()).isEqualTo(State.LATE);
        SimulationRun cancelled = new SimulationRun(2, SimulationOrder.of(SMALL, 1));
        cancelled.cancel();
        cancelled.run(() -> true);
        assertThat(cancelled.picture().state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.picture().problem()).isEmpty();
    }
}
