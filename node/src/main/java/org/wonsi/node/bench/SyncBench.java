package org.wonsi.node.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.service.event.EventSubscription;

/** The benchmark of a sync: a fresh node fetches a chain from another one over TCP. */
final class SyncBench implements Benchmark {
    private static final int EMPTY = 3000;
    private static final int BLOCKS = 10;
    private static final int PAYMENTS = 1000;

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public String about() {
        return "a fresh node catches up with another over loopback";
    }

    @Override
    public void run(BenchReport report) throws IOException, InterruptedException {
        report.note("making the blocks ...");
        double empty = measure(BenchChain.empty(EMPTY));
        report.line(EMPTY + " empty blocks", EMPTY / empty, "blocks/s");
        double full = measure(BenchChain.payments(BLOCKS, PAYMENTS));
        report.line(BLOCKS + " blocks of " + PAYMENTS + " payments", BLOCKS * PAYMENTS / full, "transactions/s");
    }

    /** Seconds from the start of the dialling node until it stands at the last block. */
    private static double measure(List<Block> blocks) throws IOException, InterruptedException {
        BlockHash last = blocks.get(blocks.size() - 1).hash();
        try (TemporaryDirectory directory = new TemporaryDirectory();
                NodeGroup nodeGroup = new NodeGroup(InstantSource.system());
                Node full = Node.start(
                        NodeConfig.of(
                                "full", ChainParams.regtest(), directory.path().resolve("full")),
                        nodeGroup)) {
            for (Block block : blocks) {
                full.submitBlock(block).join();
            }
            long start = System.nanoTime();
            NodeConfig config = NodeConfig.of(
                            "fresh", ChainParams.regtest(), directory.path().resolve("fresh"))
                    .connectedTo(List.of(full.p2pAddress().orElseThrow()));
            try (Node fresh = Node.start(config, nodeGroup);
                    EventSubscription events = nodeGroup.events().subscribe(1_000_000)) {
                while (!fresh.snapshot().tip().hash().equals(last)) {
                    events.poll(Duration.ofMillis(1));
                }
                return (System.nanoTime() - start) / 1e9;
            }
        }
    }
}
