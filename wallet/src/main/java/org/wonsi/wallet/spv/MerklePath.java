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
 * A link between a transaction and a header of one's own: the block's height and the branch of hashes up to its
 * merkle root.
 *
 * <p>A branch can lie in two ways besides leading nowhere. It may name a place past the last one, where a repeated hash
 * stands (CVE-2012-2459); {@link MerkleProof#proves} refuses that. And it may be shorter or longer than the tree is deep
 * (CVE-2017-12842), because a transaction of 64 bytes and a pair of hashes are the same bytes:
 *
 * <pre>
 *          root                      too long: the leaf is a real transaction of 64 bytes, and its halves
 *         /    \                     are made to be the ids of payments that were never made
 *       h(01)  h(23)    too short: h(01) is taken for the id of a "transaction" whose bytes are the two ids below it
 *       /  \    /  \
 *      0    1  2    3   where the branch has to begin
 *     /  \
 * </pre>
 *
 * <p>{@link MerkleProof#proves} refuses what is too short: such a transaction has 64 bytes. Here what is too long is
 * refused: it passes the bytes of the leaf, and nodes take no block whose leaf isn't a transaction, so no pair of hashes on
 * the way up may be one. All that is left ends at a leaf; that shows the depth as surely as a branch of the block's
 * coinbase would, without asking for it. Decoding refuses nothing that consensus allows. Of two hashes that nobody chose,
 * one pair in about 2^30 looks like a transaction; what lies above it stays unproven.
 *
 * @param height of the block
 * @param branch from the transaction up to the merkle root
 */
public record MerklePath(int height, MerkleProof branch) {
    /** Offset of the number of inputs in a transaction's bytes; of 64 bytes there is room for one, and none is invalid. */
    private static final int INPUT_COUNT = 4;

    /** The header at the height, of the branch that ends in a tip, if the path leads to it. */
    public Optional<HeaderNode> under(Transaction tx, HeaderNode tip) {
        if (height < 0 || height > tip.height()) {
            return Optional.empty();
        }
        HeaderNode block = tip.ancestor(height);
        return branch.proves(tx, block.header())
                        && !passesTransaction(branch, tx.txid().hash())
                ? Optional.of(block)
                : Optional.empty();
    }

    /** Whether a pair of hashes on the way up from a leaf is the bytes of a transaction. */
    static boolean passesTransaction(MerkleProof branch, Hash256 leaf) {
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
