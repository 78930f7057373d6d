package org.wonsi.node.store.db;

import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * The comparison of stored bytes with the hash they are known by, each time they are read.
 *
 * <p>A block's hash covers its header, the header's merkle root all transactions: one changed bit anywhere shows. SQLite
 * keeps no checksums of its own.
 */
public final class BlockBytes {
    private BlockBytes() {}

    /**
     * The block that these bytes are; nobody may change them from now on.
     *
     * @throws DamagedBlockException if they aren't the block of this hash
     */
    public static Block check(BlockHash hash, byte[] raw, ReadConnection reader) {
        try {
            Block block = Block.decode(ByteString.wrap(raw));
            BlockHash found = block.hash();
            if (!found.equals(hash)) {
                throw wrong(hash, reader, "its header's hash is " + found);
            }
            MerkleTree tree = MerkleTree.of(block);
            if (!tree.root().equals(block.header().merkleRoot()) || tree.mutated()) {
                throw wrong(
                        hash,
                        reader,
                        "its transactions give the merkle root " + tree.root() + ", its header says "
                                + block.header().merkleRoot());
            }
            return block;
        } catch (MalformedException e) {
            throw wrong(hash, reader, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The transaction that these bytes of a block are.
     *
     * @throws DamagedBlockException if they aren't the transaction of this id
     */
    public static Transaction check(Txid txid, byte[] raw, BlockHash block, ReadConnection reader) {
        try {
            Transaction tx = Transaction.decode(ByteString.copyOf(raw));
            if (!tx.txid().equals(txid)) {
                throw wrong(block, reader, "the id of its transaction " + txid + " is " + tx.txid() + " now");
            }
            return tx;
        } catch (MalformedException e) {
            throw wrong(block, reader, "its transaction " + txid + " is none now: " + e.getMessage());
        }
    }

    private static DamagedBlockException wrong(BlockHash block, ReadConnection reader, String detail) {
        return reader.tell(DamagedBlockException.wrong(block, reader.file(), detail));
    }
}
