package org.wonsi.node.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.ScenarioSetting;
import org.wonsi.node.simulation.OrderRefused.Why;

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
     * @throws OrderRefused saying which limit is passed, and by what
     */
    public SimulationOrder {
        double seconds = scenario.hours() * 3_600;
        int nodes = scenario.nodes();
        checkAtMost(Why.NODES, "nodes", nodes, MOST_NODES);
        checkAtMost(Why.LINKS, "nodes times linksPerNode", (double) nodes * scenario.linksPerNode(), MOST_LINKS);
        checkAtMost(
                Why.ARRIVALS,
                "nodes times the blocks to expect",
                nodes * seconds / scenario.blockInterval(),
                MOST_ARRIVALS);
        checkAtMost(
                Why.NODE_HOURS,
                "nodes times hours",
                nodes * scenario.hours(),
                nodes > SMALL ? MOST_NODE_HOURS : MOST_SMALL_NODE_HOURS);
        if (scenario.paymentInterval() > 0) {
            checkAtMost(
                    Why.PAYMENTS,
                    "nodes times the payments to expect",
                    nodes * seconds / scenario.paymentInterval(),
                    MOST_PAYMENTS);
        }
    }

    private static void checkAtMost(Why why, String what, double given, int most) {
        if (given > most) {
            String number = String.format(Locale.ROOT, "%.0f", given);
            throw new OrderRefused(
                    why,
                    Map.of("given", number, "most", String.valueOf(most)),
                    what + " would be " + number + "; at most " + most + " can be played: take fewer nodes or hours");
        }
    }

    /**
     * A calm network with other numbers, by the names of scenario files.
     *
     * @throws OrderRefused if a name or number doesn't fit, or a limit is passed
     */
    public static SimulationOrder of(Map<String, Double> numbers, long seed) {
        Scenario usual = Scenario.withoutFaults(20, 2);
        Map<ScenarioSetting, Double> given = new EnumMap<>(ScenarioSetting.class);
        // In the order of their names, so that the same order is always refused for the same reason.
        new TreeMap<>(numbers).forEach((name, number) -> given.put(setting(name, number), number));
        double share = given.getOrDefault(ScenarioSetting.LARGEST_SHARE, usual.largestShare());
        int nodes = given.getOrDefault(ScenarioSetting.NODES, (double) usual.nodes())
                .intValue();
        if (!Scenario.isShareOf(share, nodes)) {
            String equal = ScenarioSetting.plain(1.0 / nodes);
            throw new OrderRefused(
                    Why.SHARE,
                    Map.of("given", ScenarioSetting.plain(share), "nodes", String.valueOf(nodes), "least", equal),
                    "largestShare " + ScenarioSetting.plain(share) + " is less than an equal part of " + nodes
                            + " nodes; give 0 for equal parts, or more than " + equal);
        }
        return new SimulationOrder(usual.with(given), seed);
    }

    /** The setting of a name, which may have this number. */
    private static ScenarioSetting setting(String name, double number) {
        ScenarioSetting setting = ScenarioSetting.named(name)
                .filter(OFFERED::contains)
                .orElseThrow(() -> new OrderRefused(
                        Why.SETTING,
                        Map.of("setting", name),
                        "there is no setting '" + name + "' to be played; there are " + offered()));
        if (!setting.fits(number)) {
            String given = ScenarioSetting.plain(number);
            throw new OrderRefused(
                    switch (setting.form()) {
                        case ANY -> Why.RANGE;
                        case WHOLE -> Why.WHOLE;
                        case OR_NONE -> Why.ZERO_OR_RANGE;
                    },
                    Map.of(
                            "setting",
                            name,
                            "given",
                            given,
                            "least",
                            ScenarioSetting.plain(setting.least()),
                            "most",
                            ScenarioSetting.plain(setting.most())),
                    name + " is " + setting.range() + ", not " + given);
        }
        return setting;
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
