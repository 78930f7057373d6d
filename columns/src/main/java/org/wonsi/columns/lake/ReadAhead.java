package org.wonsi.columns.lake;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.chain.BlockRows;
import org.wonsi.columns.chain.RowMaker;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;

/** A reader that makes the next block's rows on a thread of its own while the block before is written. */
final class ReadAhead implements AutoCloseable {
    private final StoreSnapshot chain;
    private final RowMaker maker;
    private final int end;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "reading ahead");
        made.setDaemon(true);
        return made;
    });
    private int height;
    private @Nullable Future<BlockRows> next;

    /** Blocks of the active chain from a height to another; the chain is only this object's until it is closed. */
    ReadAhead(StoreSnapshot chain, RowMaker maker, int first, int end) {
        this.chain = chain;
        this.maker = maker;
        this.height = first;
        this.end = end;
        ask();
    }

    private void ask() {
        int wanted = height++;
        next = wanted > end ? null : thread.submit(() -> read(wanted));
    }

    private BlockRows read(int wanted) {
        BlockInfo block = chain.blockAt(wanted).orElseThrow();
        return maker.rows(block, chain.txs(block.hash(), 0, block.txCount()));
    }

    /** Whether a block is left. */
    boolean hasNext() {
        return next != null;
    }

    /** The next block; throws what reading it threw. */
    BlockRows next() {
        if (next == null) {
            throw new IllegalStateException("no block is left");
        }
        try {
            BlockRows rows = next.get();
            ask();
            return rows;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a block was read", e);
        }
    }

    /** Waits for the block that is being read, because whoever lent the chain takes it back now. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
