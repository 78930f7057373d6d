package org.wonsi.lab.mining;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;

/**
 * A filler that makes blocks as large as the scenario says: an output of nothing in the coinbase, which holds zeros.
 *
 * <p>Only how long a block takes on a link depends on its size here, so the bytes needn't be payments, which would take most of a
 * simulation's time. All blocks share the zeros, because a run finds a thousand blocks of a megabyte.
 */
public final class BlockFilling {
    /** OP_RETURN: nobody can spend it, so no node keeps it among its coins. */
    private static final int OP_RETURN = 0x6a;
    /** The next four bytes are a length; a script's reader passes over so much at once. */
    private static final int OP_PUSHDATA4 = 0x4e;

    private static final int OPCODES = 6;
    private static final int VALUE = 8;

    private final int blockBytes;
    private Script zeros = Script.EMPTY;

    /** Fills blocks up to so many bytes; 0 for not at all. */
    public BlockFilling(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    /** The same block with more in its coinbase; itself if it is large enough, or lacks less than such an output takes. */
    public Block fill(Block block) {
        int missing = blockBytes - block.size();
        int script = missing - VALUE - CompactSize.size(Math.max(0, missing));
        if (script < OPCODES) {
            return block;
        }
        Transaction coinbase = block.transactions().get(0);
        List<TxOut> outputs = new ArrayList<>(coinbase.outputs());
        outputs.add(new TxOut(Amount.ZERO, zeros(script)));
        List<Transaction> transactions = new ArrayList<>(block.transactions());
        transactions.set(
                0, new Transaction(coinbase.version(), coinbase.inputs(), List.copyOf(outputs), coinbase.lockTime()));
        BlockHeader header = block.header();
        Block filled = new Block(header, transactions);
        return new Block(
                new BlockHeader(
                        header.version(),
                        header.prevBlock(),
                        MerkleTree.of(filled).root(),
                        header.time(),
                        header.bits(),
                        header.nonce()),
                filled.transactions());
    }

    /** Blocks without payments all lack the same. */
    private Script zeros(int bytes) {
        if (zeros.size() != bytes) {
            ByteWriter script = new ByteWriter(bytes);
            script.writeUInt8(OP_RETURN).writeUInt8(OP_PUSHDATA4).writeUInt32(bytes - OPCODES);
            script.writeBytes(new byte[bytes - OPCODES]);
            zeros = new Script(script.toByteString());
        }
        return zeros;
    }
}
