package org.wonsi.node.store.blockfile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * A writer of the active chain, genesis first, to a file as Bitcoin Core keeps blocks; {@code bitcoind -loadblock} reads it.
 * The whole file is one state of the chain, whatever happens meanwhile.
 */
public final class BlockExport {
    private static final long REPORT_NANOS = 1_000_000_000L;

    private BlockExport() {}

    /**
     * Exports to a new file; what is there is never overwritten.
     *
     * @param magic the network's four bytes before each block
     * @param listener told about once a second
     */
    public static ImportProgress run(
            ChainQueries queries, Path file, ByteString magic, Consumer<ImportProgress> listener) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " exists already; choose another name or delete it");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ImportProgress done;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            done = queries.read(state -> {
                try {
                    return write(state, out, magic, listener);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            Files.deleteIfExists(part);
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, file);
        return done;
    }

    private static ImportProgress write(
            StoreSnapshot chain, OutputStream out, ByteString magic, Consumer<ImportProgress> listener)
            throws IOException {
        int tip = chain.tip().map(BlockInfo::height).orElse(-1);
        long transactions = 0;
        long lastReport = System.nanoTime();
        for (int height = 0; height <= tip; height++) {
            BlockInfo info = chain.blockAt(height).orElseThrow();
            ByteString raw = chain.rawBlock(info.hash()).orElseThrow();
            out.write(new ByteWriter(8).writeBytes(magic).writeInt32(raw.size()).toByteArray());
            out.write(raw.toByteArray());
            transactions += info.txCount();
            if (System.nanoTime() - lastReport >= REPORT_NANOS) {
                lastReport = System.nanoTime();
                listener.accept(new ImportProgress(height, tip, height, 0, transactions, 0, 0));
            }
        }
        return new ImportProgress(tip, tip, tip + 1, 0, transactions, 0, 0);
    }
}
