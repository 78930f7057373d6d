package org.wonsi.node.store.blockfile;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.wonsi.core.tx.Transaction;

/**
 * A reader and decoder of blocks on a thread of its own, two megabytes ahead of the checks; it computes the transactions' ids
 * there too.
 */
final class ReadAhead implements AutoCloseable {
    private static final int MAX_BYTES = 2_000_000;

    /** A block, the end, or a failure. */
    private sealed interface Item {}

    /** A block that was read, and how far the file was read then. */
    private record Read(FileBlock block, int size, long position) implements Item {}

    /** The end of the file. */
    private record End() implements Item {}

    /** The failure at which reading ended; it is thrown to the importer when it comes to it. */
    private record Failed(Exception cause) implements Item {}

    private final BlockFileReader reader;
    private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MAX_BYTES);
    private final Thread thread;
    private volatile boolean closed;
    private long position;

    ReadAhead(BlockFileReader reader) {
        this.reader = reader;
        this.thread = new Thread(this::run, "import-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            Optional<FileBlock> next = reader.next();
            while (next.isPresent() && !closed) {
                FileBlock block = next.get();
                block.block().transactions().forEach(Transaction::txid);
                int size = Math.min(block.block().size(), MAX_BYTES);
                room.acquire(size);
                queue.add(new Read(block, size, reader.position()));
                next = reader.next();
            }
            queue.add(new End());
        } catch (IOException | ImportStoppedException | InterruptedException | RuntimeException e) {
            queue.add(new Failed(e));
        }
    }

    /** The next block; empty at the end of the file. */
    Optional<FileBlock> next() throws IOException, ImportStoppedException, InterruptedException {
        Item item = queue.take();
        if (item instanceof Read read) {
            room.release(read.size());
            position = read.position();
            return Optional.of(read.block());
        }
        if (item instanceof Failed failed) {
            if (failed.cause() instanceof IOException e) {
                throw e;
            }
            if (failed.cause() instanceof ImportStoppedException e) {
                throw e;
            }
            throw new IllegalStateException("the reader failed", failed.cause());
        }
        return Optional.empty();
    }

    /** Where in the file the last block ended. */
    long position() {
        return position;
    }

    /** Ends the thread, which takes no longer than reading a block. */
    @Override
    public void close() {
        closed = true;
        room.release(MAX_BYTES);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
