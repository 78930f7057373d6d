package org.wonsi.core.block;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Transaction;

/**
 * The branch that links one transaction to a header's merkle root: all a light wallet needs beside the headers.
 *
 * <pre>
 *            root                 of transaction 2 in 0..3: index 2,
 *          /      \               branch [h(3), h(01)]
 *      [h(01)]    h(23)
 *       /  \      /  \
 *      0    1    2   [3]
 * </pre>
 *
 * <p>Source: paper, section 8.
 *
 * @param index the transaction's place in the block, from 0
 * @param branch the other hash of each pair on the way up, at most 32
 */
public record MerkleProof(int index, List<Hash256> branch) {
    public static final int MAX_DEPTH = 32;

    /** Bytes of two hashes; see {@link #proves}. */
    private static final int TWO_HASHES = 64;

    public MerkleProof {
        branch = List.copyOf(branch);
        if (index < 0) {
            throw new IllegalArgumentException("a transaction's place can't be " + index);
        }
        if (branch.size() > MAX_DEPTH) {
            throw new IllegalArgumentException("a branch of " + branch.size() + " hashes; at most " + MAX_DEPTH);
        }
    }

    /** The proof for one of these leaves. */
    public static MerkleProof of(List<Hash256> leaves, int index) {
        List<Hash256> branch = new ArrayList<>();
        List<Hash256> row = leaves;
        for (int i = index; row.size() > 1; i /= 2) {
            // A lonely last hash is its own neighbour.
            branch.add(row.get(Math.min(i ^ 1, row.size() - 1)));
            row = MerkleTree.parents(row);
        }
        return new MerkleProof(index, branch);
    }

    /** The root the branch leads to from this leaf. */
    public Hash256 root(Hash256 leaf) {
        Hash256 hash = leaf;
        int i = index;
        for (Hash256 other : branch) {
            hash = i % 2 == 0 ? MerkleTree.parent(hash, other) : MerkleTree.parent(other, hash);
            i /= 2;
        }
        return hash;
    }

    /**
     * Whether a transaction is in the block of a header.
     *
     * <p>Refused are a place that doesn't exist, a right half that repeats the left (a place past the last, CVE-2012-2459),
     * and a transaction of 64 bytes: it can be the two hashes of an inner node, crafted so that the proof "proves" a
     * payment that was never made (CVE-2017-12842).
     */
    public boolean proves(Transaction tx, BlockHeader header) {
        return tx.size() != TWO_HASHES
                && index >>> Math.min(31, branch.size()) == 0
                && !repeatsLeft(tx.txid().hash())
                && root(tx.txid().hash()).equals(header.merkleRoot());
    }

    private boolean repeatsLeft(Hash256 leaf) {
        Hash256 hash = leaf;
        int i = index;
        for (Hash256 other : branch) {
            if (i % 2 == 1 && hash.equals(other)) {
                return true;
            }
            hash = i % 2 == 0 ? MerkleTree.parent(hash, other) : MerkleTree.parent(other, hash);
            i /= 2;
        }
        return false;
    }
}
