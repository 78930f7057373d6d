package org.wonsi.core.protocol.message;

import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Txid;

/**
 * A name of a block or a transaction in inv, getdata and notfound; 36 bytes.
 *
 * @param type 1 a transaction, 2 a block; others exist and are ignored
 * @param hash the txid or block hash
 */
public record InventoryItem(long type, Hash256 hash) {
    /** A transaction. */
    public static final long TX = 1;

    /** A block. */
    public static final long BLOCK = 2;

    /** Set in the type by nodes that want the witness too (BIP 144); this node has none and answers without. */
    public static final long WITNESS_FLAG = 0x4000_0000L;

    static final int SIZE = 36;

    public InventoryItem {
        if (type < 0 || type > 0xffff_ffffL) {
            throw new IllegalArgumentException("inventory type out of range: " + type);
        }
    }

    /** Names a transaction. */
    public static InventoryItem of(Txid txid) {
        return new InventoryItem(TX, txid.hash());
    }

    /** Names a block. */
    public static InventoryItem of(BlockHash hash) {
        return new InventoryItem(BLOCK, hash.hash());
    }

    /** Whether a transaction is named, with or without its witness. */
    public boolean isTx() {
        return (type & ~WITNESS_FLAG) == TX;
    }

    /** Whether a block is named, with or without its witness. */
    public boolean isBlock() {
        return (type & ~WITNESS_FLAG) == BLOCK;
    }

    static InventoryItem decode(ByteReader reader) {
        return new InventoryItem(reader.readUInt32(), reader.readHash());
    }

    void encode(ByteWriter writer) {
        writer.writeUInt32(type).writeHash(hash);
    }
}
