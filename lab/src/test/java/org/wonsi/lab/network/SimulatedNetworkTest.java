package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedNetworkTest {
    /** More, for a longer search: -Dwonsi.simulation.seeds=10000, and -Dwonsi.simulation.first=... to go on. */
    private static final long SEEDS = Long.getLong("wonsi.simulation.seeds", 100);

    private static final long FIRST = Long.getLong("wonsi.simulation.first", 1);

    /** What has to have happened in the storms, besides every attack of a hostile peer. */
    private static final Set<String> EXPECTED = Set.of(
            "fault crash",
            "fault crash without its disk",
            "fault partition, links closed",
            "fault partition, links silent",
            "link loss",
            "link overtaken by another",
            "link queue behind earlier bytes",
            "attack false height",
            "attack mute connection",
            "attack unanswered question",
            "eclipse inbound slot taken",
            "eclipse address flood",
            "eclipse dial answered by the attacker",
            "dial in vain",
            "peer banned");

    @Test
    @DisplayName(
            "in small networks with crashes, partitions and a hostile peer every invariant holds, and all agree after")
    void storms() {
        long blocks = 0;
        long reorganisations = 0;
        long checks = 0;
        Map<String, Long> befell = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Optional<SimulationReport> run = run(seed, failures);
            if (run.isEmpty()) {
                continue;
            }
            SimulationReport report = run.get();
            blocks += report.blocks();
            reorganisations += report.reorganisations();
            checks += report.checks();
            report.eventCounts().forEach((what, count) -> befell.merge(what, count, Long::sum));
            if (seed % 500 == 0) {
                System.out.println("seed " + seed + " of " + (FIRST + SEEDS - 1));
            }
        }
        System.out.println(SEEDS + " storms: " + blocks + " blocks, " + reorganisations + " reorganisations, " + checks
                + " checks of the invariants");
        befell.forEach((what, count) -> System.out.printf("%10d  %s%n", count, what));
        assertThat(failures).isEmpty();
        // That the storms are storms: a quiet run would prove nothing.
        assertThat(blocks).isGreaterThan(SEEDS * 12);
        assertThat(reorganisations).isGreaterThan(SEEDS);
        assertThat(befell.keySet()).as("what befell them").containsAll(EXPECTED);
        for (Attack attack : Attack.values()) {
            assertThat(befell).as("attacks").containsKey("attack " + attack.meaning());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {18, 1110, 1650, 3300, 4410, 5520, 8340, 12000})
    @DisplayName(
            "seeds that once failed: a node surrounded in both outbound slots, or after a restart with a flooded book")
    void onceFailed(long seed) {
        assertThat(new SimulatedNetwork(Storms.of(seed), seed).run().blocks()).isPositive();
    }

    /**
     * A broken invariant doesn't end a long search: the others may be broken in another way. Such a seed belongs to {@link
     * #onceFailed}, which shows where.
     */
    private static Optional<SimulationReport> run(long seed, List<String> failures) {
        try {
            return Optional.of(new SimulatedNetwork(Storms.of(seed), seed).run());
        } catch (RuntimeException e) {
            failures.add("seed " + seed + " with " + Storms.of(seed) + ": " + e);
            System.out.println(failures.get(failures.size() - 1));
            return Optional.empty();
        }
    }

    @Test
    @DisplayName("the same scenario and seed give the same run, another seed another")
    void deterministic() {
        Scenario scenario = Storms.of(6);
        SimulationReport first = new SimulatedNetwork(scenario, 6).run();
        SimulationReport again = new SimulatedNetwork(scenario, 6).run();
        assertThat(again).isEqualTo(first);
        assertThat(again.toText(scenario)).isEqualTo(first.toText(scenario));
        assertThat(new SimulatedNetwork(scenario, 7).run()).isNotEqualTo(first);
    }
}
