package org.wonsi.core.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;

/** Blocks made elsewhere, from files among the tests; their README says where they come from. */
public final class BlockFile {
    private BlockFile() {}

    /** The blocks of a file: magic, length and block, repeated. */
    public static List<Block> read(String name) {
        ByteReader reader = ByteString.copyOf(bytes(name)).reader();
        List<Block> blocks = new ArrayList<>();
        while (reader.remaining() > 0) {
            reader.readInt32();
            reader.readInt32();
            blocks.add(Block.decode(reader));
        }
        return blocks;
    }

    /** A file's bytes. */
    public static byte[] bytes(String name) {
        try (InputStream stream = BlockFile.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
