package org.wonsi.core.api;

import java.util.List;

/** The blocks that were mined on demand, in order. */
public record Generated(List<String> hashes) {
    public Generated {
        hashes = List.copyOf(hashes);
    }
}
