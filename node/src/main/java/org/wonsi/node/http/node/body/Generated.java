package org.wonsi.node.http.node.body;

import java.util.List;

/** The blocks that were mined on demand, in order. */
public record Generated(List<String> hashes) {
    public Generated {
        hashes = List.copyOf(hashes);
    }
}
