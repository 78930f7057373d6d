package org.wonsi.node.lying;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map of the newest thousand entries, in which a liar remembers what it has said, so that its lies stay consistent.
 */
final class BoundedMemory<K, V> {
    private static final int MOST = 1_000;

    private final Map<K, V> entries = new LinkedHashMap<>();

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(K key, V value) {
        entries.put(key, value);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
