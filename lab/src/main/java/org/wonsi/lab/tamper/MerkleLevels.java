package org.wonsi.lab.tamper;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Transaction;

/**
 * All hashes of a merkle tree, as a drawing of it needs them: the leaves first, the root last.
 *
 * <p>Source: paper, section 7.
 */
public record MerkleLevels(List<List<Hash256>> levels) {
    public MerkleLevels {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /** The tree over a block's transactions. */
    public static MerkleLevels of(List<Transaction> transactions) {
        List<List<Hash256>> levels = new ArrayList<>();
        List<Hash256> row = transactions.stream().map(tx -> tx.txid().hash()).toList();
        levels.add(row);
        while (row.size() > 1) {
            List<Hash256> above = new ArrayList<>();
            for (int i = 0; i < row.size(); i += 2) {
                // A lonely last hash is its own neighbour.
                above.add(MerkleTree.of(List.of(row.get(i), row.get(Math.min(i + 1, row.size() - 1))))
                        .root());
            }
            row = above;
            levels.add(row);
        }
        return new MerkleLevels(levels);
    }

    /** Whether a hash of a level lies on the way from a leaf to the root. */
    public static boolean isOnPath(int leaf, int level, int index) {
        return leaf >> level == index;
    }
}
