package org.wonsi.core.chain;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The branches that could be the active chain: every block of them is here and none is known to be invalid.
 *
 * <p>Kept are only ends of branches that are no worse than the tip. Most accumulated work wins; of the same work, what
 * was seen first. Source: paper, section 5 ("in that case, they work on the first one they received").
 *
 * <p>Of two branches with the same work, a node stays with the one it has. If it went over each time, two branches
 * of equal work would pull it to and fro, and a miner who holds his block back until another comes would risk less.
 * The hash comes last in the order only so that two nodes in the set are never equal.
 */
final class Candidates {
    private static final Comparator<HeaderNode> BEST_FIRST = Comparator.comparing(HeaderNode::chainWork)
            .reversed()
            .thenComparingLong(HeaderNode::sequence)
            .thenComparing(HeaderNode::hash);

    private final TreeSet<HeaderNode> nodes = new TreeSet<>(BEST_FIRST);

    HeaderNode best() {
        return nodes.first();
    }

    void add(HeaderNode node) {
        nodes.add(node);
    }

    /** Must be called before a node's sequence changes, too. */
    void remove(HeaderNode node) {
        nodes.remove(node);
    }

    /** Forgets what is worse than the tip; that can't win any more unless it grows or the tip falls. */
    void prune(HeaderNode tip) {
        // The set stays small: without this it would grow by every block that was ever the tip.
        while (BEST_FIRST.compare(tip, nodes.last()) < 0) {
            nodes.pollLast();
        }
    }

    /**
     * Starts over after something became valid or invalid: all blocks that qualify and aren't worse than the tip.
     *
     * <p>Rare, and slow by comparison: when somebody declares a block invalid, or valid again.
     */
    void rebuild(HeaderTree tree, HeaderNode tip, Predicate<HeaderNode> qualifies) {
        nodes.clear();
        nodes.add(tip);
        for (HeaderNode node : tree.all()) {
            if (BEST_FIRST.compare(node, tip) < 0 && qualifies.test(node)) {
                nodes.add(node);
            }
        }
    }
}
