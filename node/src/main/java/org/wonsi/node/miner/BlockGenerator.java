package org.wonsi.node.miner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.script.Script;

/** A generator of blocks on request: it mines a number of them now, one after the other. */
final class BlockGenerator implements AutoCloseable {
    private static final int MOST_BLOCKS = 1000;
    /** Time for the header that stands for "now". */
    private static final long NOW = -1;

    private final BlockSource source;
    private final AtomicLong extraNonces;
    private final ParallelSolver power;
    private final ExecutorService queue;
    private volatile boolean closed;

    BlockGenerator(String node, BlockSource source, KernelChoice kernels, HashMeter meter, AtomicLong extraNonces) {
        this.source = source;
        this.extraNonces = extraNonces;
        this.power = new ParallelSolver(kernels, meter, node);
        this.queue = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, node + " generator");
            thread.setDaemon(true);
            return thread;
        });
    }

    CompletableFuture<List<BlockHash>> generate(int blocks, Script payTo) {
        return generateAt(Collections.nCopies(checked(blocks), NOW), payTo);
    }

    private static int checked(int blocks) {
        if (blocks < 1 || blocks > MOST_BLOCKS) {
            throw new IllegalArgumentException("1 to " + MOST_BLOCKS + " blocks at once can be mined, not " + blocks);
        }
        return blocks;
    }

    CompletableFuture<List<BlockHash>> generateAt(List<Long> times, Script payTo) {
        CompletableFuture<List<BlockHash>> result = new CompletableFuture<>();
        queue.execute(() -> {
            try {
                result.complete(mine(times, payTo, result::isDone));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(new CancellationException("the node stopped"));
            } catch (ExecutionException e) {
                result.completeExceptionally(e.getCause());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private List<BlockHash> mine(List<Long> times, Script payTo, BooleanSupplier unwanted)
            throws InterruptedException, ExecutionException {
        List<BlockHash> hashes = new ArrayList<>();
        for (long time : times) {
            long extraNonce = extraNonces.addAndGet(1 << 16);
            BlockTemplate template = source.template(payTo, extraNonce, time == NOW ? source.now() : time)
                    .get();
            Optional<Block> block = power.solve(template, extraNonce, () -> closed || unwanted.getAsBoolean());
            if (block.isEmpty()) {
                throw new CancellationException("mining was stopped after " + hashes.size() + " blocks");
            }
            BlockResult result = source.submit(block.get()).get();
            if (result.outcome() != BlockResult.Outcome.ACCEPTED) {
                throw new IllegalStateException("a block mined here was refused: " + result);
            }
            hashes.add(block.get().hash());
        }
        return hashes;
    }

    @Override
    public void close() {
        closed = true;
        queue.shutdownNow();
        power.close();
    }
}
