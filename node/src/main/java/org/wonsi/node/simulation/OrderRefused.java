package org.wonsi.node.simulation;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network that can't be played as it was ordered: a code and its values, for a page that words them in its language. The message
 * is the same in English.
 */
public final class OrderRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final transient Map<String, String> values;

    /** What is wrong; the values that each has are in braces. */
    public enum Why {
        /** No setting that can be played has this name: {setting}. */
        SETTING,
        /** A {setting} is {given}, and not {least} to {most}. */
        RANGE,
        /** The same of one that is a whole number. */
        WHOLE,
        /** The same of one that may be 0, too. */
        ZERO_OR_RANGE,
        /** The largest miner's share is less than an equal part of {nodes}, which is {least}. */
        SHARE,
        /** More nodes, {given}, than {most}, which can be told apart. */
        NODES,
        /** Nodes times links that each dials. */
        LINKS,
        /** Nodes times blocks to expect. */
        ARRIVALS,
        /** Nodes times hours. */
        NODE_HOURS,
        /** Nodes times payments to expect. */
        PAYMENTS;

        /** As the HTTP answer names it: {@code simulation-node-hours}. */
        public String code() {
            return "simulation-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    OrderRefused(Why why, Map<String, String> values, String message) {
        super(message);
        this.why = why;
        this.values = Map.copyOf(values);
    }

    /** What is wrong. */
    public Why why() {
        return why;
    }

    /** The values of its sentence by their names, numbers in decimal. */
    public Map<String, String> values() {
        return new TreeMap<>(values);
    }
}
