package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;

class WithoutWaitingTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("A block that nobody waits for can be passed on before it is durable, and is shown only after")
    void passedOnBeforeCommit() throws Exception {
        List<Block> blocks = new TinyChain(1).blocks(2);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            // The writing thread hangs, as if the disk did.
            CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> store.execute(connection -> {
                begun.countDown();
                awaitQuietly(disk);
            }));
            begun.await();

            BlockResult result = store.withoutWaiting(() -> chain.acceptBlock(blocks.get(0), NOW));
            assertThat(result.outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            assertThat(store.durable()).isNotDone();
            assertThat(store.onTheWay(blocks.get(0).hash()))
                    .contains(blocks.get(0).encode());
            assertThat(store.durableTip()).contains(PARAMS.genesisHash());
            assertThat(Ask.one(queries, q -> q.rawBlock(blocks.get(0).hash()))).isEmpty();

            disk.countDown();
            slow.join();
            store.durable().join();
            assertThat(store.onTheWay(blocks.get(0).hash())).isEmpty();
            assertThat(store.durableTip()).contains(blocks.get(0).hash());
            assertThat(Ask.one(queries, q -> q.rawBlock(blocks.get(0).hash())))
                    .contains(blocks.get(0).encode());

            // And whoever waits, waits as before.
            chain.acceptBlock(blocks.get(1), NOW);
            assertThat(store.durable()).isDone();
            assertThat(store.durableTip()).contains(blocks.get(1).hash());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the writing thread", e);
        }
    }
}
