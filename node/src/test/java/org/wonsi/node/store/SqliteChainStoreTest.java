package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxIn;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;

class SqliteChainStoreTest {
    private static final ChainParams PARAMS = ChainParams.regtest();

    @TempDir
    Path directory;

    private final MemoryChainStore memory = new MemoryChainStore();
    private final Map<BlockHash, RandomBlocks.Made> made = new HashMap<>();
    private final Map<BlockHash, StoredHeader> headers = new HashMap<>();
    private final Set<OutPoint> names = new HashSet<>();
    private final List<RandomBlocks.Made> active = new ArrayList<>();

    @Test
    @DisplayName("headers without a block are forgotten for good, one whose block is here stays")
    void forgetHeaders() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(1));
        StoredHeader genesis = RandomBlocks.genesis(PARAMS.genesis());
        RandomBlocks.Made side = blocks.on(genesis, Map.of(), 0);
        RandomBlocks.Made announced = blocks.on(genesis, Map.of(), 0);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            connect(store, new RandomBlocks.Made(genesis, PARAMS.genesis(), BlockUndo.EMPTY));
            store.saveBlock(side.header(), side.block());
            store.saveHeaders(List.of(announced.header()));
            assertThat(hashes(store)).hasSize(3);
            store.forgetHeaders(List.of(announced.header().hash(), side.header().hash()));
        }
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            assertThat(hashes(store))
                    .containsExactly(genesis.hash(), side.header().hash());
            assertThat(store.block(side.header().hash())).contains(side.block());
        }
    }

    @Test
    @DisplayName("5,000 headers that are forgotten and swept are gone from the disk when that is said")
    void sweep() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(2));
        StoredHeader genesis = RandomBlocks.genesis(PARAMS.genesis());
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            connect(store, new RandomBlocks.Made(genesis, PARAMS.genesis(), BlockUndo.EMPTY));
            List<StoredHeader> announced = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                announced.add(blocks.on(genesis, Map.of(), 0).header());
            }
            store.saveHeaders(announced);
            store.forgetHeaders(announced.stream().map(StoredHeader::hash).toList());
            store.sweep();
            assertThat(queries.<java.util.List<org.wonsi.node.store.query.BlockInfo>>read(q -> q.blockTree(1, 10_000)))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName(
            "headers wait for no commit, saved or forgotten; one that is forgotten and saved again stays, with those below")
    void headersWaitForNothing() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(1));
        StoredHeader genesis = RandomBlocks.genesis(PARAMS.genesis());
        StoredHeader first = blocks.on(genesis, Map.of(), 0).header();
        StoredHeader second = blocks.on(first, Map.of(), 0).header();
        StoredHeader third = blocks.on(second, Map.of(), 0).header();
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            connect(store, new RandomBlocks.Made(genesis, PARAMS.genesis(), BlockUndo.EMPTY));
            try (LongCommit busy = new LongCommit(store)) {
                CompletableFuture.runAsync(() -> {
                            store.saveHeaders(List.of(first, second, third));
                            store.forgetHeaders(List.of(third.hash(), second.hash(), first.hash()));
                            store.saveHeaders(List.of(first, second));
                        })
                        .get(20, TimeUnit.SECONDS);
                assertThat(busy.isDone()).isFalse();
            }
            assertThat(hashes(store)).contains(genesis.hash(), first.hash(), second.hash());
        }
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            assertThat(hashes(store)).containsExactlyInAnyOrder(genesis.hash(), first.hash(), second.hash());
        }
    }

    @Test
    @DisplayName("4,000 headers may be on their way to the disk; who saves one more waits for it")
    void manyHeadersWait() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(2));
        StoredHeader genesis = RandomBlocks.genesis(PARAMS.genesis());
        StoredHeader header = blocks.on(genesis, Map.of(), 0).header();
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            connect(store, new RandomBlocks.Made(genesis, PARAMS.genesis(), BlockUndo.EMPTY));
            try (LongCommit busy = new LongCommit(store)) {
                CompletableFuture.runAsync(() -> store.saveHeaders(Collections.nCopies(4_000, header)))
                        .get(20, TimeUnit.SECONDS);
                CompletableFuture<Void> more = CompletableFuture.runAsync(() -> store.saveHeaders(List.of(header)));
                assertThat(more).failsWithin(Duration.ofMillis(300)).withThrowableOfType(TimeoutException.class);
                busy.end();
                more.join();
            }
            assertThat(hashes(store)).containsExactlyInAnyOrder(genesis.hash(), header.hash());
        }
    }

    /** A transaction of the database that takes as long as this is open. */
    private static final class LongCommit implements AutoCloseable {
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CompletableFuture<Void> commit;

        LongCommit(SqliteChainStore store) throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(1);
            commit = CompletableFuture.runAsync(() -> store.execute(connection -> {
                begun.countDown();
                awaitQuietly(goOn);
            }));
            begun.await();
        }

        boolean isDone() {
            return commit.isDone();
        }

        void end() {
            goOn.countDown();
            commit.join();
        }

        @Override
        public void close() {
            end();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<BlockHash> hashes(SqliteChainStore store) {
        List<BlockHash> hashes = new ArrayList<>();
        store.forEachHeader(header -> hashes.add(header.hash()));
        return hashes;
    }

    @ParameterizedTest(name = "seed {0}, coin cache {1}, bulk {2}")
    @CsvSource({"1,100000,false", "2,5,false", "3,100000,true", "4,5,true", "5,50,true"})
    @DisplayName("over a random tree of blocks it does what the store in memory does, also after it is opened again")
    void behavesLikeMemory(long seed, int cache, boolean bulk) throws Exception {
        Random random = new Random(seed);
        RandomBlocks blocks = new RandomBlocks(random);
        StoreOptions options = new StoreOptions(true, cache, 20_000, 5);
        SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, options);
        StoredHeader genesis = RandomBlocks.genesis(PARAMS.genesis());
        RandomBlocks.Made first = new RandomBlocks.Made(genesis, PARAMS.genesis(), BlockUndo.EMPTY);
        connect(store, first);
        store.setBulk(bulk);
        for (int step = 0; step < 150; step++) {
            String where = "seed " + seed + ", step " + step;
            int choice = random.nextInt(12);
            if (choice < 6 || active.size() < 3) {
                connect(store, blocks.on(tip().header(), memory.coins(), 6));
            } else if (choice < 8) {
                for (int n = random.nextInt(Math.min(4, active.size() - 1)); n >= 0; n--) {
                    disconnect(store);
                }
            } else if (choice == 8) {
                reconnectSomeChild(store);
            } else if (choice > 9) {
                reorganise(store, blocks, 1 + random.nextInt(active.size() - 1));
            } else {
                RandomBlocks.Made side = blocks.on(active.get(active.size() / 2).header(), Map.of(), 0);
                memory.saveBlock(side.header(), side.block());
                store.saveBlock(side.header(), side.block());
                headers.put(side.header().hash(), side.header());
                changeStatus(store, side.header());
            }
            if (step % 40 == 39) {
                store.close();
                store = SqliteChainStore.open(directory, PARAMS, options);
                store.setBulk(bulk);
            }
            compare(store, random, where);
        }
        store.setBulk(false);
        compareAll(store, "seed " + seed);
        store.close();
    }

    private RandomBlocks.Made tip() {
        return active.get(active.size() - 1);
    }

    private void connect(SqliteChainStore store, RandomBlocks.Made block) {
        memory.connect(block.header(), block.block(), block.undo());
        store.connect(block.header(), block.block(), block.undo());
        made.put(block.header().hash(), block);
        headers.put(block.header().hash(), block.header());
        active.add(block);
        block.block().transactions().forEach(tx -> {
            for (int i = 0; i < tx.outputs().size(); i++) {
                names.add(new OutPoint(tx.txid(), i));
            }
        });
    }

    private void disconnect(SqliteChainStore store) {
        RandomBlocks.Made old = active.remove(active.size() - 1);
        BlockUndo undo = store.undo(old.header().hash()).orElseThrow();
        assertThat(undo).isEqualTo(old.undo());
        memory.disconnect(old.header(), old.block(), undo);
        store.disconnect(old.header(), old.block(), undo);
    }

    /** So many blocks off and one more on, some of which were off before. */
    private void reorganise(SqliteChainStore store, RandomBlocks blocks, int depth) {
        store.together(() -> {
            for (int i = 0; i < depth; i++) {
                disconnect(store);
            }
            for (int i = 0; i <= depth; i++) {
                RandomBlocks.Made next = blocks.on(tip().header(), memory.coins(), 3);
                memory.coins()
                        .forEach((name, coin) -> assertThat(store.coin(name)).contains(coin));
                connect(store, next);
            }
        });
    }

    @Test
    @DisplayName("130 blocks off and 131 on: nothing of it is durable yet but every 64 blocks off, then all of it")
    void reorganisation() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(8));
        StoreOptions slow = new StoreOptions(true, 100, 10_000_000, 60_000);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, slow)) {
            connect(
                    store,
                    new RandomBlocks.Made(RandomBlocks.genesis(PARAMS.genesis()), PARAMS.genesis(), BlockUndo.EMPTY));
            for (int i = 0; i < 130; i++) {
                connect(store, blocks.on(tip().header(), memory.coins(), 2));
            }
            List<BlockHash> hashes = active.stream().map(m -> m.header().hash()).toList();
            store.together(() -> {
                for (int height = 130; height > 0; height--) {
                    assertThat(store.durableTip()).contains(hashes.get(height > 66 ? 130 : height > 2 ? 66 : 2));
                    disconnect(store);
                    assertThat(store.tip()).contains(hashes.get(height - 1));
                }
                for (int i = 0; i < 131; i++) {
                    connect(store, blocks.on(tip().header(), memory.coins(), 2));
                    assertThat(store.durableTip()).contains(hashes.get(0));
                }
            });
            assertThat(store.durableTip()).contains(tip().header().hash());
            compareAll(store, "after the reorganisation");
            store.together(() -> disconnect(store));
            assertThat(store.durableTip()).contains(tip().header().hash());
        }
    }

    @Test
    @DisplayName("a reorganisation that breaks off in the middle is durable so far")
    void brokenOff() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(9));
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            connect(
                    store,
                    new RandomBlocks.Made(RandomBlocks.genesis(PARAMS.genesis()), PARAMS.genesis(), BlockUndo.EMPTY));
            connect(store, blocks.on(tip().header(), memory.coins(), 2));
            connect(store, blocks.on(tip().header(), memory.coins(), 2));
            assertThatThrownBy(() -> store.together(() -> {
                        disconnect(store);
                        disconnect(store);
                        throw new IllegalArgumentException("a block is damaged");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(store.durableTip()).contains(tip().header().hash());
            assertThat(store.tip()).contains(PARAMS.genesisHash());
        }
    }

    /** A block that was disconnected before comes back. */
    private void reconnectSomeChild(SqliteChainStore store) {
        made.values().stream()
                .filter(b ->
                        b.header().header().prevBlock().equals(tip().header().hash()))
                .min((a, b) -> a.header().hash().compareTo(b.header().hash()))
                .ifPresent(b -> connect(store, b));
    }

    private void changeStatus(SqliteChainStore store, StoredHeader header) {
        StoredHeader changed = new StoredHeader(
                header.header(), header.hash(), header.height(), header.chainWork(), BlockStatus.INVALID, -7);
        memory.saveHeaders(List.of(changed));
        store.saveHeaders(List.of(changed));
        headers.put(header.hash(), changed);
    }

    private void compare(SqliteChainStore store, Random random, String where) {
        assertThat(store.tip()).as(where).isEqualTo(memory.tip());
        List<OutPoint> some = new ArrayList<>(names);
        Collections.shuffle(some, random);
        for (OutPoint name : some.subList(0, Math.min(40, some.size()))) {
            assertThat(store.coin(name)).as(where + " " + name).isEqualTo(memory.coin(name));
        }
        BlockHash known = tip().header().hash();
        assertThat(store.block(known)).as(where).isEqualTo(memory.block(known));
        assertThat(store.hasBlock(known)).as(where).isTrue();
        assertThat(store.hasBlock(BlockHash.ZERO)).as(where).isFalse();
        assertThat(store.undo(known)).as(where).isEqualTo(memory.undo(known));
    }

    private void compareAll(SqliteChainStore store, String where) {
        Map<OutPoint, Coin> coins = new HashMap<>();
        try (ChainQueries queries = store.openQueries()) {
            queries.read(q -> {
                q.forEachCoin(coins::put);
                return true;
            });
            assertThat(queries.read(StoreSnapshot::totals).supply().satoshis())
                    .as(where)
                    .isEqualTo(memory.coins().values().stream()
                            .mapToLong(c -> c.output().value().satoshis())
                            .sum());
        }
        assertThat(coins).as(where).isEqualTo(memory.coins());
        List<StoredHeader> mine = new ArrayList<>();
        store.forEachHeader(mine::add);
        assertThat(mine).as(where).containsExactlyInAnyOrderElementsOf(headers.values());
        Set<BlockHash> seen = new HashSet<>();
        for (StoredHeader header : mine) {
            assertThat(header.height() == 0 || seen.contains(header.header().prevBlock()))
                    .as(where + ": a parent comes first")
                    .isTrue();
            seen.add(header.hash());
        }
    }

    @Test
    @DisplayName("without bulk mode the tip is durable at once; with it, once everything is drained, and never beyond")
    void durableTip() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(7));
        StoreOptions slow = new StoreOptions(true, 100, 1_000_000, 60_000);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, slow)) {
            connect(
                    store,
                    new RandomBlocks.Made(RandomBlocks.genesis(PARAMS.genesis()), PARAMS.genesis(), BlockUndo.EMPTY));
            connect(store, blocks.on(tip().header(), memory.coins(), 2));
            assertThat(store.durableTip()).contains(tip().header().hash());
            BlockHash before = tip().header().hash();
            store.setBulk(true);
            // What bulk mode begins with is committed soon, and with it whatever waits then.
            store.drain();
            connect(store, blocks.on(tip().header(), memory.coins(), 2));
            assertThat(store.tip()).contains(tip().header().hash());
            assertThat(store.durableTip()).contains(before);
            store.drain();
            assertThat(store.durableTip()).contains(tip().header().hash());
            disconnect(store);
            assertThat(store.durableTip()).contains(before);
        }
    }

    @Test
    @DisplayName("The writing connection keeps 16,000 KiB of the file in memory while catching up, 250 KiB otherwise")
    void cacheSize() throws Exception {
        try (SqliteChainStore store =
                SqliteChainStore.open(directory, ChainParams.regtest(), StoreOptions.standard())) {
            assertThat(cacheSize(store)).isEqualTo(-250);
            store.setBulk(true);
            assertThat(cacheSize(store)).isEqualTo(-16_000);
            store.setBulk(false);
            assertThat(cacheSize(store)).isEqualTo(-250);
        }
    }

    @Test
    @DisplayName(
            "So it does from the second block off in a reorganisation, to its end, and what those spent is at hand")
    void cacheSizeOfReorganisation() throws Exception {
        RandomBlocks blocks = new RandomBlocks(new Random(12));
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            connect(
                    store,
                    new RandomBlocks.Made(RandomBlocks.genesis(PARAMS.genesis()), PARAMS.genesis(), BlockUndo.EMPTY));
            for (int i = 0; i < 5; i++) {
                connect(store, blocks.on(tip().header(), memory.coins(), 3));
            }
            store.together(() -> {
                List<OutPoint> spent = spentBy(tip());
                disconnect(store);
                assertThat(cacheSize(store)).isEqualTo(-250);
                disconnect(store);
                assertThat(cacheSize(store)).isEqualTo(-16_000);
                assertThat(spent).isNotEmpty();
                for (OutPoint name : spent) {
                    assertThat(store.coinInMemory(name)).isEqualTo(memory.coin(name));
                }
                connect(store, blocks.on(tip().header(), memory.coins(), 3));
                connect(store, blocks.on(tip().header(), memory.coins(), 3));
                connect(store, blocks.on(tip().header(), memory.coins(), 3));
                assertThat(cacheSize(store)).isEqualTo(-16_000);
            });
            assertThat(cacheSize(store)).isEqualTo(-250);
            compareAll(store, "after the reorganisation");
        }
    }

    private static List<OutPoint> spentBy(RandomBlocks.Made block) {
        return block.block().transactions().stream()
                .filter(tx -> !tx.isCoinbase())
                .flatMap(tx -> tx.inputs().stream())
                .map(TxIn::prevout)
                .toList();
    }

    private static int cacheSize(SqliteChainStore store) {
        AtomicInteger size = new AtomicInteger();
        store.execute(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA cache_size")) {
                size.set(row.getInt(1));
            }
        });
        return size.get();
    }
}
