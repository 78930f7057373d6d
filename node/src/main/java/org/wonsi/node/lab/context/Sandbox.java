package org.wonsi.node.lab.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.pow.Work;
import org.wonsi.core.script.Script;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.runtime.faucet.FaucetKey;
import org.wonsi.node.store.ChainCopy;

/**
 * A network of real nodes in this process, cut off from the room's: its nodes begin with one copy of the room's chain, its faucet wallets
 * have the room's coins, and whatever is done to it, the room's chain and the laptops that joined it never see it.
 *
 * <p>Nobody mines here unless told to. Closing it deletes its files.
 */
public final class Sandbox implements AutoCloseable {
    /** The rules that a node goes by: only here may they differ from node to node. */
    public interface Rules {
        /** Those of a node, where all others of the room have {@code usual} ones. */
        ChainParams of(String node, ChainParams usual);
    }

    private final NodeGroup nodeGroup;
    private final Path directory;
    private final List<Node> nodes = new ArrayList<>();

    private Sandbox(NodeGroup nodeGroup, Path directory) {
        this.nodeGroup = nodeGroup;
        this.directory = directory;
    }

    /**
     * Starts nodes on the room's chain, each connected with all others.
     *
     * <p>All have the same chain, that of the room's node with the most work, copied once: the room finds blocks meanwhile, and of nodes
     * that began one block apart the one behind might mine a rival to the others' last block, and nobody would give way.
     *
     * @param names what they are called
     * @param rules by which each judges; those of the room, unless an experiment is about others
     * @param keySource draws the faucet keys of those nodes that the room hasn't; the others have the room's
     * @param directory for their files; made, and deleted at the end
     */
    public static Sandbox open(
            NodeGroup main, List<Node> room, List<String> names, Rules rules, RandomGenerator keySource, Path directory)
            throws IOException {
        Sandbox sandbox = new Sandbox(main.newSeparateGroup(), directory);
        try {
            Path first = directory.resolve(names.get(0));
            ChainCopy.make(furthest(room).dataDirectory(), first);
            for (String name : names.subList(1, names.size())) {
                ChainCopy.make(first, directory.resolve(name));
            }
            for (int i = 0; i < names.size(); i++) {
                Node original = room.get(Math.min(i, room.size() - 1));
                Path data = directory.resolve(names.get(i));
                ChainParams params = rules.of(names.get(i), original.params());
                if (i < room.size()) {
                    FaucetKey.copy(original.dataDirectory(), data);
                } else {
                    FaucetKey.createFrom(keySource, data, params);
                }
                sandbox.nodes.add(Node.start(NodeConfig.of(names.get(i), params, data), sandbox.nodeGroup));
            }
            sandbox.connect();
            return sandbox;
        } catch (IOException | RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private static Node furthest(List<Node> room) {
        Node furthest = room.get(0);
        for (Node node : room) {
            if (work(node).compareTo(work(furthest)) > 0) {
                furthest = node;
            }
        }
        return furthest;
    }

    private static Work work(Node node) {
        return node.snapshot().tip().chainWork();
    }

    private void connect() {
        for (int i = 1; i < nodes.size(); i++) {
            for (int j = 0; j < i; j++) {
                nodes.get(i)
                        .peers()
                        .connect("127.0.0.1:" + nodes.get(j).listening().getPort());
            }
        }
    }

    /** Its nodes in order. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** A node by name. */
    public Node node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node " + Arguments.shortened(name)
                        + " here; there are " + nodes.stream().map(Node::name).toList()));
    }

    /** What happens in it. */
    public NodeGroup nodeGroup() {
        return nodeGroup;
    }

    /** Whether every node has a connection with every other. */
    public boolean isConnected() {
        return nodes.stream()
                .allMatch(node -> node.peers().list().stream()
                                .flatMap(peer -> peer.name().stream())
                                .distinct()
                                .count()
                        >= nodes.size() - 1);
    }

    /** The nodes that have stopped, by themselves; each should run as long as this is open. */
    public List<String> stopped() {
        return nodes.stream()
                .filter(node -> node.stopped().isDone())
                .map(Node::name)
                .toList();
    }

    /** Whether every node stands on the same block. */
    public boolean agrees() {
        return nodes.stream()
                        .map(node -> node.snapshot().tip().hash())
                        .distinct()
                        .count()
                == 1;
    }

    /** Mines a block on a node's tip now, at full power, one target spacing after the block before. */
    public Block mine(Node node, Script payTo) throws InterruptedException {
        long spacing = node.params().targetSpacing();
        long now = node.clock().instant().getEpochSecond();
        long time = Math.min(
                node.snapshot().tip().header().time() + spacing,
                now + node.params().maxFutureSeconds() - 1);
        List<BlockHash> mined = answer(node.miner().generateAt(List.of(time), payTo));
        return node.queries().read(q -> q.body(mined.get(0))).orElseThrow();
    }

    /** What a node answers; its failure as the experiment's own. */
    public static <T> T answer(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
        } catch (CancellationException e) {
            throw new IllegalStateException("the node has stopped", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        }
    }

    /** The block at a height of a node's active chain. */
    public static Optional<Block> blockAt(Node node, int height) {
        return node.queries().read(q -> q.hashAt(height).flatMap(q::body));
    }

    /** Blocks of a node's active chain from a height on. */
    public static List<Block> blocksFrom(Node node, int height) {
        List<Block> blocks = new ArrayList<>();
        for (int at = height; at <= node.snapshot().tip().height(); at++) {
            Optional<Block> block = blockAt(node, at);
            block.ifPresent(blocks::add);
        }
        return blocks;
    }

    @Override
    public void close() {
        try {
            nodes.forEach(Node::close);
            nodeGroup.close();
        } finally {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.exists(directory) ? Files.walk(directory) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of a lab network can't be deleted", e);
        }
    }
}
