package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;

/** A database is rebuilt from its blocks, around whatever is damaged. */
class ReindexTest {
    private static final ChainParams REGTEST = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private Path file;

    /** 110 blocks; the last two of 5 and 300 kB go over more than one page. */
    private final List<Block> blocks = new ArrayList<>();

    @BeforeEach
    void blocks() {
        file = directory.resolve("chain.db");
        TinyChain tiny = new TinyChain(1);
        blocks.addAll(tiny.blocks(108));
        for (int i = 0; i < 2; i++) {
            Transaction from = blocks.get(i).transactions().get(0);
            Transaction large = large(from, i == 0 ? 5_000 : 300_000);
            blocks.add(tiny.block(blocks.get(107 + i).hash(), 109 + i, List.of(large)));
        }
    }

    /** Spends a coinbase into one output whose script is that long. */
    private static Transaction large(Transaction from, int bytes) {
        Script script = new Script(org.wonsi.core.bytes.ByteString.copyOf(new byte[bytes]));
        TxOut out = new TxOut(from.outputs().get(0).value(), script);
        return new Transaction(
                1, List.of(new TxIn(new OutPoint(from.txid(), 0), Script.EMPTY, 0xffff_ffffL)), List.of(out), 0);
    }

    private static ChainState chain(SqliteChainStore store) {
        return new ChainState(REGTEST, store, ScriptCheckRunner.inOrder());
    }

    private SqliteChainStore open() throws StorageException {
        return SqliteChainStore.open(directory, REGTEST, StoreOptions.standard());
    }

    private void store(List<Block> all) throws StorageException {
        try (SqliteChainStore store = open()) {
            ChainState chain = chain(store);
            store.setBulk(true);
            for (Block block : all) {
                assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            }
        }
    }

    private RebuildResult rebuild() throws StorageException {
        Reindex.begin(directory);
        assertThat(Reindex.isPending(directory)).isTrue();
        try (SqliteChainStore store = open()) {
            ChainState chain = chain(store);
            store.setBulk(true);
            RebuildResult done = Reindex.run(directory, store, chain, p -> {}, () -> false);
            store.setBulk(false);
            int expected = done.missing().isEmpty()
                    ? chain.bestHeader().height()
                    : done.missing().get(0) - 1;
            assertThat(chain.tip().height()).isEqualTo(expected);
            // The peers' part.
            blocks.forEach(block -> chain.acceptBlock(block, NOW));
            assertThat(chain.tip().hash()).isEqualTo(blocks.get(109).hash());
            assertThat(Reindex.isPending(directory)).isFalse();
            return done;
        }
    }

