package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.store.blockfile.BlockExport;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;

/** One changed bit of a stored block is noticed whenever the block is read. */
class DamagedBlockTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;

    @TempDir
    Path directory;

    private final TinyChain tiny = new TinyChain(1);
    private final List<Block> blocks = tiny.blocks(101);
    private final Transaction payment =
            TinyChain.split(blocks.get(0).transactions().get(0));
    private final Block paying = tiny.block(blocks.get(100).hash(), 102, List.of(payment));
    private final List<DamagedBlockException> told = new ArrayList<>();

    /** A test's body. */
    @FunctionalInterface
    private interface Body {
        void run(SqliteChainStore store, ChainState chain, ChainQueries queries) throws Exception;
    }

    private void withChain(Body body) throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries(told::add)) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            store.setBulk(true);
            blocks.forEach(block -> chain.acceptBlock(block, NOW));
            store.setBulk(false);
            assertThat(chain.acceptBlock(paying, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            body.run(store, chain, queries);
        }
    }

    @ParameterizedTest(name = "read whole before: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("any flipped bit, in the header, the count, a script or the last byte: the block is refused and named")
    void everyByte(boolean readBefore) throws Exception {
        withChain((store, chain, queries) -> {
            if (readBefore) {
                assertThat(Ask.one(queries, q -> q.rawBlock(paying.hash()))).contains(paying.encode());
            }
            int size = paying.size();
            for (int at = 0; at < size; at++) {
                Damage.flipBit(directory, paying.hash(), at);
                assertThatThrownBy(() -> queries.read(q -> q.rawBlock(paying.hash())))
                        .as("byte " + at)
                        .isInstanceOf(DamagedBlockException.class)
                        .hasMessageContaining(
                                "block " + paying.hash() + " in " + directory.resolve("chain.db") + " is damaged (")
                        .hasMessageContaining("--reindex");
                assertThat(told).hasSize(at + 1);
                Damage.flipBit(directory, paying.hash(), at);
            }
            assertThat(Ask.one(queries, q -> q.rawBlock(paying.hash()))).contains(paying.encode());
            assertThat(told).hasSize(size);
        });
    }

    @Test
    @DisplayName(
            "a transaction cut out of a damaged block is refused if it is the damaged one; the others are given out")
    void transactions() throws Exception {
        withChain((store, chain, queries) -> {
            Damage.flipBit(directory, paying.hash(), paying.size() - 1);
            assertThatThrownBy(() -> queries.read(q -> q.tx(payment.txid()))).isInstanceOf(DamagedBlockException.class);
            assertThatThrownBy(() -> queries.read(q -> q.transaction(payment.txid())))
                    .isInstanceOf(DamagedBlockException.class);
            assertThatThrownBy(() -> queries.read(q -> q.txs(paying.hash(), 0, 2)))
                    .isInstanceOf(DamagedBlockException.class);
            assertThatThrownBy(() -> queries.read(q -> q.body(paying.hash())))
                    .isInstanceOf(DamagedBlockException.class);
            assertThat(told).hasSize(4);
            assertThat(queries.read(q -> q.txs(paying.hash(), 0, 1)).get(0).tx())
                    .isEqualTo(paying.transactions().get(0));
            assertThat(queries.read(q -> q.confirmation(payment.txid()))
                            .orElseThrow()
                            .hash())
                    .isEqualTo(paying.hash());
        });
    }

    @Test
    @DisplayName("an export stops at a damaged block, names it, and leaves no half a file")
    void export() throws Exception {
        withChain((store, chain, queries) -> {
            Damage.flipBit(directory, blocks.get(49).hash(), 100);
            Path file = directory.resolve("blocks.dat");
            assertThatThrownBy(() -> BlockExport.run(queries, file, ByteString.ofHex("fabfb5da"), p -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("block " + blocks.get(49).hash());
            assertThat(directory.resolve("blocks.dat.part")).doesNotExist();
            assertThat(file).doesNotExist();
        });
    }

    @Test
    @DisplayName("the right bytes mend it, without a change of anything else; other bytes are refused")
    void restored() throws Exception {
        withChain((store, chain, queries) -> {
            Damage.flipBit(directory, paying.hash(), 200);
            assertThatThrownBy(() -> chain.block(paying.hash())).isInstanceOf(DamagedBlockException.class);
            Block wrong = new Block(paying.header(), blocks.get(0).transactions());
            assertThat(chain.restore(wrong)).isFalse();
            Block unknown = new TinyChain(7).blocks(1).get(0);
            assertThat(chain.restore(unknown)).isFalse();
            assertThatThrownBy(() -> chain.block(paying.hash())).isInstanceOf(DamagedBlockException.class);

            assertThat(chain.restore(paying)).isTrue();
            assertThat(chain.block(paying.hash())).contains(paying);
            assertThat(Ask.one(queries, q -> q.rawBlock(paying.hash()))).contains(paying.encode());
            assertThat(chain.tip().hash()).isEqualTo(paying.hash());
        });
    }

    @Test
    @DisplayName("where the pages of a block are destroyed, it can't be mended in place, and the message says so")
    void unreadable() throws Exception {
        withChain((store, chain, queries) -> {
            DamagedBlockException damage =
                    DamagedBlockException.unreadable(paying.hash(), store.file(), "database disk image is malformed");
            assertThat(damage.isRewritable()).isFalse();
            assertThat(damage.publicMessage())
                    .isEqualTo(
                            "block " + paying.hash() + " is damaged in this node's database and is not given out; its"
                                    + " operator has to rebuild the database");
            assertThat(DamagedBlockException.wrong(paying.hash(), store.file(), "x")
                            .publicMessage())
                    .isEqualTo(
                            "block " + paying.hash() + " is damaged in this node's database and is not given out; the"
                                    + " node asks its peers for it again");
        });
    }
}
