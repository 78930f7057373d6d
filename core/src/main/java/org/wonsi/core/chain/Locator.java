package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.BlockHash;

/**
 * Hashes that tell a peer where a branch is, dense near its end and ever sparser towards genesis.
 *
 * <p>The peer finds the last one it has in common and goes on from there. Source: Bitcoin Core, {@code LocatorEntries}.
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
