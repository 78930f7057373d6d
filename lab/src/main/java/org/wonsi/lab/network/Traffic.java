package org.wonsi.lab.network;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The number of messages and bytes sent in a simulated network, by type. */
final class Traffic {
    private final Map<String, long[]> byType = new HashMap<>();
    private long messages;
    private long bytes;

    void count(String type, int size) {
        long[] counts = byType.computeIfAbsent(type, t -> new long[2]);
        counts[0]++;
        counts[1] += size;
        messages++;
        bytes += size;
    }

    /** Begins to count again. */
    void reset() {
        byType.clear();
        messages = 0;
        bytes = 0;
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    /** Messages of each type. */
    Map<String, Long> messagesByType() {
        Map<String, Long> result = new TreeMap<>();
        byType.forEach((type, counts) -> result.put(type, counts[0]));
        return result;
    }
}
