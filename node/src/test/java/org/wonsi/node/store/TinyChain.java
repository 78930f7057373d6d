package org.wonsi.node.store;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** Valid regtest blocks, mined on the spot: coinbases that anyone can spend, and payments that do so. */
final class TinyChain {
    static final Script ANYONE = new Script(ByteString.ofHex("51"));

    private static final long BITS = 0x207fffffL;
    private static final long START = 1_600_000_000L;

    private final int branch;

    /** Blocks of different branch numbers differ. */
    TinyChain(int branch) {
        this.branch = branch;
    }

    /** So many blocks on regtest's genesis, with coinbases only. */
    List<Block> blocks(int count) {
        return on(ChainParams.regtest().genesisHash(), 0, count);
    }

    /** So many blocks on a parent. */
    List<Block> on(BlockHash parent, int parentHeight, int count) {
        List<Block> blocks = new ArrayList<>();
        BlockHash prev = parent;
        for (int height = parentHeight + 1; height <= parentHeight + count; height++) {
            Block block = block(prev, height, List.of());
            blocks.add(block);
            prev = block.hash();
        }
        return blocks;
    }

    /** One block with payments. */
    Block block(BlockHash prev, int height, List<Transaction> payments) {
        List<Transaction> transactions = new ArrayList<>(List.of(coinbase(height)));
        transactions.addAll(payments);
        BlockHeader open = new BlockHeader(
                0x2000_0000,
                prev,
                MerkleTree.of(transactions.stream().map(tx -> tx.txid().hash()).toList())
                        .root(),
                START + 60L * height,
                BITS,
                0);
        return new Block(Mining.solve(open), transactions);
    }

    private Transaction coinbase(int height) {
        ByteWriter script = new ByteWriter();
        if (height <= 16) {
            script.writeUInt8(0x50 + height);
        } else if (height < 128) {
            script.writeUInt8(1).writeUInt8(height);
        } else {
            script.writeUInt8(2).writeUInt16(height);
        }
        script.writeUInt8(4).writeInt32(branch);
        return new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, new Script(script.toByteString()), 0xffff_ffffL)),
                List.of(new TxOut(new Amount(50_0000_0000L >> (height / 150)), ANYONE)),
                0);
    }

    /** Spends output 0 of a transaction into two equal outputs. */
    static Transaction split(Transaction from) {
        long half = from.outputs().get(0).value().satoshis() / 2;
        TxOut out = new TxOut(new Amount(half), ANYONE);
        return new Transaction(
                1, List.of(new TxIn(new OutPoint(from.txid(), 0), Script.EMPTY, 0xffff_ffffL)), List.of(out, out), 0);
    }
}
