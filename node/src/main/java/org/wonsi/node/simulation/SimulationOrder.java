package org.wonsi.node.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.ScenarioSetting;

/**
 * A network that the board is to play: a scenario and a seed, within what a room can wait for.
 *
 * <p>Miners that hide blocks and hostile peers aren't offered: they are no nodes of the picture, so it couldn't show where
 * their blocks come from.
 */
public record SimulationOrder(Scenario scenario, long seed) {
    /** Nodes that can be told apart on a projector. */
    public static final int MOST_NODES = 500;

    /** Links that are laid, nodes times {@code linksPerNode}. */
    static final int MOST_LINKS = 5_000;

    /** Blocks times nodes, on average: so often something is drawn. */
    static final int MOST_ARRIVALS = 80_000;

    /** Payments times nodes, on average: so often one is judged. */
    static final int MOST_PAYMENTS = 50_000;

    /** Nodes times hours: each node's clock ticks every ten seconds. */
    static final int MOST_NODE_HOURS = 12_000;

    /** The same of up to {@link #SMALL} nodes, whose clocks tick every second. */
    static final int MOST_SMALL_NODE_HOURS = 1_200;

    private static final int SMALL = 50;

    private static final Set<ScenarioSetting> OFFERED = Set.of(
            ScenarioSetting.NODES,
            ScenarioSetting.LINKS_PER_NODE,
            ScenarioSetting.BLOCK_INTERVAL,
            ScenarioSetting.LATENCY_MILLIS,
            ScenarioSetting.JITTER_MILLIS,
            ScenarioSetting.BANDWIDTH,
            ScenarioSetting.LOSS_RATE,
            ScenarioSetting.PAYMENT_INTERVAL,
            ScenarioSetting.HOURS,
            ScenarioSetting.PARTITION_INTERVAL,
            ScenarioSetting.CRASH_INTERVAL,
            ScenarioSetting.LARGEST_SHARE);

    /**
     * Checks the limits.
     *
     * @throws RefusedException saying which limit is passed, and by what
     */
    public SimulationOrder {
        double seconds = scenario.hours() * 3_600;
        int nodes = scenario.nodes();
        checkAtMost("nodes", nodes, MOST_NODES);
        checkAtMost("nodes times linksPerNode", (double) nodes * scenario.linksPerNode(), MOST_LINKS);
        checkAtMost("nodes times the blocks to expect", nodes * seconds / scenario.blockInterval(), MOST_ARRIVALS);
        checkAtMost(
                "nodes times hours", nodes * scenario.hours(), nodes > SMALL ? MOST_NODE_HOURS : MOST_SMALL_NODE_HOURS);
        if (scenario.paymentInterval() > 0) {
            checkAtMost(
                    "nodes times the payments to expect", nodes * seconds / scenario.paymentInterval(), MOST_PAYMENTS);
        }
    }

    private static void checkAtMost(String what, double given, int most) {
        if (given > most) {
            throw new RefusedException(String.format(
                    Locale.ROOT,
                    "%s would be %.0f; at most %d can be played: take fewer nodes or hours",
                    what,
                    given,
                    most));
        }
    }

    /**
     * A calm network with other numbers, by the names of scenario files.
     *
     * @throws RefusedException if a name or number doesn't fit, or a limit is passed
     */
    public static SimulationOrder of(Map<String, Double> numbers, long seed) {
        Scenario scenario = Scenario.withoutFaults(20, 2);
        try {
            for (Map.Entry<String, Double> each : numbers.entrySet()) {
                ScenarioSetting setting = ScenarioSetting.named(each.getKey())
                        .filter(OFFERED::contains)
                        .orElseThrow(() -> new RefusedException(
                                "there is no setting '" + each.getKey() + "' to be played; there are " + offered()));
                scenario = scenario.with(setting, each.getValue());
            }
        } catch (MalformedException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        return new SimulationOrder(scenario, seed);
    }

    /** The names of the settings that can be given, sorted. */
    public static List<String> offered() {
        return OFFERED.stream().map(ScenarioSetting::settingName).sorted().collect(Collectors.toList());
    }

    /** All settings that can be given, with their numbers. */
    public Map<String, Double> numbers() {
        return OFFERED.stream()
                .collect(Collectors.toMap(
                        ScenarioSetting::settingName, setting -> setting.of(scenario), (a, b) -> a, TreeMap::new));
    }
}
