package org.wonsi.lab.network;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.wonsi.lab.text.Decimals;

/** The numbers a {@link Scenario} is made of: their names in a scenario file, what they may be, and what they mean. */
public enum ScenarioSetting {
    NODES("nodes", Scenario::nodes, 2, 5_000, true, "complete and honest nodes"),
    LINKS_PER_NODE("linksPerNode", Scenario::linksPerNode, 1, 50, true, "each node dials so many others"),
    BLOCK_INTERVAL("blockInterval", Scenario::blockInterval, 1, 100_000, false, "mean seconds between blocks"),
    LATENCY_MILLIS("latencyMillis", Scenario::latencyMillis, 0, 60_000, false, "one way, the mean over the links"),
    JITTER_MILLIS("jitterMillis", Scenario::jitterMillis, 0, 60_000, false, "at most added to each message"),
    BANDWIDTH("bandwidth", Scenario::bandwidth, 1_000, 1e12, false, "bytes a second of a link and direction"),
    LOSS_RATE("lossRate", Scenario::lossRate, 0, 0.5, false, "share of messages lost once and sent again"),
    PAYMENT_INTERVAL("paymentInterval", Scenario::paymentInterval, 0, 1e6, false, "mean seconds; 0 for no payments"),
    HOURS("hours", Scenario::hours, 0.01, 10_000, false, "of virtual time"),
    PARTITION_INTERVAL("partitionInterval", Scenario::partitionInterval, 0, 1e6, false, "mean seconds; 0 for none"),
    CRASH_INTERVAL("crashInterval", Scenario::crashInterval, 0, 1e6, false, "mean seconds; 0 for none"),
    HOSTILE("hostile", Scenario::hostile, 0, 100, true, "peers that lie, flood, withhold and stall"),
    LARGEST_SHARE(
            "largestShare",
            Scenario::largestShare,
            0,
            0.95,
            false,
            "of the blocks, of the largest miner, the others in falling parts; 0 for equal parts"),
    OUTBOUND("outbound", Scenario::outbound, 0, 20, true, "links each node finds and dials by itself, by gossip"),
    INBOUND_SLOTS("inboundSlots", Scenario::inboundSlots, 1, 1_000, true, "links each node accepts"),
    ECLIPSE("eclipse", Scenario::eclipse, 0, 1, true, "1: an attacker surrounds the last node"),
    SELFISH("selfish", Scenario::selfish, 0, 0.49, false, "of the blocks, of a miner that withholds them; 0 for none"),
    SELFISH_LINKS(
            "selfishLinks",
            Scenario::selfishLinks,
            1,
            5_000,
            true,
            "nodes that it has links with, if there are so many");

    private final String settingName;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference, which has no state
    private final ToDoubleFunction<Scenario> value;

    private final double least;
    private final double most;
    private final boolean whole;
    private final String meaning;

    ScenarioSetting(
            String settingName,
            ToDoubleFunction<Scenario> value,
            double least,
            double most,
            boolean whole,
            String meaning) {
        this.settingName = settingName;
        this.value = value;
        this.least = least;
        this.most = most;
        this.whole = whole;
        this.meaning = meaning;
    }

    /** The setting of a name, in the spelling of scenario files. */
    public static Optional<ScenarioSetting> named(String name) {
        for (ScenarioSetting setting : values()) {
            if (setting.settingName.equals(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** As it is written in a scenario file. */
    public String settingName() {
        return settingName;
    }

    /** What it is, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** What it may be: "2 to 5000, whole". */
    public String range() {
        return plain(least) + " to " + plain(most) + (whole ? ", whole" : "");
    }

    /** Its number in a scenario. */
    public double of(Scenario scenario) {
        return value.applyAsDouble(scenario);
    }

    /** What is wrong with a value, if anything. */
    Optional<String> problem(double given) {
        boolean fits = given >= least && given <= most && (!whole || given == Math.rint(given));
        return fits ? Optional.empty() : Optional.of(settingName + " is " + range() + ", not " + plain(given));
    }

    /** Without an exponent or needless zeros. */
    static String plain(double number) {
        return number == Math.rint(number) ? Decimals.fixed(number, 0) : String.valueOf(number);
    }
}
