package org.wonsi.core.protocol.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wonsi.core.bytes.Hash256;

/** A set of the last so many hashes; older ones are forgotten, so that memory stays bounded whatever a peer sends. */
final class RecentHashes {
    private final Map<Hash256, Boolean> hashes;

    RecentHashes(int limit) {
        this.hashes = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash256, Boolean> eldest) {
                return size() > limit;
            }
        };
    }

    /** Whether it was new. */
    boolean add(Hash256 hash) {
        return hashes.put(hash, Boolean.TRUE) == null;
    }

    boolean contains(Hash256 hash) {
        return hashes.containsKey(hash);
    }

    void clear() {
        hashes.clear();
    }
}
