package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.ScriptHash;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.BlockRef;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.ScriptStats;
import org.wonsi.node.store.query.Spend;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.TxRecord;
import org.wonsi.node.store.query.Utxo;

class ChainQueriesTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final ScriptHash ANYONE = ScriptHash.of(TinyChain.ANYONE);
    private static final long NOW = 1_795_478_400L;

    @TempDir
    Path directory;

    /** Blocks 1 to 101 hold coinbases; block 102 spends the first one, and what that made. */
    private final TinyChain tiny = new TinyChain(1);

    private final List<Block> blocks = tiny.blocks(101);
    private final Transaction first = TinyChain.split(coinbase(1));
    private final Transaction second = TinyChain.split(first);
    private final Block paying = tiny.block(blocks.get(100).hash(), 102, List.of(first, second));

    private Transaction coinbase(int height) {
        return blocks.get(height - 1).transactions().get(0);
    }

    /** A test's body. */
    @FunctionalInterface
    private interface Body {
        void run(ChainState chain, ChainQueries queries) throws Exception;
    }

    private void withChain(Body body) throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            store.setBulk(true);
            blocks.forEach(block -> accept(chain, block));
            store.setBulk(false);
            accept(chain, paying);
            body.run(chain, queries);
        }
    }

    private static void accept(ChainState chain, Block block) {
        assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
    }

    @Test
    @DisplayName("blocks are found by hash and height, with size, count, work and the median of eleven times")
    void blocks() throws Exception {
        withChain((chain, queries) -> {
            BlockInfo tip = queries.read(StoreSnapshot::tip).orElseThrow();
            assertThat(tip.hash()).isEqualTo(paying.hash());
            assertThat(tip.height()).isEqualTo(102);
            assertThat(tip.header()).isEqualTo(paying.header());
            assertThat(tip.size()).isEqualTo(paying.size());
            assertThat(tip.txCount()).isEqualTo(3);
            assertThat(tip.active()).isTrue();
            assertThat(tip.status()).isEqualTo(BlockStatus.VALID);
            assertThat(tip.chainWork()).isEqualTo(chain.tip().chainWork());
            for (int height : new int[] {0, 1, 2, 10, 11, 12, 101, 102}) {
                BlockInfo info = queries.read(q -> q.blockAt(height)).orElseThrow();
                assertThat(info)
                        .isEqualTo(queries.read(q -> q.block(info.hash())).orElseThrow());
                assertThat(info.medianTimePast())
                        .isEqualTo(chain.activeAt(height).orElseThrow().medianTimePast());
                assertThat(Ask.one(queries, q -> q.hashAt(height))).contains(info.hash());
            }
            assertThat(Ask.one(queries, q -> q.blockAt(103))).isEmpty();
            assertThat(Ask.one(queries, q -> q.blockAt(-1))).isEmpty();
            assertThat(Ask.one(queries, q -> q.block(BlockHash.ZERO))).isEmpty();
            assertThat(queries.read(q -> q.blocksDownFrom(5, 10)).stream().map(BlockInfo::height))
                    .containsExactly(5, 4, 3, 2, 1, 0);
            assertThat(queries.read(q -> q.blocksDownFrom(200, 2)).stream().map(BlockInfo::height))
                    .containsExactly(102, 101);
            assertThat(Ask.one(queries, q -> q.rawBlock(paying.hash()))).contains(paying.encode());
            assertThat(Ask.one(queries, q -> q.body(paying.hash()))).contains(paying);
            assertThat(Ask.all(queries, q -> q.txids(paying.hash())))
                    .containsExactly(paying.transactions().get(0).txid(), first.txid(), second.txid());
            assertThat(Ask.all(queries, q -> q.txids(BlockHash.ZERO))).isEmpty();
        });
    }

    @Test
    @DisplayName("a transaction comes with its block, its place and what it spends; its fee is the difference")
    void transactions() throws Exception {
        withChain((chain, queries) -> {
            TxRecord record = queries.read(q -> q.tx(second.txid())).orElseThrow();
            assertThat(record.tx()).isEqualTo(second);
            assertThat(record.block())
                    .isEqualTo(new BlockRef(paying.hash(), 102, paying.header().time()));
            assertThat(record.position()).isEqualTo(2);
            OutPoint spent = new OutPoint(first.txid(), 0);
            assertThat(record.spent())
                    .isEqualTo(Map.of(spent, new Coin(first.outputs().get(0), 102, false)));
            assertThat(record.fee()).isEqualTo(Amount.ZERO);
            assertThat(Ask.one(queries, q -> q.confirmation(first.txid()))).contains(record.block());
            assertThat(Ask.one(queries, q -> q.transaction(coinbase(7).txid()))).contains(coinbase(7));
            assertThat(Ask.one(queries, q -> q.tx(new Txid(BlockHash.ZERO.hash()))))
                    .isEmpty();

            assertThat(queries.read(q -> q.txs(paying.hash(), 0, 25)).stream().map(TxRecord::tx))
                    .isEqualTo(paying.transactions());
            assertThat(queries.read(q -> q.txs(paying.hash(), 1, 1)).get(0).spent())
                    .isEqualTo(Map.of(
                            new OutPoint(coinbase(1).txid(), 0),
                            new Coin(coinbase(1).outputs().get(0), 1, true)));
            assertThat(Ask.all(queries, q -> q.txs(paying.hash(), 3, 1))).isEmpty();
            assertThat(Ask.all(queries, q -> q.txs(paying.hash(), -1, 1))).isEmpty();
        });
    }

    @Test
    @DisplayName("a transaction is found within a given block, also within a stale one; in another block it isn't")
    void withinBlock() throws Exception {
        withChain((chain, queries) -> {
            TxRecord active = queries.read(q -> q.tx(second.txid())).orElseThrow();
            assertThat(Ask.one(queries, q -> q.tx(paying.hash(), second.txid())))
                    .contains(active);
            assertThat(Ask.one(queries, q -> q.tx(blocks.get(0).hash(), second.txid())))
                    .isEmpty();
            assertThat(Ask.one(queries, q -> q.tx(BlockHash.ZERO, second.txid())))
                    .isEmpty();

            new TinyChain(2).on(blocks.get(100).hash(), 101, 2).forEach(block -> accept(chain, block));
            assertThat(Ask.one(queries, q -> q.tx(second.txid()))).isEmpty();
            assertThat(Ask.one(queries, q -> q.tx(paying.hash(), second.txid())))
                    .contains(active);
            assertThat(Ask.one(queries, q -> q.tx(paying.hash(), coinbase(1).txid())))
                    .isEmpty();
        });
    }

    @Test
    @DisplayName("the size on the disk is that of the file and its log")
    void sizeOnDisk() throws Exception {
        withChain((chain, queries) -> {
            long log = Files.size(directory.resolve("chain.db-wal"));
            assertThat(log).isPositive();
            assertThat(queries.sizeOnDisk()).isEqualTo(Files.size(directory.resolve("chain.db")) + log);
        });
    }

    @Test
    @DisplayName("an output is unspent, or spent by a named input")
    void outputs() throws Exception {
        withChain((chain, queries) -> {
            OutPoint spentName = new OutPoint(first.txid(), 0);
            OutPoint unspentName = new OutPoint(first.txid(), 1);
            BlockRef block = new BlockRef(paying.hash(), 102, paying.header().time());
            assertThat(Ask.one(queries, q -> q.spend(spentName))).contains(new Spend(second.txid(), 0, block));
            assertThat(Ask.one(queries, q -> q.spend(unspentName))).isEmpty();
            assertThat(Ask.one(queries, q -> q.spend(new OutPoint(first.txid(), 2))))
                    .isEmpty();
            assertThat(Ask.one(queries, q -> q.coin(spentName))).isEmpty();
            assertThat(Ask.one(queries, q -> q.coin(unspentName)))
                    .contains(new Coin(first.outputs().get(1), 102, false));
            assertThat(Ask.one(queries, q -> q.coin(new OutPoint(first.txid(), 2))))
                    .isEmpty();
            assertThat(Ask.one(queries, q -> q.output(spentName)))
                    .contains(new Coin(first.outputs().get(0), 102, false));
            OutPoint genesis =
                    new OutPoint(PARAMS.genesis().transactions().get(0).txid(), 0);
            assertThat(Ask.one(queries, q -> q.coin(genesis))).isEmpty();
            assertThat(Ask.one(queries, q -> q.output(genesis))).isPresent();
        });
    }

    @Test
    @DisplayName("an address has sums, a history that is paged newest first, and unspent outputs; all follow a reorg")
    void addresses() throws Exception {
        withChain((chain, queries) -> {
            long coins = 102 * 50_0000_0000L + 2 * 50_0000_0000L - 25_0000_0000L;
            ScriptStats stats = queries.read(q -> q.stats(ANYONE));
            assertThat(stats.fundedCount()).isEqualTo(102 + 4);
            assertThat(stats.spentCount()).isEqualTo(2);
            assertThat(stats.txCount()).isEqualTo(104);
            assertThat(stats.fundedSum().satoshis()).isEqualTo(coins);
            List<TxRecord> page = queries.read(q -> q.history(ANYONE, 25));
            assertThat(page).hasSize(25);
            assertThat(page.get(0).tx()).isEqualTo(second);
            assertThat(page.get(1).tx()).isEqualTo(first);
            assertThat(page.get(2).block().height()).isEqualTo(102);
            Txid last = page.get(24).tx().txid();
            assertThat(Ask.all(queries, q -> q.historyAfter(ANYONE, last, 100))).hasSize(104 - 25);
            assertThat(Ask.all(queries, q -> q.historyAfter(ANYONE, new Txid(BlockHash.ZERO.hash()), 25)))
                    .isEmpty();
            assertThat(Ask.all(queries, q -> q.utxos(ANYONE, 1000))).hasSize(102 - 1 + 3);
            List<Long> values = queries.read(q -> q.utxos(ANYONE, 1000)).stream()
                    .map(utxo -> utxo.coin().output().value().satoshis())
                    .sorted(Comparator.reverseOrder())
                    .toList();
            assertThat(values.get(0)).isGreaterThan(values.get(values.size() - 1));
            List<Utxo> largest = queries.read(q -> q.largestUtxos(ANYONE, values.size() - 1));
            assertThat(largest)
                    .extracting(utxo -> utxo.coin().output().value().satoshis())
                    .containsExactlyElementsOf(values.subList(0, values.size() - 1));
            ScriptHash nobody = ScriptHash.of(new Script(ByteString.ofHex("52")));
            assertThat(queries.read(q -> q.stats(nobody)).txCount()).isZero();
            assertThat(Ask.all(queries, q -> q.history(nobody, 25))).isEmpty();
            assertThat(Ask.all(queries, q -> q.utxos(nobody, 25))).isEmpty();

            List<Block> other = new TinyChain(2).on(blocks.get(100).hash(), 101, 2);
            other.forEach(block -> accept(chain, block));
            assertThat(queries.read(q -> q.stats(ANYONE)).txCount()).isEqualTo(103);
            assertThat(Ask.one(queries, q -> q.tx(first.txid()))).isEmpty();
            assertThat(Ask.one(queries, q -> q.spend(new OutPoint(coinbase(1).txid(), 0))))
                    .isEmpty();
            BlockInfo stale = queries.read(q -> q.block(paying.hash())).orElseThrow();
            assertThat(stale.active()).isFalse();
            assertThat(Ask.all(queries, q -> q.txids(paying.hash()))).hasSize(3);
            List<TxRecord> records = queries.read(q -> q.txs(paying.hash(), 0, 10));
            assertThat(records.get(1).spent()).hasSize(1);
            assertThat(records.get(2).spent())
                    .containsOnlyKeys(new OutPoint(first.txid(), 0))
                    .containsValue(new Coin(first.outputs().get(0), 102, false));
            assertThat(queries.read(q -> q.blockTree(102, 10)).stream().map(BlockInfo::hash))
                    .containsExactly(
                            paying.hash(), other.get(0).hash(), other.get(1).hash());
        });
    }

    @Test
    @DisplayName("two keys of the address index that collide are told apart by the script")
    void collidingKeys() throws Exception {
        withChain((chain, queries) -> {
            try (var store = java.sql.DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("chain.db"));
                    var statement = store.createStatement()) {
                Script other = new Script(ByteString.ofHex("51aa"));
                statement.executeUpdate("UPDATE output SET script = x'51aa' WHERE id = 2");
                assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount()).isEqualTo(105);
                statement.executeUpdate(
                        "UPDATE output SET script_key = " + ScriptHash.of(other).key() + " WHERE id = 2 OR id = 1");
                assertThat(queries.read(q -> q.stats(ScriptHash.of(other))).fundedCount())
                        .isEqualTo(1);
            }
        });
    }

    @Test
    @DisplayName(
            "a read within a read is refused, and the next read answers: eight such would wait for each other for ever")
    void withinARead() throws Exception {
        withChain((chain, queries) -> {
            assertThatThrownBy(() -> queries.read(q -> queries.read(StoreSnapshot::tip)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a read within a read; ask the Reading that was lent");
            assertThat(Ask.one(queries, StoreSnapshot::tip)).isPresent();
        });
    }

    @Test
    @DisplayName(
            "what an asker throws to end his questions leaves the connection for the next; a failure of the disk closes it")
    void thrown() throws Exception {
        withChain((chain, queries) -> {
            StoreSnapshot first = queries.read(q -> q);
            assertThatThrownBy(() -> queries.read(q -> {
                        assertThat(q.tip()).isPresent();
                        throw new IllegalArgumentException("there is no such block");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no such block");
            StoreSnapshot second = queries.read(q -> q);
            assertThat(second).isSameAs(first);
            assertThat(Ask.one(queries, StoreSnapshot::tip)).isPresent();
            assertThatThrownBy(() -> queries.read(q -> {
                        throw new UncheckedIOException(new IOException("the disk failed"));
                    }))
                    .isInstanceOf(UncheckedIOException.class);
            StoreSnapshot third = queries.read(q -> q);
            assertThat(third).isNotSameAs(first);
            assertThat(Ask.one(queries, StoreSnapshot::tip)).isPresent();
        });
    }

    @Test
    @DisplayName("whoever asks again and again on all eight connections waits behind one who asked meanwhile")
    void inTurn() throws Exception {
        withChain((chain, queries) -> {
            List<String> order = new CopyOnWriteArrayList<>();
            CountDownLatch taken = new CountDownLatch(8);
            CountDownLatch ofOne = new CountDownLatch(1);
            CountDownLatch ofSeven = new CountDownLatch(1);
            List<Thread> busy = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                CountDownLatch end = i == 0 ? ofOne : ofSeven;
                String again = "again " + i;
                busy.add(started(() -> {
                    queries.read(q -> {
                        taken.countDown();
                        await(end);
                        return q.tip();
                    });
                    queries.read(q -> order.add(again));
                }));
            }
            await(taken);
            Thread other = started(() -> queries.read(q -> order.add("other")));
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            ofOne.countDown();
            other.join();
            busy.get(0).join();
            assertThat(order).containsExactly("other", "again 0");
            ofSeven.countDown();
            for (Thread thread : busy) {
                thread.join();
            }
            assertThat(order).hasSize(9);
        });
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("several queries within one call see one state, while blocks are connected beside them")
    void oneState() throws Exception {
        withChain((chain, queries) -> {
            Block next = tiny.block(paying.hash(), 103, List.of());
            int seen = queries.read(q -> {
                int before = q.tip().orElseThrow().height();
                accept(chain, next);
                assertThat(q.tip().orElseThrow().height()).isEqualTo(before);
                return before;
            });
            assertThat(seen).isEqualTo(102);
            assertThat(queries.read(StoreSnapshot::tip).orElseThrow().height()).isEqualTo(103);
        });
    }

    @Test
    @DisplayName("a transaction with the id of an earlier one takes over its name, and gives it back when disconnected")
    void repeatedTxid() throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            StoredHeader genesis = RandomBlocks.genesis(PARAMS.genesis());
            store.connect(genesis, PARAMS.genesis(), BlockUndo.EMPTY);
            StoredHeader parent = genesis;
            StoredHeader[] headers = new StoredHeader[4];
            Block[] same = new Block[4];
            Transaction repeated = coinbase(1);
            for (int i = 0; i < 3; i++) {
                Block made = tiny.block(parent.hash(), 1, List.of());
                same[i] = made;
                headers[i] = RandomBlocks.stored(made, parent, BlockStatus.VALID);
                assertThat(made.transactions().get(0)).isEqualTo(repeated);
                store.setBulk(i == 1);
                store.connect(headers[i], made, BlockUndo.EMPTY);
                parent = headers[i];
            }
            store.setBulk(false);
            OutPoint name = new OutPoint(repeated.txid(), 0);
            assertThat(store.coin(name).orElseThrow().height()).isEqualTo(3);
            assertThat(queries.read(q -> q.confirmation(repeated.txid()))
                            .orElseThrow()
                            .height())
                    .isEqualTo(3);
            assertThat(queries.read(StoreSnapshot::totals).unspentOutputs()).isEqualTo(1);
            assertThat(Ask.all(queries, q -> q.txids(same[0].hash()))).containsExactly(repeated.txid());
            for (int i = 2; i > 0; i--) {
                BlockUndo undo = store.undo(headers[i].hash()).orElseThrow();
                assertThat(undo.spent()).isEmpty();
                store.disconnect(headers[i], same[i], undo);
                assertThat(store.coin(name).orElseThrow().height()).isEqualTo(i);
                assertThat(queries.read(q -> q.confirmation(repeated.txid()))
                                .orElseThrow()
                                .height())
                        .isEqualTo(i);
                assertThat(queries.read(StoreSnapshot::totals).unspentOutputs()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("peers are kept over a restart")
    void peers() throws Exception {
        PeerTable.Entry a =
                new PeerTable.Entry("192.168.0.7:9001", 1, 1_700_000_000L, 1_700_000_001L, 1_700_000_002L, 0);
        PeerTable.Entry b = new PeerTable.Entry("[::1]:9002", 9, 0, 1_700_000_000L, 0, 3);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            store.peers().save(List.of(b, a));
        }
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            assertThat(store.peers().load()).containsExactly(a, b);
            store.peers().save(List.of());
            assertThat(store.peers().load()).isEmpty();
        }
    }
}
