package org.wonsi.core.chain;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;

/** Blocks from files that are no part of the project; a test that wants them is skipped where they are missing. */
public final class SharedBlocks {
    private SharedBlocks() {}

    /** A file of the shared data, found beside the repository. */
    public static Path file(String name) {
        Path directory = Path.of("").toAbsolutePath();
        for (Path up = directory; up != null; up = up.getParent()) {
            Path file = up.resolve("shared").resolve("data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        assumeTrue(false, "skipped: no shared/data/" + name + " beside the repository");
        throw new IllegalStateException("unreachable");
    }

    /** The blocks of a file in blk.dat format: magic, length and block, repeated. */
    public static List<Block> read(String name) {
        ByteReader reader = bytes(name).reader();
        List<Block> blocks = new ArrayList<>();
        while (reader.remaining() > 0) {
            reader.readInt32();
            reader.readInt32();
            blocks.add(Block.decode(reader));
        }
        return blocks;
    }

    private static ByteString bytes(String name) {
        try {
            return ByteString.copyOf(Files.readAllBytes(file(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
