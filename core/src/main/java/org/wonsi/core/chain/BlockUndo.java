package org.wonsi.core.chain;

import java.util.List;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.TxOut;

/**
 * The coins a block spent, so that it can be disconnected.
 *
 * <p>Coins that were made and spent within the block are included.
 *
 * <p>A block says which coins it spends, and not what they were worth: whoever takes it back would have to find the
 * block that made each of them, anywhere in the chain. So the coins are put aside when they are spent.
 *
 * <pre>
 *    connect       coins - {a}    + {e, f}        undo data: a, with value, script, height
 *    disconnect    coins - {e, f} + {a}
 * </pre>
 *
 * @param spent for each transaction after the coinbase, the coin of each input, in order
 */
public record BlockUndo(List<List<Coin>> spent) {
    /** A block that spent nothing. */
    public static final BlockUndo EMPTY = new BlockUndo(List.of());

    public BlockUndo {
        spent = spent.stream().map(List::copyOf).toList();
    }

    /** Reads what {@link #encode()} wrote. */
    public static BlockUndo decode(ByteString bytes) {
        ByteReader reader = bytes.reader();
        BlockUndo undo = new BlockUndo(reader.readList(1, tx -> tx.readList(14, BlockUndo::decodeCoin)));
        reader.expectEnd();
        return undo;
    }

    /**
     * Reads a coin as {@link #encodeCoin} wrote it.
     *
     * <p>The height comes back with the coin, or relative lock times would begin anew after a reorganisation; so
     * does whether it was a coinbase's, or it could be spent too early.
     */
    private static Coin decodeCoin(ByteReader reader) {
        int code = reader.readInt32();
        return new Coin(TxOut.decode(reader), code >>> 1, (code & 1) != 0);
    }

    /**
     * A list of lists of coins; a coin is height times two plus one for a coinbase (4 bytes), then the output. A form of
     * this project's own: it never leaves a node.
     */
    public ByteString encode() {
        ByteWriter writer = new ByteWriter();
        writer.writeList(spent, (w, coins) -> w.writeList(coins, BlockUndo::encodeCoin));
        return writer.toByteString();
    }

    private static void encodeCoin(ByteWriter writer, Coin coin) {
        writer.writeInt32(coin.height() << 1 | (coin.coinbase() ? 1 : 0));
        coin.output().encode(writer);
    }
}
