package org.wonsi.node.http.node.body;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that another machine needs to become part of this network; {@code GET /join} as JSON.
 *
 * @param genesis hash of block 0: a node of another chain is told by it
 * @param http this node's address as the asker reached it
 * @param p2p host and port for peers, by the same name
 * @param time this node's clock, milliseconds since 1970 UTC, to compare with one's own
 * @param room where the room's phones reach this node; absent if no other machine does
 * @param others where else they may, should that not get through
 * @param downloads paths of the jars that this node can give; empty if it runs from class files
 */
public record JoinDirections(
        String name,
        String network,
        String version,
        String genesis,
        String http,
        String p2p,
        long time,
        @Nullable String room,
        List<String> others,
        List<String> downloads) {
    public JoinDirections {
        others = List.copyOf(others);
        downloads = List.copyOf(downloads);
    }
}
