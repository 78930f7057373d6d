package org.wonsi.node.bench.against;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The row on a sync: a fresh node fetches the chain from a neighbour of its own kind, from its start until it has the last
 * block.
 */
final class SyncRow implements Row {
    private final String name;
    private final String about;
    private final boolean empty;

    private SyncRow(String name, String about, boolean empty) {
        this.name = name;
        this.about = about;
        this.empty = empty;
    }

    static SyncRow ofPayments() {
        return new SyncRow("sync", "the same payments from a neighbour process", false);
    }

    static SyncRow ofEmptyBlocks() {
        return new SyncRow("sync-empty", "10,000 empty blocks from a neighbour process", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        Path full = empty ? bench.withEmptyBlocks(node) : bench.withPayments(node);
        int height = empty ? bench.emptyBlocks() : bench.payments().height();
        Path data = bench.freshDirectory();
        try (RunningNode neighbour = RunningNode.ready(node, ComparedNode.Setup.on(full));
                RunningNode fresh =
                        RunningNode.start(node, ComparedNode.Setup.on(data).dialling(neighbour.p2pPort()))) {
            fresh.awaitHeight(height);
            return ResourceUsage.until(fresh, "time");
        } finally {
            ComparisonSetup.delete(data);
        }
    }
}