    private void overwrite(long position, byte[] bytes) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(position);
            raw.write(bytes);
        }
    }

    @Test
    @DisplayName(
            "a sound database gives the same chain, stale branch included, and is deleted; an interrupted rebuild goes on")
    void sound() throws Exception {
        List<Block> stale = new TinyChain(2).on(blocks.get(29).hash(), 30, 5);
        store(blocks);
        try (SqliteChainStore store = open()) {
            ChainState chain = chain(store);
            stale.forEach(block -> chain.acceptBlock(block, NOW));
        }
        Reindex.begin(directory);
        try (SqliteChainStore store = open()) {
            int[] asked = {0};
            RebuildResult part = Reindex.run(directory, store, chain(store), p -> {}, () -> asked[0]++ >= 20);
            assertThat(part.blocks()).isEqualTo(20);
        }
        assertThat(Reindex.isPending(directory)).isTrue();
        Reindex.begin(directory);
        try (SqliteChainStore store = open()) {
            ChainState chain = chain(store);
            assertThat(chain.tip().height()).isEqualTo(20);
            RebuildResult rest = Reindex.run(directory, store, chain, p -> {}, () -> false);
            assertThat(rest).isEqualTo(new RebuildResult(95, 20, 97, List.of(), 0, 0, ""));
            assertThat(rest.isWhole()).isTrue();
            assertThat(chain.tip().hash()).isEqualTo(blocks.get(109).hash());
            assertThat(chain.block(stale.get(4).hash())).contains(stale.get(4));
        }
        assertThat(Reindex.isPending(directory)).isFalse();
        assertThat(directory.resolve("chain.db.damaged")).doesNotExist();
    }

    @Test
    @DisplayName(
            "whichever page is destroyed, all blocks but those on it are found, and those missing are named by height")
    void anyPage() throws Exception {
        store(blocks);
        byte[] good = Files.readAllBytes(file);
        int pages = good.length / PAGE;
        assertThat(pages).isBetween(100, 400);
        long seed = 7;
        Random random = new Random(seed);
        int complete = 0;
        // Most pages are of the one large block; every fifth is enough of those.
        List<Integer> tried = IntStream.range(0, pages)
                .filter(page -> page < 40 || page % 5 == 0)
                .boxed()
                .toList();
        for (int page : tried) {
            String where = "seed " + seed + ", page " + page;
            byte[] garbage = new byte[PAGE];
            if (page % 2 == 0) {
                random.nextBytes(garbage);
            }
            clear();
            Files.write(file, good);
            overwrite((long) page * PAGE, garbage);
            RebuildResult done = rebuild();
            // 13 small blocks are on a page.
            assertThat(done.missing().size()).as(where).isLessThanOrEqualTo(25);
            assertThat(done.blocks() + done.missing().size() + done.apart())
                    .as(where)
                    .isGreaterThanOrEqualTo(85)
                    .isLessThanOrEqualTo(110);
            assertThat(done.keptAs())
                    .as(where)
                    .isIn("", directory.resolve("chain.db.damaged").toString());
            complete += done.missing().isEmpty() && done.blocks() == 110 ? 1 : 0;
        }
        assertThat(complete).isGreaterThan(10);
    }

    private void clear() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path path : files.toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    @DisplayName(
            "of a file cut in half the first half's blocks are found; the damaged file is kept, twice under two names")
    void half() throws Exception {
        store(blocks);
        for (String name : new String[] {"chain.db.damaged", "chain.db.damaged-2"}) {
            long size = Files.size(file);
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.setLength(size / 2);
            }
            assertThatThrownBy(this::open).hasMessageContaining("is damaged").hasMessageContaining("--reindex");
            RebuildResult done = rebuild();
            assertThat(done.blocks()).isGreaterThan(55);
            assertThat(done.keptAs()).isEqualTo(directory.resolve(name).toString());
            assertThat(Path.of(done.keptAs())).hasSize(size / 2);
        }
    }

    @Test
    @DisplayName("where the first page is destroyed, which SQLite can't do without, every block is found")
    void firstPage() throws Exception {
        store(blocks);
        overwrite(0, new byte[PAGE]);
        assertThatThrownBy(this::open).hasMessageContaining("--reindex");
        RebuildResult done = rebuild();
        assertThat(done.blocks()).isEqualTo(110);
        assertThat(done.missing()).isEmpty();
        assertThat(done.apart()).isZero();
    }

    @Test
    @DisplayName("a file of garbage holds nothing: the chain begins anew, and the file is kept")
    void garbage() throws Exception {
        Files.writeString(file, "This is no database. ".repeat(5_000));
        RebuildResult done = rebuild();
        assertThat(done)
                .isEqualTo(new RebuildResult(
                        0,
                        0,
                        0,
                        List.of(),
                        0,
                        0,
                        directory.resolve("chain.db.damaged").toString()));
    }

    @Test
    @DisplayName("a flipped bit in a block costs this block alone")
    void flippedBit() throws Exception {
        store(blocks);
        Damage.flipBit(directory, blocks.get(56).hash(), 120);
        RebuildResult done = rebuild();
        assertThat(done.blocks()).isEqualTo(109);
        assertThat(done.missingHeights()).isEqualTo("57");
        assertThat(done.keptAs()).isNotEmpty();
    }

    @Test
    @DisplayName("what only the log holds after a crash is found too, with a destroyed first page of the file")
    void log() throws Exception {
        Path crashed = Files.createDirectory(directory.resolve("crashed"));
        try (SqliteChainStore store = open()) {
            ChainState chain = chain(store);
            blocks.forEach(block -> chain.acceptBlock(block, NOW));
            for (String suffix : new String[] {"", "-wal"}) {
                Files.copy(directory.resolve("chain.db" + suffix), crashed.resolve("chain.db" + suffix));
            }
        }
        assertThat(Files.size(crashed.resolve("chain.db-wal"))).isGreaterThan(500_000);
        directory = crashed;
        file = crashed.resolve("chain.db");
        overwrite(0, new byte[PAGE]);
        RebuildResult done = rebuild();
        assertThat(done.blocks()).isEqualTo(110);
        assertThat(done.missing()).isEmpty();
    }

    @Test
    @DisplayName("heights are written as ranges")
    void heights() {
        assertThat(new RebuildResult(0, 0, 0, List.of(45, 99, 100, 101, 128), 0, 0, "").missingHeights())
                .isEqualTo("45, 99 to 101, 128");
        assertThat(new RebuildResult(0, 0, 0, List.of(), 0, 0, "").missingHeights())
                .isEmpty();
    }

    @Test
    @DisplayName("killed between copying the log and renaming, nothing has changed; after the renaming, it goes on")
    void begin() throws Exception {
        store(blocks.subList(0, 5));
        Files.writeString(directory.resolve("chain.db.old-wal"), "a copy of an earlier attempt");
        try (SqliteChainStore store = open()) {
            assertThat(chain(store).tip().height()).isEqualTo(5);
        }
        Reindex.begin(directory);
        assertThat(directory.resolve("chain.db.old-wal")).doesNotExist();
        // Killed before the log was deleted: it belongs to the renamed database, not to the new one.
        Files.writeString(directory.resolve("chain.db-wal"), "left over");
        Reindex.begin(directory);
        assertThat(directory.resolve("chain.db-wal")).doesNotExist();
        try (SqliteChainStore store = open()) {
            assertThat(Reindex.run(directory, store, chain(store), p -> {}, () -> false)
                            .blocks())
                    .isEqualTo(5);
        }
    }
}
