package org.wonsi.lab.network;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.wonsi.core.bytes.MalformedException;

/**
 * The settings of a simulated network and of the faults and attacks on it; {@link ScenarioSetting} has each number's range and
 * meaning.
 *
 * @param nodes complete and honest
 * @param linksPerNode each node dials so many others
 * @param blockInterval mean seconds between blocks of the whole network
 * @param latencyMillis one way, on average over links; each link has its own
 * @param jitterMillis added to each message at random
 * @param bandwidth bytes a second of a link and direction
 * @param lossRate share of messages that are lost once and sent again, as TCP does: they, and those behind, come late
 * @param paymentInterval mean seconds between payments of the whole network; 0 for none
 * @param hours of virtual time
 * @param partitionInterval mean seconds between partitions; 0 for none
 * @param crashInterval mean seconds between crashes; 0 for none
 * @param hostile peers that lie, flood, withhold and stall
 * @param largestShare of the blocks that the largest miner finds; 0 if all find the same
 * @param outbound links each node finds by address gossip and dials by itself, besides those it is told to dial
 * @param inboundSlots links each node accepts
 * @param eclipse 1 if an attacker surrounds the last node
 * @param selfish share of the blocks of a miner that withholds them; 0 for none
 * @param selfishLinks nodes that it has links with
 * @param blockBytes each block is filled up to so many, within ten; 0 for not at all
 */
public record Scenario(
        int nodes,
        int linksPerNode,
        double blockInterval,
        double latencyMillis,
        double jitterMillis,
        double bandwidth,
        double lossRate,
        double paymentInterval,
        double hours,
        double partitionInterval,
        double crashInterval,
        int hostile,
        double largestShare,
        int outbound,
        int inboundSlots,
        int eclipse,
        double selfish,
        int selfishLinks,
        int blockBytes) {

    public Scenario {
        if (!isShareOf(largestShare, nodes)) {
            throw new MalformedException("largestShare " + largestShare + " is less than an equal part of " + nodes
                    + " nodes; give 0 for equal parts, or more than " + 1.0 / nodes);
        }
    }

    /** Whether it can be the part of the largest of so many miners: none is smaller than an equal part; 0 stands for that. */
    public static boolean isShareOf(double largestShare, int nodes) {
        return largestShare <= 0 || largestShare * nodes >= 1;
    }

    /** Bitcoin-like: a block in ten minutes, no faults. */
    public static Scenario withoutFaults(int nodes, double hours) {
        return checked(new Scenario(nodes, 4, 600, 100, 20, 1_000_000, 0, 0, hours, 0, 0, 0, 0, 0, 117, 0, 0, 4, 0));
    }

    /** Everything goes wrong, often: for finding faults in a small network. */
    public static Scenario withFaults(int nodes, double hours) {
        return checked(
                new Scenario(nodes, 2, 30, 150, 100, 200_000, 0.02, 20, hours, 240, 300, 1, 0, 0, 12, 0, 0, 4, 0));
    }

    /**
     * The same scenario with another number.
     *
     * @throws MalformedException if the number is out of its range
     */
    public Scenario with(ScenarioSetting setting, double value) {
        return with(Map.of(setting, value));
    }

    /**
     * The same scenario with other numbers, which are judged together.
     *
     * @throws MalformedException if one is out of its range
     */
    public Scenario with(Map<ScenarioSetting, Double> others) {
        Map<ScenarioSetting, Double> numbers = numbers();
        numbers.putAll(others);
        return ofNumbers(numbers);
    }

    /** All settings with their numbers. */
    Map<ScenarioSetting, Double> numbers() {
        Map<ScenarioSetting, Double> numbers = new EnumMap<>(ScenarioSetting.class);
        for (ScenarioSetting setting : ScenarioSetting.values()) {
            numbers.put(setting, setting.of(this));
        }
        return numbers;
    }

    static Scenario ofNumbers(Map<ScenarioSetting, Double> numbers) {
        numbers.forEach((setting, number) -> setting.problem(number).ifPresent(problem -> {
            throw new MalformedException(problem);
        }));
        Function<ScenarioSetting, Double> n = setting -> Objects.requireNonNull(numbers.get(setting));
        return new Scenario(
                n.apply(ScenarioSetting.NODES).intValue(),
                n.apply(ScenarioSetting.LINKS_PER_NODE).intValue(),
                n.apply(ScenarioSetting.BLOCK_INTERVAL),
                n.apply(ScenarioSetting.LATENCY_MILLIS),
                n.apply(ScenarioSetting.JITTER_MILLIS),
                n.apply(ScenarioSetting.BANDWIDTH),
                n.apply(ScenarioSetting.LOSS_RATE),
                n.apply(ScenarioSetting.PAYMENT_INTERVAL),
                n.apply(ScenarioSetting.HOURS),
                n.apply(ScenarioSetting.PARTITION_INTERVAL),
                n.apply(ScenarioSetting.CRASH_INTERVAL),
                n.apply(ScenarioSetting.HOSTILE).intValue(),
                n.apply(ScenarioSetting.LARGEST_SHARE),
                n.apply(ScenarioSetting.OUTBOUND).intValue(),
                n.apply(ScenarioSetting.INBOUND_SLOTS).intValue(),
                n.apply(ScenarioSetting.ECLIPSE).intValue(),
                n.apply(ScenarioSetting.SELFISH),
                n.apply(ScenarioSetting.SELFISH_LINKS).intValue(),
                n.apply(ScenarioSetting.BLOCK_BYTES).intValue());
    }

    private static Scenario checked(Scenario scenario) {
        return ofNumbers(scenario.numbers());
    }
}
