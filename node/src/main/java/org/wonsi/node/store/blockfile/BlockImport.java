package org.wonsi.node.store.blockfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.node.store.db.ImportProgress;

/**
 * An import of a file's blocks into the chain, each with every check.
 *
 * <p>Blocks may come in any order, as they do in Bitcoin Core's files: one whose parent is unknown is noted with its
 * place in the file and read again when the parent has arrived. The import stops at the first block that is refused and
 * says which, where and why; the blocks before it stay.
 */
public final class BlockImport {
    private static final int MAX_WAITING = 1_000_000;
    private static final long REPORT_NANOS = 1_000_000_000L;

    /** The place in the file of a block whose parent isn't here yet. */
    private record Waiting(int number, long offset, BlockHash hash) {}

    private final Path file;
    private final ByteString magic;
    private final ImportTarget target;
    private final Consumer<ImportProgress> listener;
    private final BooleanSupplier cancelled;
    private final Map<BlockHash, List<Waiting>> waiting = new HashMap<>();
    private int waitingCount;
    private int blocks;
    private int duplicates;
    private long transactions;
    private long skipped;
    private long size;
    private long lastReport = System.nanoTime();

    private BlockImport(
            Path file,
            ByteString magic,
            ImportTarget target,
            Consumer<ImportProgress> listener,
            BooleanSupplier cancelled) {
        this.file = file;
        this.magic = magic;
        this.target = target;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /**
     * Imports a file.
     *
     * @param magic the network's four bytes before each block
     * @param listener told about once a second
     * @param cancelled asked between blocks; true ends the import early, without an error
     * @throws ImportStoppedException at the first block that is refused or unreadable
     */
    public static ImportProgress run(
            Path file,
            ByteString magic,
            ImportTarget target,
            Consumer<ImportProgress> listener,
            BooleanSupplier cancelled)
            throws IOException, ImportStoppedException {
        return new BlockImport(file, magic, target, listener, cancelled).run();
    }

    private ImportProgress run() throws IOException, ImportStoppedException {
        try (BlockFileReader reader = new BlockFileReader(file, magic);
                BlockFileReader again = new BlockFileReader(file, magic);
                ReadAhead ahead = new ReadAhead(reader)) {
            size = reader.size();
            Optional<FileBlock> next = ahead.next();
            while (next.isPresent() && !cancelled.getAsBoolean()) {
                take(next.get(), again);
                report(ahead.position());
                next = ahead.next();
            }
            skipped = reader.skipped();
            if (next.isEmpty()) {
                checkComplete();
            }
            return progress(ahead.position());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportStoppedException("the import of " + file + " was interrupted");
        }
    }

    private void take(FileBlock block, BlockFileReader again) throws IOException, ImportStoppedException {
        BlockHash parent = block.block().header().prevBlock();
        if (!target.knows(block.hash()) && !target.knows(parent)) {
            if (waitingCount++ >= MAX_WAITING) {
                throw new ImportStoppedException(block.where() + ": more than " + MAX_WAITING
                        + " blocks come before their parents; sort the file or import its predecessor first");
            }
            waiting.computeIfAbsent(parent, p -> new ArrayList<>())
                    .add(new Waiting(block.number(), block.offset(), block.hash()));
            return;
        }
        accept(block);
        Deque<BlockHash> arrived = new ArrayDeque<>(List.of(block.hash()));
        while (!arrived.isEmpty() && !waiting.isEmpty()) {
            List<Waiting> children = waiting.remove(arrived.remove());
            for (Waiting child : children == null ? List.<Waiting>of() : children) {
                waitingCount--;
                accept(again.at(child.number(), child.offset()));
                arrived.add(child.hash());
            }
        }
    }

    private void accept(FileBlock block) throws ImportStoppedException {
        BlockResult result = target.accept(block.block());
        switch (result.outcome()) {
            case ACCEPTED -> {
                blocks++;
                transactions += block.block().transactions().size();
            }
            case DUPLICATE -> duplicates++;
            case ORPHAN, INVALID ->
                throw new ImportStoppedException(block.where() + " is refused: "
                        + result.violation().map(Object::toString).orElse("no reason given") + ". " + before(block));
        }
    }

    private String before(FileBlock block) {
        return blocks + duplicates + " blocks were accepted before it"
                + (block.number() == 0 ? "; is the file of this network?" : "");
    }

    /** At the end every parent must have come. */
    private void checkComplete() throws ImportStoppedException {
        Optional<Map.Entry<BlockHash, List<Waiting>>> first = waiting.entrySet().stream()
                .min((a, b) -> Integer.compare(
                        a.getValue().get(0).number(), b.getValue().get(0).number()));
        if (first.isPresent()) {
            Waiting child = first.get().getValue().get(0);
            throw new ImportStoppedException("block " + child.number() + " of the file (byte " + child.offset()
                    + ", hash "
                    + child.hash() + ") is refused: prev-blk-not-found, its parent "
                    + first.get().getKey()
                    + " is neither in the chain nor in the file; " + waitingCount + " blocks wait for such parents, "
                    + (blocks + duplicates) + " were accepted, " + skipped + " bytes belong to no block");
        }
        if (blocks + duplicates == 0 && size > 0) {
            throw new ImportStoppedException(
                    "the file " + file + " holds no block of this network (its blocks begin with "
                            + magic.toHex()
                            + "); is it of another network, or obfuscated, as Bitcoin Core writes its files since"
                            + " 28.0? Then the file xor.dat of its directory must lie beside it");
        }
    }

    private void report(long position) {
        long now = System.nanoTime();
        if (now - lastReport >= REPORT_NANOS) {
            lastReport = now;
            listener.accept(progress(position));
        }
    }

    private ImportProgress progress(long position) {
        return new ImportProgress(position, size, blocks, duplicates, transactions, skipped, 0);
    }
}
