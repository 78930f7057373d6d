package org.wonsi.node.seminar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PreparedBlocks;
import org.wonsi.node.service.event.EventSubscription;
import org.wonsi.node.service.lab.TalkService;

/**
 * Several nodes in one process, connected by real sockets.
 *
 * <pre>
 *   Seoul --- Busan        each dials the two before it; the last one dials the first,
 *      \      /  \         so that with many nodes there is a ring with chords
 *        Jeju --- ...
 * </pre>
 */
public final class Seminar implements TalkService.Restarter, AutoCloseable {
    /** Blocks mined before the talk. */
    public static final int FIRST_BLOCKS = PreparedBlocks.COUNT;

    private static final Duration GOSSIP_TIME = Duration.ofSeconds(30);
    private static final int NEIGHBOURS = 2;

    private final NodeGroup nodeGroup;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final List<NodeConfig> started = new ArrayList<>();
    private Optional<Starter> restarter = Optional.empty();
    private long maxHashRate;
    private boolean mines;
    private boolean closed;

    /** A function that starts a node. */
    public interface Starter {
        /** A running one, or why there is none. */
        Node start(NodeConfig config) throws IOException;
    }

    /** A seminar without nodes. */
    public Seminar(NodeGroup nodeGroup) {
        this.nodeGroup = nodeGroup;
    }

    /** Starts nodes; what {@code starter} throws stops those already started. */
    public void start(List<NodeConfig> configs, java.util.function.Function<NodeConfig, Node> starter) {
        try {
            for (NodeConfig config : configs) {
                nodes.add(starter.apply(config));
                started.add(config);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        for (int i = 1; i < nodes.size(); i++) {
            for (int j = Math.max(0, i - NEIGHBOURS); j < i; j++) {
                connect(i, j);
            }
        }
        if (nodes.size() > NEIGHBOURS + 1) {
            connect(nodes.size() - 1, 0);
        }
    }

    /** From now on a node that has stopped can be restarted, by this. */
    public synchronized void restartWith(Starter starter) {
        restarter = Optional.of(starter);
    }

    @Override
    public synchronized List<String> restartStopped() throws IOException {
        List<String> revived = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).stopped().isDone() && restarter.isPresent() && !closed) {
                try {
                    revived.add(revive(i, restarter.get()));
                } catch (IOException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new IOException(String.join("; ", failures));
        }
        return revived;
    }

    private String revive(int i, Starter starter) throws IOException {
        Node node = starter.start(started.get(i).listeningOn(nodes.get(i).listening()));
        nodes.set(i, node);
        rejoin(i);
        if (mines) {
            mine(node);
        }
        return node.name();
    }

    /** It dials those before it, as at the start; those after it, and the first, need not wait until they dial again by themselves. */
    private void rejoin(int i) {
        for (int j = Math.max(0, i - NEIGHBOURS); j < i; j++) {
            connect(i, j);
        }
        if (i == nodes.size() - 1 && nodes.size() > NEIGHBOURS + 1) {
            connect(i, 0);
        }
        String name = nodes.get(i).name();
        nodes.stream()
                .filter(node -> !node.name().equals(name))
                .forEach(node -> node.peers().heal(name));
    }

    /** The nodes that run now, in order. */
    public List<NodeService> running() {
        return nodes.stream()
                .filter(node -> !node.stopped().isDone())
                .map(NodeService.class::cast)
                .toList();
    }

    private void connect(int from, int to) {
        // Siblings are always reached over loopback, also when others reach them over the network.
        InetSocketAddress address = nodes.get(to).listening();
        nodes.get(from).peers().connect("127.0.0.1:" + address.getPort());
    }

    /** The nodes in order. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Mines the first blocks in turn, at full power, with times as if the network had run at its usual pace until now. Ends early if
     * the first node stops, and the seminar with it.
     *
     * @param progress told the number of blocks after each
     */
    public void mineFirstBlocks(IntConsumer progress) throws InterruptedException {
        Instant now = nodeGroup.clock().instant();
        int spacing = nodes.get(0).params().targetSpacing();
        for (int i = 0; i < FIRST_BLOCKS; i++) {
            long time = now.getEpochSecond() - (long) (FIRST_BLOCKS - 1 - i) * spacing;
            if (!mineInTurn(i, time)) {
                return;
            }
            progress.accept(i + 1);
        }
    }

    /** Mines one of them. A node that has stopped, stops meanwhile, or has come back and lacks a block, loses its turn. */
    private boolean mineInTurn(int turn, long time) throws InterruptedException {
        for (int i = turn; !ended().isDone(); i++) {
            List<Node> upToDate = upToDate();
            Node node = nodes.get(i % nodes.size());
            Optional<BlockHash> mined = upToDate.contains(node) ? mined(node, time) : Optional.empty();
            if (mined.isPresent()) {
                awaitTip(mined.get(), upToDate);
                return true;
            }
        }
        return false;
    }

    /** The nodes that run and stand where the first one stands. */
    private List<Node> upToDate() {
        BlockHash tip = nodes.get(0).snapshot().tip().hash();
        return nodes.stream()
                .filter(node ->
                        !node.stopped().isDone() && node.snapshot().tip().hash().equals(tip))
                .toList();
    }

    /** A block that a node mines now; nothing if it stops. */
    private static Optional<BlockHash> mined(Node node, long time) throws InterruptedException {
        try {
            CompletableFuture<List<BlockHash>> mined =
                    node.miner().generateAt(List.of(time), node.faucetWallet().scriptPubKey());
            CompletableFuture.anyOf(mined, node.stopped()).get();
            return mined.isDone() ? Optional.of(mined.get().get(0)) : Optional.empty();
        } catch (CancellationException | RejectedExecutionException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException || e.getCause() instanceof RejectedExecutionException) {
                return Optional.empty();
            }
            throw new IllegalStateException("the first blocks can't be mined", e.getCause());
        }
    }

