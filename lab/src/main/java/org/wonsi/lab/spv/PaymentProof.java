package org.wonsi.lab.spv;

import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.tx.Transaction;

/**
 * A proof of payment: the payment, the block it is said to be in, and the hashes that lead from it to that block's merkle root.
 *
 * <p>Source: paper, section 8.
 */
public record PaymentProof(Transaction tx, BlockHash block, MerkleProof branch) {
    private static final int HASH_BYTES = 32;

    /** The bytes that the branch takes: 32 for each hash. */
    public int branchBytes() {
        return HASH_BYTES * branch.branch().size();
    }
}
