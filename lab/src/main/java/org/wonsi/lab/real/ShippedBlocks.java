package org.wonsi.lab.real;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;

/** The real blocks that come with the program. They are read, not checked, here. */
public final class ShippedBlocks {
    /** The block with the first payment from one person to another, 12 January 2009. */
    public static final int FIRST_PAYMENT_HEIGHT = 170;

    /** The block whose coinbase that payment spends. */
    public static final int FIRST_COIN_HEIGHT = 9;

    /** A full block of 26 May 2016, before SegWit. */
    public static final int FULL_HEIGHT = 413_567;

    private static final String FIRST_FILE = "mainnet-0-to-170.dat";
    private static final String FULL_FILE = "mainnet-413567.raw";

    private ShippedBlocks() {}

    /** Bitcoin's blocks 0 to 170, in order. */
    public static List<Block> first() {
        ByteReader reader = bytes(FIRST_FILE).reader();
        ByteString magic = ChainParams.mainnet().magic();
        List<Block> blocks = new ArrayList<>();
        while (reader.remaining() > 0) {
            if (!reader.readBytes(magic.size()).equals(magic)) {
                throw new MalformedException(FIRST_FILE + " isn't a file of Bitcoin's blocks");
            }
            blocks.add(Block.decode(reader.readBytes(reader.readInt32())));
        }
        return List.copyOf(blocks);
    }

    /** Block 413,567 as bytes, 999,887 of them. */
    public static ByteString full() {
        return bytes(FULL_FILE);
    }

    private static ByteString bytes(String file) {
        try (InputStream in = ShippedBlocks.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the build left out the blocks of " + file);
            }
            return ByteString.copyOf(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the blocks of " + file + " can't be read", e);
        }
    }
}
