package org.wonsi.wallet.spv;

import java.util.Optional;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.tx.Transaction;

/**
 * What links a transaction to a header of one's own: the block's height and the branch of hashes up to its merkle root.
 *
 * <p>A branch can lie in two ways besides leading nowhere. It may name a place past the last one, where a repeated hash
 * stands (CVE-2012-2459); {@link MerkleProof#proves} refuses that. And it may begin below the leaves: a real transaction of
 * 64 bytes is indistinguishable from a pair of hashes, so its halves can be made to be the ids of transactions that were
 * never made (CVE-2017-12842). So no pair of hashes on the way up may be the bytes of a transaction; of two hashes that
 * nobody chose, one pair in about 2^30 is.
 *
 * @param height of the block
 * @param branch from the transaction up to the merkle root
 */
public record MerklePath(int height, MerkleProof branch) {
    /** Offset of the number of inputs in a transaction's bytes; of 64 bytes there is room for one. */
    private static final int INPUT_COUNT = 4;

    /** The header at the height, of the branch that ends in a tip, if the path leads to it. */
    public Optional<HeaderNode> under(Transaction tx, HeaderNode tip) {
        if (height < 0 || height > tip.height()) {
            return Optional.empty();
        }
        HeaderNode block = tip.ancestor(height);
        return branch.proves(tx, block.header()) && !passesTransaction(tx.txid().hash())
                ? Optional.of(block)
                : Optional.empty();
    }

    private boolean passesTransaction(Hash256 leaf) {
        Hash256 hash = leaf;
        int place = branch.index();
        for (Hash256 other : branch.branch()) {
            byte[] pair = place % 2 == 0 ? pair(hash, other) : pair(other, hash);
            if (isTransaction(pair)) {
                return true;
            }
            hash = Sha256d.hash(pair);
            place /= 2;
        }
        return false;
    }

    private static byte[] pair(Hash256 left, Hash256 right) {
        return new ByteWriter(64).writeHash(left).writeHash(right).toByteArray();
    }

    private static boolean isTransaction(byte[] pair) {
        if (pair[INPUT_COUNT] != 1) {
            return false;
        }
        try {
            Transaction.decode(ByteString.copyOf(pair));
            return true;
        } catch (MalformedException twoHashes) {
            return false;
        }
    }
}
