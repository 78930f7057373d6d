package org.wonsi.node.http.people;

import java.util.List;

/**
 * Who found the room's blocks; {@code GET /people/blocks}.
 *
 * @param from the first height that is counted
 * @param finders those with the most blocks first; the first fifty
 */
public record Leaderboard(int from, List<Finder> finders) {
    public Leaderboard {
        finders = List.copyOf(finders);
    }

    /**
     * One who found blocks.
     *
     * @param name the chosen one of a person; else what the blocks say, which anybody may write
     * @param kind {@code person} where a device of the room said before that the address which the blocks pay is its own, {@code node} for a
     *     node of this process, or {@code other}
     * @param found blocks on the active chain of the node that answers
     * @param stale blocks that lost
     */
    public record Finder(String name, String kind, int found, int stale) {}
}
