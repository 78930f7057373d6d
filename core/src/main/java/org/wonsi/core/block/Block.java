package org.wonsi.core.block;

import java.util.List;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.CompactSize;
import org.wonsi.core.tx.Transaction;

/**
 * A header and the transactions its merkle root covers, the coinbase first.
 *
 * @param transactions any number is well-formed; the rules want one coinbase and then others
 */
public record Block(BlockHeader header, List<Transaction> transactions) {
    public Block {
        transactions = List.copyOf(transactions);
    }

    /** The header's hash; computed at each call. */
    public BlockHash hash() {
        return header.hash();
    }

    /** Reads a header and the transactions. */
    public static Block decode(ByteReader reader) {
        return new Block(BlockHeader.decode(reader), reader.readList(Transaction.MINIMUM_SIZE, Transaction::decode));
    }

    /** Reads a block that takes up all of the bytes. */
    public static Block decode(ByteString bytes) {
        ByteReader reader = bytes.reader();
        Block block = decode(reader);
        reader.expectEnd();
        return block;
    }

    /** Writes the header, the number of transactions and each. */
    public void encode(ByteWriter writer) {
        header.encode(writer);
        writer.writeList(transactions, (w, tx) -> tx.encode(w));
    }

    /** The block's bytes. */
    public ByteString encode() {
        ByteWriter writer = new ByteWriter(size());
        encode(writer);
        return writer.toByteString();
    }

    /** The encoded length in bytes. */
    public int size() {
        int bytes = BlockHeader.SIZE + CompactSize.size(transactions.size());
        for (Transaction tx : transactions) {
            bytes += tx.size();
        }
        return bytes;
    }
}
