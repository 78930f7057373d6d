package org.wonsi.node.runtime;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.script.Script;
import org.wonsi.node.miner.BlockSource;
import org.wonsi.node.runtime.thread.ChainThread;

/**
 * The node as its miner sees it.
 *
 * <p>The chain thread says what a template is made of, which is quick; making it of 20,000 waiting transactions isn't, so a
 * thread of this class does that, in the order in which the miner asks.
 */
final class MinerFeed implements BlockSource, AutoCloseable {
    private final String name;
    private final InstantSource clock;
    private final NodeCore core;
    private final ChainThread thread;
    private final ExecutorService templates;

    MinerFeed(String name, InstantSource clock, NodeCore core, ChainThread thread) {
        this.name = name;
        this.clock = clock;
        this.core = core;
        this.thread = thread;
        this.templates = Executors.newSingleThreadExecutor(task -> {
            Thread maker = new Thread(task, "templates " + name);
            maker.setDaemon(true);
            return maker;
        });
    }

    @Override
    public CompletableFuture<BlockTemplate> template(Script payTo, long extraNonce, long time) {
        CompletableFuture<BlockTemplate> answer = new CompletableFuture<>();
        var unused = thread.readOwn("template", () -> core.assembler(time)).whenComplete((assembler, failure) -> {
            if (failure == null) {
                answer.completeAsync(() -> assembler.template(payTo, "/" + name + "/", extraNonce, time), templates);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    @Override
    public long now() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public CompletableFuture<BlockResult> submit(Block block) {
        return thread.changeOwn("mined block", () -> core.submitBlock(block));
    }

    /** Ends the thread that makes templates; once the chain thread has ended, for whatever reason. */
    @Override
    public void close() {
        templates.shutdown();
    }
}
