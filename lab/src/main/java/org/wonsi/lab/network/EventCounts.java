package org.wonsi.lab.network;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts, by name, of what happened to a network: faults, attacks, delays and losses of links. A test in which none of them
 * happened proves nothing.
 */
final class EventCounts {
    private final Map<String, Count> counts = new HashMap<>();

    /** How often it happened. */
    private static final class Count {
        private long times;
    }

    void count(String what) {
        counts.computeIfAbsent(what, w -> new Count()).times++;
    }

    Map<String, Long> counts() {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach((what, count) -> result.put(what, count.times));
        return result;
    }
}