    /** Waits until each of these nodes stands at a block, but for those that stop. */
    private void awaitTip(BlockHash hash, List<Node> running) throws InterruptedException {
        Instant deadline = Instant.now().plus(GOSSIP_TIME);
        try (EventSubscription events = nodeGroup.events().subscribe(10_000)) {
            while (!running.stream()
                    .allMatch(node -> node.stopped().isDone()
                            || node.snapshot().tip().hash().equals(hash))) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("the nodes don't hear of each other's blocks");
                }
                // Every new tip is an event; the rest of the time there is nothing to look at.
                events.poll(Duration.ofMillis(200));
            }
        }
    }

    /** All nodes mine from now on, none faster than this; together they leave the machine usable. */
    public void mine(long maxHashRate, long together) {
        nodeGroup.hashRateLimit().set(together);
        synchronized (this) {
            this.maxHashRate = maxHashRate;
            mines = true;
        }
        nodes.forEach(this::mine);
    }

    private void mine(Node node) {
        node.miner().setMaxHashRate(maxHashRate);
        node.miner().start();
    }

    /** Why a node stopped by itself, if one did. */
    public Optional<String> failure() {
        return nodes.stream()
                .filter(node -> node.failure().isDone())
                .map(node -> node.name() + ": " + node.failure().join())
                .findFirst();
    }

    /** Completes when the first node has stopped, whose page the room looks at: the others can be restarted from there. */
    public CompletableFuture<Void> ended() {
        return nodes.get(0).stopped();
    }

    /** Completes when any node has stopped. */
    public CompletableFuture<Void> anyStopped() {
        return CompletableFuture.anyOf(nodes.stream().map(Node::stopped).toArray(CompletableFuture[]::new))
                .thenAccept(ignored -> {});
    }

    /** Stops every node and waits until all have; may be called again. */
    public void stopAll() {
        synchronized (this) {
            closed = true;
        }
        nodes.forEach(Node::close);
    }

    @Override
    public void close() {
        stopAll();
    }
}
