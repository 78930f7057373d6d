package org.wonsi.node.p2p;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Transaction;

/** A node with real sockets on a free port of this machine, and its chain in memory. */
final class LiveNode implements P2pHost, AutoCloseable {
    static final Script ANYONE = new Script(ByteString.ofHex("51"));
    private static final int PATIENCE_SECONDS = 30;

    final String name;
    final P2pNetwork network;
    final int port;
    final List<NodeEvent> events = new CopyOnWriteArrayList<>();
    final AtomicReference<List<Ban>> kept = new AtomicReference<>(List.of());
    private final ExecutorService chainThread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "chain");
        thread.setDaemon(true);
        return thread;
    });
    private final ChainState chain;
    private final FullNode node;
    private final List<Wait> waits = new ArrayList<>();
    private final InstantSource clock = InstantSource.system();
    private long extraNonce;

    private record Wait(Predicate<FullNode> condition, CompletableFuture<Boolean> done) {}

    LiveNode(String name, ChainParams params) throws IOException {
        this(name, params, 0);
    }

    /** A node that finds and keeps so many connections by itself. */
    LiveNode(String name, ChainParams params, int outbound) throws IOException {
        this(
                name,
                params,
                outbound,
                P2pSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    LiveNode(String name, ChainParams params, int outbound, P2pSettings settings) throws IOException {
        this.name = name;
        this.chain = new ChainState(params, new MemoryChainStore(), ScriptCheckRunner.inOrder());
        Mempool mempool = new Mempool(chain, RelayPolicy.standard().acceptingNonStandard());
        this.node = new FullNode(
                chain,
                mempool,
                ProtocolConfig.of(params, name, "0.1.0").withOutboundTarget(outbound),
                new SplittableRandom(name.hashCode()));
        this.network = new P2pNetwork(name, settings, new MessageCodec(params.magic()), this, clock);
        this.port = network.start().getPort();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void deliver(Event event, Runnable handled) {
        try {
            chainThread.execute(() -> {
                perform(node.handle(event, clock.instant()));
                handled.run();
            });
        } catch (RejectedExecutionException e) {
            handled.run();
        }
    }

    private void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Notify notify) {
                events.add(notify.event());
            }
            network.perform(effect);
        }
        waits.removeIf(wait -> {
            boolean met = wait.condition.test(node);
            if (met) {
                wait.done.complete(true);
            }
            return met;
        });
    }

    @Override
    public Optional<ByteString> rawBlock(BlockHash hash) {
        return ask(n -> n.chain().block(hash).map(Block::encode));
    }

    @Override
    public void saveAddresses(List<KnownAddress> addresses) {}

    @Override
    public void saveBans(List<Ban> bans) {
        kept.set(bans);
    }

    /** Runs something on the chain thread. */
    <T> T ask(Function<FullNode, T> question) {
        return get(CompletableFuture.supplyAsync(() -> question.apply(node), chainThread));
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE_SECONDS + " s", e);
        }
    }

    /** Waits until the condition, looked at after every event, holds. */
    void await(String what, Predicate<FullNode> condition) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        chainThread.execute(() -> {
            waits.add(new Wait(condition, done));
            perform(List.of());
        });
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(name + " waited for " + what + "; height " + height() + ", events " + events, e);
        }
    }

    void awaitTip(BlockHash hash) {
        await("tip " + hash, n -> n.chain().tip().hash().equals(hash));
    }

    int height() {
        return ask(n -> n.chain().tip().height());
    }

    BlockHash tip() {
        return ask(n -> n.chain().tip().hash());
    }

    BlockResult submit(Block block) {
        return ask(n -> {
            Submission<BlockResult> submission = n.submitBlock(block, clock.instant());
            perform(submission.effects());
            return submission.result();
        });
    }

    MempoolResult submit(Transaction tx) {
        return ask(n -> {
            Submission<MempoolResult> submission = n.submitTransaction(tx, clock.instant());
            perform(submission.effects());
            return submission.result();
        });
    }

    /** Does something to the node whose effects are then performed. */
    <T> Submission<T> change(Function<FullNode, Submission<T>> task) {
        return ask(n -> {
            Submission<T> submission = task.apply(n);
            perform(submission.effects());
            return submission;
        });
    }

    /** Mines on the chain thread in one go, with times a second apart that end now. */
    void mineQuietly(int blocks) {
        long end = clock.instant().getEpochSecond();
        ask(n -> {
            for (int i = blocks; i > 0; i--) {
                long time = end - i;
                Block block = Mining.solve(BlockTemplate.create(n.chain(), n.mempool(), ANYONE, "/x/", i, time)
                        .block(0));
                perform(n.submitBlock(block, Instant.ofEpochSecond(time)).effects());
            }
            return blocks;
        });
    }

    Block template(Script payTo) {
        Instant now = clock.instant();
        return ask(n -> Mining.solve(BlockTemplate.create(
                        n.chain(), n.mempool(), payTo, "/" + name + "/", extraNonce++, now.getEpochSecond())
                .block(0)));
    }

    BlockHash mine(Script payTo) {
        Block block = template(payTo);
        submit(block);
        return block.hash();
    }

    BlockHash mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            mine(ANYONE);
        }
        return tip();
    }

    @Override
    public void close() {
        network.close();
        chainThread.shutdown();
    }
}
