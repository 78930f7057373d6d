package org.wonsi.lab.network;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.wonsi.lab.text.Decimals;

/** The numbers a {@link Scenario} is made of: their names in a scenario file, what they may be, and what they mean. */
public enum ScenarioSetting {
    NODES("nodes", Scenario::nodes, 2, 5_000, Form.WHOLE, "complete and honest nodes"),
    LINKS_PER_NODE("linksPerNode", Scenario::linksPerNode, 1, 50, Form.WHOLE, "each node dials so many others"),
    BLOCK_INTERVAL("blockInterval", Scenario::blockInterval, 1, 100_000, Form.ANY, "mean seconds between blocks"),
    LATENCY_MILLIS("latencyMillis", Scenario::latencyMillis, 0, 60_000, Form.ANY, "one way, the mean over the links"),
    JITTER_MILLIS("jitterMillis", Scenario::jitterMillis, 0, 60_000, Form.ANY, "at most added to each message"),
    BANDWIDTH("bandwidth", Scenario::bandwidth, 1_000, 1e12, Form.ANY, "bytes a second of a link and direction"),
    LOSS_RATE("lossRate", Scenario::lossRate, 0, 0.5, Form.ANY, "share of messages lost once and sent again"),
    PAYMENT_INTERVAL(
            "paymentInterval", Scenario::paymentInterval, 0.1, 1e6, Form.OR_NONE, "mean seconds; 0 for no payments"),
    HOURS("hours", Scenario::hours, 0.01, 10_000, Form.ANY, "of virtual time"),
    PARTITION_INTERVAL(
            "partitionInterval", Scenario::partitionInterval, 1, 1e6, Form.OR_NONE, "mean seconds; 0 for none"),
    CRASH_INTERVAL("crashInterval", Scenario::crashInterval, 1, 1e6, Form.OR_NONE, "mean seconds; 0 for none"),
    HOSTILE("hostile", Scenario::hostile, 0, 100, Form.WHOLE, "peers that lie, flood, withhold and stall"),
    LARGEST_SHARE(
            "largestShare",
            Scenario::largestShare,
            0,
            0.95,
            Form.ANY,
            "of the blocks, of the largest miner, the others in falling parts; 0 for equal parts"),
    OUTBOUND("outbound", Scenario::outbound, 0, 20, Form.WHOLE, "links each node finds and dials by itself, by gossip"),
    INBOUND_SLOTS("inboundSlots", Scenario::inboundSlots, 1, 1_000, Form.WHOLE, "links each node accepts"),
    ECLIPSE("eclipse", Scenario::eclipse, 0, 1, Form.WHOLE, "1: an attacker surrounds the last node"),
    SELFISH(
            "selfish",
            Scenario::selfish,
            0,
            0.49,
            Form.ANY,
            "of the blocks, of a miner that withholds them; 0 for none"),
    SELFISH_LINKS(
            "selfishLinks",
            Scenario::selfishLinks,
            1,
            5_000,
            Form.WHOLE,
            "nodes that it has links with, if there are so many"),
    BLOCK_BYTES(
            "blockBytes",
            Scenario::blockBytes,
            0,
            1_000_000,
            Form.WHOLE,
            "each block is filled up to so many, within ten; 0 for not at all");

    /** From here on a number is written with an exponent. */
    private static final double LONG = 1e15;

    private final String settingName;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference, which has no state
    private final ToDoubleFunction<Scenario> value;

    private final double least;
    private final double most;
    private final Form form;
    private final String meaning;

    /** What its numbers are like. */
    public enum Form {
        ANY,
        WHOLE,
        /** Of what happens now and then: 0, where it never does, is one of them too. */
        OR_NONE
    }

    ScenarioSetting(
            String settingName,
            ToDoubleFunction<Scenario> value,
            double least,
            double most,
            Form form,
            String meaning) {
        this.settingName = settingName;
        this.value = value;
        this.least = least;
        this.most = most;
        this.form = form;
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

    /** The setting's name in a scenario file. */
    public String settingName() {
        return settingName;
    }

    /** The meaning of the setting, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** The least number that it may be, but for 0 where its form has that too. */
    public double least() {
        return least;
    }

    /** The largest. */
    public double most() {
        return most;
    }

    /** What its numbers are like. */
    public Form form() {
        return form;
    }

    /** What it may be: "2 to 5000, whole". */
    public String range() {
        return (form == Form.OR_NONE ? "0, or " : "") + plain(least) + " to " + plain(most)
                + (form == Form.WHOLE ? ", whole" : "");
    }

    /** The value of the setting in a scenario. */
    public double of(Scenario scenario) {
        return value.applyAsDouble(scenario);
    }

    /** Whether it may be this number. */
    public boolean fits(double given) {
        boolean within = given >= least && given <= most && (form != Form.WHOLE || given == Math.rint(given));
        return within || (form == Form.OR_NONE && given == 0);
    }

    /** What is wrong with a value, if anything. */
    Optional<String> problem(double given) {
        return fits(given) ? Optional.empty() : Optional.of(settingName + " is " + range() + ", not " + plain(given));
    }

    /** Without needless zeros, and without an exponent if it isn't long. */
    public static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < LONG
                ? Decimals.fixed(number, 0)
                : String.valueOf(number);
    }
}
