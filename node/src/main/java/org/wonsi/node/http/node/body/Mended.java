package org.wonsi.node.http.node.body;

import java.util.List;

/**
 * The result of {@code POST /node/mend}: the cut links and stopped nodes that work again.
 *
 * @param joined links that were cut
 * @param started nodes that had stopped
 */
public record Mended(List<LinkChange> joined, List<String> started) {
    /** Copies the lists. */
    public Mended {
        joined = List.copyOf(joined);
        started = List.copyOf(started);
    }
}
