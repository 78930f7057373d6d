package org.wonsi.lab.network;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts, by name, of what happened to a network: faults, attacks, delays and losses of links. A test in which none of them
 * happened proves nothing.
 */
final class EventCounts {
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<Endpoint, Long> latest = new HashMap<>();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** Notes an arrival; one that was sent before another that is already there was overtaken on another link. */
    void arrived(Endpoint at, long sentMicros) {
        if (at.isHonest() && latest.merge(at, sentMicros, Math::max) > sentMicros) {
            count("link overtaken by another");
        }
    }

    Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
