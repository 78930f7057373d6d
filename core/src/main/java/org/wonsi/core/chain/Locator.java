package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.BlockHash;

/**
 * A list of block hashes that tells a peer where a branch is, dense near its end and ever sparser towards genesis.
 *
 * <p>The peer finds the last one it has in common and goes on from there. Source: Bitcoin Core, {@code LocatorEntries}.
 *
 * <pre>
 *    heights    100 99 98 97 96 95 94 93 92 91 90   88 84 76 60 28   0
 * </pre>
 *
 * <p>Most forks are one or two blocks deep, so the end is dense. A deep one is still found with some thirty hashes
 * for a chain of any length, where a list of all would be megabytes. What lies between the last hash in common and
 * the fork is sent again, about as much as lies behind the fork at most.
 */
final class Locator {
    private static final int DENSE = 10;

    private Locator() {}

    /** The last ten and their successors in steps of 2, 4, 8, ..., and the genesis block. */
    static List<BlockHash> of(HeaderNode from) {
        List<BlockHash> hashes = new ArrayList<>();
        int step = 1;
        int height = from.height();
        while (height > 0) {
            hashes.add(from.ancestor(height).hash());
            if (hashes.size() > DENSE) {
                step *= 2;
            }
            height -= step;
        }
        hashes.add(from.ancestor(0).hash());
        return hashes;
    }
}
