package org.wonsi.node.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.service.event.EventSubscription;

/** Whole nodes on regtest in this process, on free ports of the loopback address. */
public final class RegtestNetwork implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path directory;
    private final NodeGroup nodeGroup;

    public RegtestNetwork(Path directory) {
        this(directory, new NodeGroup(InstantSource.system()));
    }

    RegtestNetwork(Path directory, NodeGroup nodeGroup) {
        this.directory = directory;
        this.nodeGroup = nodeGroup;
    }

    public NodeGroup nodeGroup() {
        return nodeGroup;
    }

    public NodeConfig config(String name) {
        return NodeConfig.of(name, ChainParams.regtest(), directory.resolve(name));
    }

    /** Starts a node that keeps a connection with the others. */
    public Node start(String name, Node... others) throws IOException {
        List<String> addresses =
                List.of(others).stream().map(o -> o.p2pAddress().orElseThrow()).toList();
        return Node.start(config(name).connectedTo(addresses), nodeGroup);
    }

    public static List<BlockHash> mine(Node node, int blocks) {
        return node.miner().generate(blocks, node.faucetWallet().scriptPubKey()).join();
    }

    public static BlockHash tip(Node node) {
        return node.snapshot().tip().hash();
    }

    public void awaitTip(Node node, BlockHash hash) {
        await(node.name() + " at block " + hash, () -> tip(node).equals(hash));
    }

    public void awaitPeers(Node node, int count) {
        await(
                node.name() + " with " + count + " peers",
                () -> node.peers().list().stream()
                                .filter(peer -> peer.name().isPresent())
                                .count()
                        == count);
    }

    /** Looks again after each event, until it is so; the nodes tell of everything they do. */
    public void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(TIMEOUT);
        try (EventSubscription events = nodeGroup.events().subscribe(100_000)) {
            while (!condition.getAsBoolean()) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("not within " + TIMEOUT.toSeconds() + " s: " + what);
                }
                events.poll(Duration.ofMillis(100));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        nodeGroup.members().forEach(node -> ((Node) node).close());
        nodeGroup.close();
    }
}
