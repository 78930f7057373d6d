package org.wonsi.node.bench.against;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Transaction;

/**
 * The data that the rows work on: chains in files, and data directories that hold them already. Each is made when first asked
 * for.
 */
final class ComparisonSetup {
    private static final int SEED = 1;

    private final Sizes sizes;
    private final Path directory;
    private final Map<String, Path> prepared = new HashMap<>();
    private final long now = InstantSource.system().instant().getEpochSecond();
    private final Consumer<String> progress;
    private int fresh;
    private @Nullable Payments payments;
    private final Map<String, ChainFile> files = new HashMap<>();

    /**
     * The amount of work.
     *
     * @param blocks with payments
     * @param payments in each of them
     * @param replaced blocks at the end of the chain that the branch replaces
     * @param loose payments that no block holds
     * @param empty blocks of the chain without payments
     * @param many payments, and coins, of a large chain
     */
    record Sizes(int blocks, int payments, int replaced, int loose, int empty, int many) {
        /** What a comparison is worth something with. */
        static Sizes full() {
            return new Sizes(50, 2_000, 19, 3_000, 10_000, 1_000_000);
        }
    }

    /**
     * The chain with payments.
     *
     * @param file it, in Bitcoin Core's format
     * @param height of its last block
     * @param full its blocks of many payments, as hashes in display order
     * @param branch in hex, the blocks of a branch that leaves before the last blocks and is one longer than they
     * @param loose payments of its coins, in hex, that no block holds
     */
    record Payments(Path file, int height, List<String> full, List<String> branch, List<String> loose) {}

    /**
     * A chain in a file, in Bitcoin Core's format.
     *
     * @param height of its last block
     */
    record ChainFile(Path path, int height) {}

    ComparisonSetup(Sizes sizes, Path directory, Consumer<String> progress) {
        this.sizes = sizes;
        this.directory = directory;
        this.progress = progress;
    }

    /** How much is much: payments and coins; and a tenth as many blocks without payments. */
    int many() {
        return sizes.many();
    }

    int emptyBlocks() {
        return sizes.empty();
    }

    Payments payments() throws IOException {
        Payments known = payments;
        if (known == null) {
            progress.accept("making " + sizes.blocks() * sizes.payments() + " payments with their signatures ...");
            known = make();
            payments = known;
        }
        return known;
    }

    private Payments make() throws IOException {
        Path file = directory.resolve("payments.dat");
        List<String> full = new ArrayList<>();
        List<String> branch = new ArrayList<>();
        List<String> loose = new ArrayList<>();
        try (BlockFile out = new BlockFile(file)) {
            int all = ChainParams.regtest().coinbaseMaturity() + sizes.blocks() + 10;
            PaidChain chain = new PaidChain("/bench/", PaidChain.startOf(all, now), SEED, block -> {
                out.add(block);
                if (block.transactions().size() > sizes.payments()) {
                    full.add(block.hash().toDisplay());
                }
            });
            chain.spread(2 * (sizes.loose() + sizes.payments()));
            chain.payments(sizes.blocks() - sizes.replaced(), sizes.payments());
            PaidChain other = chain.branch(
                    "/branch/", SEED + 1, block -> branch.add(block.encode().toHex()));
            other.payments(sizes.replaced() + 1, sizes.payments());
            chain.payments(sizes.replaced(), sizes.payments());
            for (Transaction tx : chain.loose(sizes.loose())) {
                loose.add(tx.encode().toHex());
            }
            return new Payments(file, chain.height(), full, branch, loose);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A file of empty blocks. */
    Path emptyFile() throws IOException {
        return emptyFile(sizes.empty()).path();
    }

    /** The same of so many. */
    ChainFile emptyFile(int count) throws IOException {
        return made(count + " empty blocks", count, chain -> chain.empty(count));
    }

    /** A file of so many payments of two coins each. */
    ChainFile payments(int count) throws IOException {
        int blocks = count / sizes.payments();
        return made(count + " payments", blocks + ChainParams.regtest().coinbaseMaturity() + 10, chain -> {
            chain.spread(2 * sizes.payments());
            chain.payments(blocks, sizes.payments());
        });
    }

    /** A file of a chain with so many coins. */
    ChainFile coins(int count) throws IOException {
        return made(
                count + " coins",
                count / 1_000 + ChainParams.regtest().coinbaseMaturity(),
                chain -> chain.spread(count));
    }

    private ChainFile made(String what, int blocks, Consumer<PaidChain> fill) throws IOException {
        ChainFile known = files.get(what);
        if (known == null) {
            progress.accept("making " + what + " ...");
            Path file = directory.resolve(what.replace(' ', '-') + ".dat");
            try (BlockFile out = new BlockFile(file)) {
                PaidChain chain = new PaidChain("/bench/", PaidChain.startOf(blocks, now), SEED, out::add);
                fill.accept(chain);
                known = new ChainFile(file, chain.height());
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            files.put(what, known);
        }
        return known;
    }

    /** Empty blocks on top of genesis, in hex. */
    List<String> emptyBlocks(int count) {
        List<String> blocks = new ArrayList<>();
        new PaidChain(
                        "/relay/",
                        PaidChain.startOf(count, now),
                        SEED,
                        block -> blocks.add(block.encode().toHex()))
                .empty(count);
        return blocks;
    }

    /** A directory that doesn't exist yet. */
    Path freshDirectory() {
        return directory.resolve("data-" + fresh++);
    }

    /** A program's data directory with the payments in it; a row that changes what is in it takes a copy. */
    Path withPayments(ComparedNode node) throws IOException {
        Payments chain = payments();
        return prepared(node, chain.file(), chain.height());
    }

    /** A program's data directory with the empty blocks in it. */
    Path withEmptyBlocks(ComparedNode node) throws IOException {
        return prepared(node, emptyFile(), sizes.empty());
    }

    /** A program's data directory with this chain in it. */
    Path with(ComparedNode node, ChainFile chain) throws IOException {
        return prepared(node, chain.path(), chain.height());
    }

    /** Keeps a directory that a program imported the file into, for who asks for one; false if there is one already. */
    boolean keep(ComparedNode node, Path file, Path data) {
        return prepared.putIfAbsent(name(node, file), data) == null;
    }

    private static String name(ComparedNode node, Path file) {
        return node.name() + "-" + file.getFileName();
    }

    private Path prepared(ComparedNode node, Path file, int height) throws IOException {
        String name = name(node, file);
        Path known = prepared.get(name);
        if (known != null) {
            return known;
        }
        progress.accept("preparing a chain for " + node.name() + " ...");
        Path data = directory.resolve(name);
        try (RunningNode running =
                RunningNode.start(node, ComparedNode.Setup.on(data).importing(file))) {
            running.awaitHeight(height);
        }
        prepared.put(name, data);
        return data;
    }

    /** A copy of a data directory. */
    Path copyOf(Path data) throws IOException {
        Path copy = freshDirectory();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(data.relativize(file)));
            }
        }
        return copy;
    }

    /** Deletes a directory and all in it, so that the disk isn't full of them in the end. */
    static void delete(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A file of blocks in the format of blk*.dat. */
    private static final class BlockFile implements AutoCloseable {
        private static final int FRAME = 8;

        private final OutputStream out;

        BlockFile(Path file) throws IOException {
            this.out = new BufferedOutputStream(Files.newOutputStream(file));
        }

        void add(Block block) {
            ByteString bytes = block.encode();
            try {
                out.write(new ByteWriter(FRAME + bytes.size())
                        .writeBytes(ChainParams.regtest().magic())
                        .writeInt32(bytes.size())
                        .writeBytes(bytes)
                        .toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
