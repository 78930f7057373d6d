package org.wonsi.node.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.checks.PooledScriptCheckRunner;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.blockfile.BlockImport;
import org.wonsi.node.store.blockfile.ImportStoppedException;
import org.wonsi.node.store.blockfile.ImportTarget;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.StoreOptions;

/** The benchmark of an import: blocks from a file into the database, with every check. */
final class ImportBench implements Benchmark {
    private static final int BLOCKS = 25;
    private static final int PAYMENTS = 1000;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String about() {
        return "import of a file of blocks with every check: " + BLOCKS + " blocks of " + PAYMENTS
                + " payments, one input each";
    }

    @Override
    public void run(BenchReport report) throws IOException {
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            report.note("making the blocks ...");
            Path file = directory.path().resolve("blocks.dat");
            write(BenchChain.payments(BLOCKS, PAYMENTS), file);
            // The first run warms the compiler up; its number is of interest too: it is what a user sees.
            measure(
                    report,
                    file,
                    directory.path().resolve("first"),
                    PooledScriptCheckRunner.onAllProcessors(),
                    "first run");
            measure(
                    report,
                    file,
                    directory.path().resolve("one"),
                    new PooledScriptCheckRunner(1),
                    "one thread checking");
            measure(
                    report,
                    file,
                    directory.path().resolve("all"),
                    PooledScriptCheckRunner.onAllProcessors(),
                    Runtime.getRuntime().availableProcessors() + " threads checking");
        }
    }

    static void write(List<Block> blocks, Path file) throws IOException {
        ByteString magic = ChainParams.regtest().magic();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (Block block : blocks) {
                ByteString bytes = block.encode();
                out.write(new ByteWriter(8 + bytes.size())
                        .writeBytes(magic)
                        .writeInt32(bytes.size())
                        .writeBytes(bytes)
                        .toByteArray());
            }
        }
    }

    private static void measure(BenchReport report, Path file, Path data, PooledScriptCheckRunner checks, String label)
            throws IOException {
        List<MemoryPoolMXBean> heaps = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        heaps.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        ImportProgress done;
        try (checks;
                SqliteChainStore store = SqliteChainStore.open(data, ChainParams.regtest(), StoreOptions.standard())) {
            ChainState chain = new ChainState(ChainParams.regtest(), store, checks);
            store.setBulk(true);
            done = BlockImport.run(
                    file,
                    ChainParams.regtest().magic(),
                    ImportTarget.of(chain, InstantSource.system()),
                    progress -> {},
                    () -> false);
            store.endFilling();
        } catch (ImportStoppedException e) {
            throw new IllegalStateException("a block made for measuring is wrong", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak =
                heaps.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        report.line("import, " + label, done.transactions() / seconds, "transactions/s");
        report.line("  heap at its peak", peak / 1e6, "MB");
    }
}
