package org.wonsi.lab.real;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

/** A tool that changes one bit in bytes and blocks, to show which check notices it. */
public final class FlippedBit {
    private FlippedBit() {}

    /**
     * Bytes with the last bit of one of them flipped.
     *
     * @param at which byte, from 0
     */
    public static ByteString at(ByteString bytes, int at) {
        byte[] changed = bytes.toByteArray();
        changed[at] ^= 1;
        return ByteString.copyOf(changed);
    }

    /**
     * A block with a bit of one of its bytes flipped.
     *
     * @throws MalformedException if the bytes are no block any more: most bits that count or measure something are such
     */
    public static Block inBlock(ByteString block, int at) {
        return Block.decode(at(block, at));
    }

    /** A payment with the last bit of its first signature's <em>s</em> flipped: still DER, but it signs nothing. */
    public static Transaction inSignature(Transaction tx) {
        TxIn input = tx.inputs().get(0);
        // A push of one byte's length begins the script; the signature's last byte is its hash type, the one before
        // ends s.
        int lastOfS = input.scriptSig().operations().get(0).data().size() - 1;
        Script changed = new Script(at(input.scriptSig().bytes(), lastOfS));
        List<TxIn> inputs = new ArrayList<>(tx.inputs());
        inputs.set(0, new TxIn(input.prevout(), changed, input.sequence()));
        return new Transaction(tx.version(), inputs, tx.outputs(), tx.lockTime());
    }

    /** A block with another transaction in the place of one of its own, under its header as it was. */
    public static Block withTransaction(Block block, int index, Transaction tx) {
        List<Transaction> transactions = new ArrayList<>(block.transactions());
        transactions.set(index, tx);
        return new Block(block.header(), transactions);
    }

    /**
     * A block of the same transactions under a header that names their root; its nonce, and so its work, is the old
     * one's.
     */
    public static Block withNewRoot(Block block) {
        BlockHeader h = block.header();
        return new Block(
                new BlockHeader(h.version(), h.prevBlock(), MerkleTree.of(block).root(), h.time(), h.bits(), h.nonce()),
                block.transactions());
    }
}
