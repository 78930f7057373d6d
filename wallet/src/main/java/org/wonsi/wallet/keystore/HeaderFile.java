package org.wonsi.wallet.keystore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.wallet.problem.WalletException;

/**
 * The headers kept from last time: {@code headers.dat}, 80 bytes each, one after another, parents first, without the
 * genesis block. What it says is checked again whenever it is read.
 */
public record HeaderFile(Path path) {

    /** The headers there are; what is cut off at the end is left out. */
    public List<BlockHeader> read() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            ByteReader reader = new ByteReader(Files.readAllBytes(path));
            List<BlockHeader> headers = new ArrayList<>();
            while (reader.remaining() >= BlockHeader.SIZE) {
                headers.add(BlockHeader.decode(reader));
            }
            return headers;
        } catch (IOException e) {
            throw WalletException.disk(path, e);
        }
    }

    /** Begins again with these headers. */
    public void replace(List<BlockHeader> headers) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw WalletException.disk(path, e);
        }
        append(headers);
    }

    /** Adds headers; one that a full disk or a crash cut off is written over. */
    public void append(List<BlockHeader> headers) {
        if (headers.isEmpty()) {
            return;
        }
        ByteWriter writer = new ByteWriter();
        headers.forEach(header -> header.encode(writer));
        try {
            Files.createDirectories(path.getParent());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.position(channel.size() / BlockHeader.SIZE * BlockHeader.SIZE);
                channel.truncate(channel.position());
                ByteBuffer bytes = ByteBuffer.wrap(writer.toByteArray());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            throw WalletException.disk(path, e);
        }
    }
}
