package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.store.db.AddressIndex;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.DatabaseSetup;
import org.wonsi.node.store.db.Migrations;
import org.wonsi.node.store.db.PageCheck;
import org.wonsi.node.store.db.ScriptHash;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;

@DisplayName("The address index can be switched on later and is then built while the node runs")
class AddressIndexTest {
    private static final ChainParams REGTEST = ChainParams.regtest();
    private static final StoreOptions WITH = StoreOptions.standard();
    private static final StoreOptions WITHOUT = WITH.withAddressIndex(false);
    private static final ScriptHash ANYONE = ScriptHash.of(TinyChain.ANYONE);
    private static final long NOW = 2_000_000_000L;

    @TempDir
    Path directory;

    private List<Block> blocks;

    @BeforeEach
    void fiveBlocksWithoutIndex() throws Exception {
        blocks = new TinyChain(1).blocks(6);
        try (SqliteChainStore store = SqliteChainStore.open(directory, REGTEST, WITHOUT);
                ChainQueries queries = store.openQueries()) {
            accept(store, blocks.subList(0, 5));
            assertThat(queries.addressIndex()).isEqualTo(AddressIndexState.NONE);
            assertThatThrownBy(() -> queries.read(q -> q.stats(ANYONE))).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void accept(SqliteChainStore store, List<Block> list) {
        ChainState chain = new ChainState(REGTEST, store, ScriptCheckRunner.inOrder());
        for (Block block : list) {
            assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        }
    }

    private AddressIndexState prepare(StoreOptions options) throws StorageException {
        Path file = directory.resolve("chain.db");
        return DatabaseSetup.prepare(file, REGTEST, options, Migrations.bundled(), PageCheck.begin(file));
    }

    private AddressIndexState step(int outputs) throws Exception {
        try (Connection connection = Database.openWriter(directory.resolve("chain.db"))) {
            return AddressIndex.step(connection, outputs);
        }
    }

    private static void awaitComplete(ChainQueries queries) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!queries.addressIndex().complete()) {
            assertThat(System.nanoTime()).as(queries.addressIndex().toString()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static List<String> definition(Path database) throws Exception {
        List<String> found = new ArrayList<>();
        try (Connection connection = Database.openReader(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sql FROM sqlite_schema WHERE name = 'output_script'")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    @Test
    @DisplayName(
            "while an empty chain is filled SQLite's index is left out; it is made at the end, or at the next start")
    void filled() throws Exception {
        Path database = directory.resolve("empty").resolve("chain.db");
        SqliteChainStore.open(directory.resolve("empty"), REGTEST, WITH).close();
        List<String> asInTheScript = definition(database);
        assertThat(asInTheScript).hasSize(1);
        for (int killed = 0; killed <= 1; killed++) {
            Path place = directory.resolve("filled" + killed);
            database = place.resolve("chain.db");
            try (SqliteChainStore store = SqliteChainStore.open(place, REGTEST, WITH)) {
                store.setBulk(true);
                accept(store, blocks.subList(0, 4));
                store.drain();
                assertThat(definition(database)).isEmpty();
                try (ChainQueries queries = store.openQueries()) {
                    assertThat(queries.addressIndex()).isEqualTo(AddressIndexState.LEFT_OUT);
                    assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount())
                            .as("who asked just before it was left out")
                            .isEqualTo(4);
                }
                if (killed == 0) {
                    store.endFilling();
                    assertThat(definition(database)).isEqualTo(asInTheScript);
                }
            }
            try (SqliteChainStore store = SqliteChainStore.open(place, REGTEST, WITH);
                    ChainQueries queries = store.openQueries()) {
                assertThat(definition(database)).isEqualTo(asInTheScript);
                accept(store, blocks.subList(4, 6));
                assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount()).isEqualTo(6);
            }
            assertThat(FullVerification.run(place, REGTEST, ScriptCheckRunner.inOrder(), p -> {}, () -> false)
                            .isSound())
                    .isTrue();
        }
    }

    @Test
    @DisplayName(
            "a chain of up to a thousand outputs gives it up for bulk mode, one of more keeps it; bulk mode's end makes it")
    void few() throws Exception {
        Path place = directory.resolve("few");
        List<Block> many = new TinyChain(2).blocks(1_001);
        try (SqliteChainStore store = SqliteChainStore.open(place, REGTEST, WITH);
                ChainQueries queries = store.openQueries()) {
            accept(store, many.subList(0, 999));
            Path database = store.file();
            List<String> asInTheScript = definition(database);
            store.setBulk(true);
            store.drain();
            assertThat(definition(database)).isEmpty();
            store.setBulk(false);
            assertThat(queries.addressIndex()).isEqualTo(AddressIndexState.COMPLETE);
            accept(store, many.subList(999, 1_000));
            assertThat(definition(database)).hasSize(1).isEqualTo(asInTheScript);
            store.setBulk(true);
            store.drain();
            assertThat(definition(database)).isEqualTo(asInTheScript);
            assertThat(queries.addressIndex()).isEqualTo(AddressIndexState.COMPLETE);
            store.setBulk(false);
            accept(store, many.subList(1_000, 1_001));
            assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount()).isEqualTo(1_001);
        }
    }

    @Test
    @DisplayName("a store that is read anew amid bulk mode has it again")
    void anew() throws Exception {
        Path place = directory.resolve("anew");
        try (SqliteChainStore store = SqliteChainStore.open(place, REGTEST, WITH);
                ChainQueries queries = store.openQueries()) {
            store.setBulk(true);
            accept(store, blocks.subList(0, 3));
            store.reopen();
            assertThat(queries.addressIndex()).isEqualTo(AddressIndexState.COMPLETE);
            assertThat(definition(store.file())).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "a mistake in the transaction in which it is made takes it back; a store that is then read anew makes it again")
    void takenBack() throws Exception {
        Path place = directory.resolve("taken back");
        TinyChain tiny = new TinyChain(3);
        List<Block> all = new ArrayList<>(tiny.blocks(101));
        // So many outputs that nobody waits for their index.
        Transaction many = new Transaction(
                1,
                List.of(new TxIn(new OutPoint(all.get(0).transactions().get(0).txid(), 0), Script.EMPTY, 0xffff_ffffL)),
                Collections.nCopies(20_000, new TxOut(new Amount(1_000), TinyChain.ANYONE)),
                0);
        all.add(tiny.block(all.get(100).hash(), 102, List.of(many)));
        try (SqliteChainStore store = SqliteChainStore.open(place, REGTEST, WITH);
                ChainQueries queries = store.openQueries()) {
            store.setBulk(true);
            accept(store, all);
            store.drain();
            assertThat(definition(store.file())).isEmpty();
            store.setBulk(false);
            assertThatThrownBy(() -> store.execute(connection -> {
                        throw new IllegalStateException("a mistake of ours");
                    }))
                    .hasRootCauseMessage("a mistake of ours");
            store.reopen();
            assertThat(definition(store.file())).hasSize(1);
            assertThat(queries.addressIndex()).isEqualTo(AddressIndexState.COMPLETE);
            assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount()).isEqualTo(20_102);
        }
    }

    @Test
    @DisplayName("cut off while it is left out, the next start without an index makes none")
    void cutOffAndUnwanted() throws Exception {
        Path place = directory.resolve("unwanted");
        try (SqliteChainStore store = SqliteChainStore.open(place, REGTEST, WITH)) {
            store.setBulk(true);
            accept(store, blocks.subList(0, 3));
        }
        try (SqliteChainStore store = SqliteChainStore.open(place, REGTEST, WITHOUT);
                ChainQueries queries = store.openQueries()) {
            assertThat(queries.addressIndex()).isEqualTo(AddressIndexState.NONE);
            assertThat(definition(store.file())).hasSize(1);
            try (Connection connection = Database.openWriter(store.file());
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT count(*) FROM output WHERE script_key IS NOT NULL")) {
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    @DisplayName("old outputs are added in the background, new ones at once")
    void later() throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, REGTEST, WITH);
                ChainQueries queries = store.openQueries()) {
            accept(store, blocks.subList(5, 6));
            awaitComplete(queries);
            assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount()).isEqualTo(6);
        }
        assertThat(prepare(WITH)).isEqualTo(AddressIndexState.COMPLETE);
    }

    @Test
    @DisplayName("how far it is, is known after every step and at the next start, which goes on from there")
    void progress() throws Exception {
        assertThat(prepare(WITH)).isEqualTo(AddressIndexState.incomplete(0, 0));
        assertThat(step(2)).isEqualTo(AddressIndexState.incomplete(33, 1));
        assertThat(prepare(WITH)).isEqualTo(AddressIndexState.incomplete(33, 1));
        assertThat(step(3)).isEqualTo(AddressIndexState.incomplete(83, 4));
        assertThat(step(1)).isEqualTo(AddressIndexState.COMPLETE);
        try (SqliteChainStore store = SqliteChainStore.open(directory, REGTEST, WITH);
                ChainQueries queries = store.openQueries()) {
            assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("switched off half-built and on again, it is built from the start")
    void offAndOn() throws Exception {
        prepare(WITH);
        step(3);
        assertThat(prepare(WITHOUT)).isEqualTo(AddressIndexState.NONE);
        try (SqliteChainStore store = SqliteChainStore.open(directory, REGTEST, WITHOUT)) {
            accept(store, blocks.subList(5, 6));
        }
        assertThat(prepare(WITH)).isEqualTo(AddressIndexState.incomplete(0, 0));
        try (SqliteChainStore store = SqliteChainStore.open(directory, REGTEST, WITH);
                ChainQueries queries = store.openQueries()) {
            awaitComplete(queries);
            assertThat(queries.read(q -> q.stats(ANYONE)).fundedCount()).isEqualTo(6);
        }
    }
}
