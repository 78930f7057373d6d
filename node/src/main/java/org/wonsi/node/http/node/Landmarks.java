package org.wonsi.node.http.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;

/**
 * The blocks below the newest heights that the board needs to draw a deep fork: for each two branches their last common block,
 * the first block of each after it, and the two newest blocks of each.
 *
 * <p>A node that only lags on another's chain is no branch and has no landmark.
 *
 * @param from the lowest of the newest heights; every landmark is below it
 * @param blocks the landmarks
 * @param ancestors by block, the landmark that is the nearest listed block before it, where its own parent isn't listed
 */
record Landmarks(int from, Set<BlockHash> blocks, Map<BlockHash, BlockHash> ancestors) {
    public Landmarks {
        blocks = Set.copyOf(blocks);
        ancestors = Map.copyOf(ancestors);
    }

    /** The landmarks of the branches that end in these tips; the tips may come from the header trees of different nodes. */
    public static Landmarks of(List<HeaderNode> tips, int from) {
        Map<BlockHash, HeaderNode> distinct = new LinkedHashMap<>();
        tips.forEach(tip -> distinct.putIfAbsent(tip.hash(), tip));
        List<HeaderNode> ends = List.copyOf(distinct.values());
        Map<BlockHash, HeaderNode> found = new LinkedHashMap<>();
        for (int i = 0; i < ends.size(); i++) {
            for (int j = 0; j < i; j++) {
                between(ends.get(i), ends.get(j)).stream()
                        .filter(block -> block.height() < from)
                        .forEach(block -> found.put(block.hash(), block));
            }
        }
        return new Landmarks(from, found.keySet(), ancestors(ends, found.values(), from));
    }

    /** The nearest listed block before another one whose own parent isn't listed. */
    public Optional<BlockHash> ancestor(BlockHash block) {
        return Optional.ofNullable(ancestors.get(block));
    }

    /** What shows how two branches part; nothing if one is a part of the other. */
    private static List<HeaderNode> between(HeaderNode a, HeaderNode b) {
        int fork = lastCommonHeight(a, b);
        if (fork == Math.min(a.height(), b.height())) {
            return List.of();
        }
        return List.of(
                a.ancestor(fork),
                a.ancestor(fork + 1),
                b.ancestor(fork + 1),
                a.ancestor(a.height() - 1),
                b.ancestor(b.height() - 1),
                a,
                b);
    }

    /** Each node has header objects of its own, so hashes are compared; chains that differ at a height differ above it too. */
    private static int lastCommonHeight(HeaderNode a, HeaderNode b) {
        int same = 0; // the genesis block
        int different = Math.min(a.height(), b.height()) + 1;
        while (different - same > 1) {
            int middle = (same + different) >>> 1;
            if (a.ancestor(middle).hash().equals(b.ancestor(middle).hash())) {
                same = middle;
            } else {
                different = middle;
            }
        }
        return same;
    }

    private static Map<BlockHash, BlockHash> ancestors(
            List<HeaderNode> ends, Collection<HeaderNode> landmarks, int from) {
        Map<BlockHash, BlockHash> ancestors = new LinkedHashMap<>();
        for (HeaderNode end : ends) {
            Map<Integer, HeaderNode> listed = new TreeMap<>();
            for (HeaderNode block : landmarks) {
                if (block.height() <= end.height()
                        && end.ancestor(block.height()).hash().equals(block.hash())) {
                    listed.put(block.height(), block);
                }
            }
            if (end.height() >= from) {
                listed.put(from, end.ancestor(from));
            }
            List<HeaderNode> path = new ArrayList<>(listed.values());
            for (int i = 1; i < path.size(); i++) {
                if (path.get(i).height() > path.get(i - 1).height() + 1) {
                    ancestors.put(path.get(i).hash(), path.get(i - 1).hash());
                }
            }
        }
        return ancestors;
    }
}
