package org.wonsi.core.block;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;

/**
 * The tree of hashes over a block's transactions; its root stands in the header.
 *
 * <pre>
 *            root
 *          /      \
 *       h(01)    h(22)       a row of odd length repeats its last hash
 *       /  \     /
 *      0    1   2
 * </pre>
 *
 * <p>That repetition lets two different lists share a root: [0, 1, 2] and [0, 1, 2, 2]. A tree in which two equal hashes
 * stand next to each other as a pair is therefore {@link #mutated}, and a block with such a tree is never remembered as
 * invalid, or an attacker could make nodes refuse the true block (CVE-2012-2459). Source: paper, section 7.
 *
 * @param root zero if there are no leaves
 * @param mutated whether two equal hashes were paired in a way that repetition alone doesn't explain
 */
public record MerkleTree(Hash256 root, boolean mutated) {

    /** Computes the tree over leaves in order, usually the transaction ids. */
    public static MerkleTree of(List<Hash256> leaves) {
        if (leaves.isEmpty()) {
            return new MerkleTree(Hash256.ZERO, false);
        }
        boolean mutated = false;
        List<Hash256> row = leaves;
        while (row.size() > 1) {
            for (int i = 0; i + 1 < row.size(); i += 2) {
                mutated |= row.get(i).equals(row.get(i + 1));
            }
            row = parents(row);
        }
        return new MerkleTree(row.get(0), mutated);
    }

    /** The tree over a block's transactions. */
    public static MerkleTree of(Block block) {
        return of(block.transactions().stream().map(tx -> tx.txid().hash()).toList());
    }

    /** The row above: the hash of each pair, the last one paired with itself if it is alone. */
    static List<Hash256> parents(List<Hash256> row) {
        List<Hash256> above = new ArrayList<>((row.size() + 1) / 2);
        for (int i = 0; i < row.size(); i += 2) {
            above.add(parent(row.get(i), row.get(Math.min(i + 1, row.size() - 1))));
        }
        return above;
    }

    /** The double SHA-256 of the two hashes, left first, 64 bytes in internal order. */
    static Hash256 parent(Hash256 left, Hash256 right) {
        return Sha256d.hash(new ByteWriter(64).writeHash(left).writeHash(right));
    }
}
