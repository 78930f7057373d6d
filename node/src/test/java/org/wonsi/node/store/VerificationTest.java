package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.VerificationPlan;
import org.wonsi.node.store.query.VerificationReport;

/** Whatever is changed in a stored chain, a verification finds it. */
class VerificationTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;

    @TempDir
    Path directory;

    /**
     * Blocks 1 to 101 hold a coinbase each, block 102 spends the first and what that made, block 103 a coinbase, block 104
     * the second coinbase. Transactions 1 to 103 are coinbases; 104 and 105 are in block 102. A stale block stands beside
     * block 104.
     */
    private final List<Block> blocks = new ArrayList<>();

    private final Block stale;

    VerificationTest() {
        TinyChain tiny = new TinyChain(1);
        blocks.addAll(tiny.blocks(101));
        Transaction first = TinyChain.split(blocks.get(0).transactions().get(0));
        blocks.add(tiny.block(blocks.get(100).hash(), 102, List.of(first, TinyChain.split(first))));
        blocks.add(tiny.block(blocks.get(101).hash(), 103, List.of()));
        Transaction second = TinyChain.split(blocks.get(1).transactions().get(0));
        blocks.add(tiny.block(blocks.get(102).hash(), 104, List.of(second)));
        stale = new TinyChain(2).block(blocks.get(102).hash(), 104, List.of());
    }

    @BeforeEach
    void store() throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            store.setBulk(true);
            for (Block block : blocks) {
                assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
            }
            chain.acceptBlock(stale, NOW);
            store.endFilling();
        }
    }

    private VerificationReport full() throws StorageException {
        return FullVerification.run(directory, PARAMS, ScriptCheckRunner.inOrder(), p -> {}, () -> false);
    }

    /** As the RPC does it: beside the open chain. */
    private VerificationReport verify(int level, int count) throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            return queries.read(q -> q.verify(new VerificationPlan(
                    level, count, PARAMS, chain.headers()::get, ScriptCheckRunner.inOrder(), p -> {}, () -> false)));
        }
    }

    @Test
    @DisplayName("a sound chain is sound at every level and depth, and is looked at from the right height")
    void sound() throws Exception {
        assertThat(full()).isEqualTo(new VerificationReport(0, 104, 108, 111, List.of()));
        for (int level = 0; level <= 4; level++) {
            assertThat(verify(level, 6).isSound()).as("level " + level).isTrue();
            assertThat(verify(level, 6).first()).isEqualTo(99);
            assertThat(verify(level, 0)).isEqualTo(new VerificationReport(0, 104, 108, 111, List.of()));
        }
        assertThat(verify(3, 1).first()).isEqualTo(104);
        assertThat(verify(3, 104).first()).isEqualTo(1);
        assertThat(verify(3, 105).first()).isZero();
        assertThat(verify(3, 1_000).first()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a changed row is found, whatever column it is in")
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE output SET value = value + 1 WHERE id = 51 | block 50 : output * differs from its row in table output",
                "UPDATE output SET script = x'52' WHERE id = 51 | block 50 : output * differs from its row in table output",
                "UPDATE output SET spendable = 0 WHERE id = 51 | block 50 : output * differs from its row in table output",
                "UPDATE output SET script_key = 7 WHERE id = 51 | block 50 : output * differs from its row in table output",
                "UPDATE output SET n = 1 WHERE id = 51 | block 50 : output * differs from its row in table output",
                "UPDATE output SET spent_by = NULL, spent_input = NULL WHERE id = 2 | block 102 : transaction * has 1 inputs, 0 outputs are marked as spent by it",
                "UPDATE output SET spent_by = 105, spent_input = 1 WHERE id = 40 | block 102 : output * is marked as spent by input 1 of transaction *, which doesn't name it",
                "UPDATE output SET spent_by = 106, spent_input = 0 WHERE id = 40 | the spent outputs: 4 rows, the blocks make 3",
                "UPDATE output SET spent_by = 30, spent_input = 0 WHERE id = 40 | block 39 : output * differs from its row in table output",
                "UPDATE tx SET fee = 1 WHERE id = 104 | block 102 : transaction * differs from its row in table tx",
                "UPDATE tx SET version = 2 WHERE id = 50 | block 49 : transaction * differs from its row in table tx",
                "UPDATE tx SET byte_offset = 80 WHERE id = 50 | block 49 : transaction * differs from its row in table tx",
                "UPDATE chain SET first_tx_id = 52 WHERE height = 50 | block 50 : its transactions are numbered from 52 in table chain, not from 51",
                "INSERT INTO output SELECT 900, 108, 5, 100, 1, script, script_key, NULL, NULL FROM output WHERE id = 51 | rows stand behind those of the tip",
                "UPDATE header SET nonce = nonce + 1 WHERE height = 60 | header *: its row differs from it, or it breaks a rule",
                "DELETE FROM output WHERE id = 51 | block 50 : transaction * has 1 outputs, table output has 0"
            })
    void changedRow(String statement, String fault) throws Exception {
        Damage.sql(directory, statement);
        VerificationReport report = full();
        assertThat(report.isSound()).isFalse();
        String text = String.join("\n", report.faults());
        assertThat(text.replaceAll("(?<= )[0-9a-f]{64}(:\\d+)?", "*").replace(" *:", " :"))
                .contains(fault.replace("header *:", "header :"));
    }

    @Test
    @DisplayName(
            "a changed coin is found at level 3 where its block is looked at, and not below: what Core's levels promise")
    void levels() throws Exception {
        Damage.sql(directory, "UPDATE output SET value = value + 1 WHERE tx_id = 106");
        assertThat(verify(2, 0).isSound()).isTrue();
        assertThat(verify(3, 1).isSound()).isTrue();
        assertThat(verify(3, 2).isSound()).isFalse();
        assertThat(verify(3, 0).faults()).hasSize(1);
        Damage.sql(directory, "UPDATE output SET value = value - 1 WHERE tx_id = 106");

        // Coinbase 1, spent in block 102: the undo data.
        Damage.sql(directory, "UPDATE output SET value = value + 1 WHERE id = 2");
        assertThat(verify(1, 0).isSound()).isTrue();
        assertThat(verify(2, 2).isSound()).isTrue();
        assertThat(verify(2, 3).faults())
                .singleElement()
                .asString()
                .startsWith("block 102 " + blocks.get(101).hash() + ": output ")
                .endsWith(" spends, differs from the block that made it");
    }

    @Test
    @DisplayName("a flipped bit is found at level 0, in a stale block by the full verification")
    void blocks() throws Exception {
        Damage.flipBit(directory, blocks.get(49).hash(), 90);
        assertThat(verify(0, 54).isSound()).isTrue();
        assertThat(verify(0, 55).faults())
                .singleElement()
                .asString()
                .startsWith(
                        "block 50 " + blocks.get(49).hash() + ": is damaged: its transactions give the merkle root ");
        Damage.flipBit(directory, blocks.get(49).hash(), 90);
        Damage.flipBit(directory, stale.hash(), 90);
        assertThat(verify(4, 0).isSound()).isTrue();
        assertThat(full().faults())
                .singleElement()
                .asString()
                .startsWith("stale block " + stale.hash() + ": is damaged: ");
    }

    @Test
    @DisplayName("after 20 faults no more are looked for")
    void many() throws Exception {
        Damage.sql(directory, "UPDATE output SET value = value + 1");
        assertThat(full().faults()).hasSize(20);
    }

    @Test
    @DisplayName("a verification can be cancelled between blocks; it says where")
    void cancelled() throws Exception {
        int[] asked = {0};
        VerificationReport report =
                FullVerification.run(directory, PARAMS, ScriptCheckRunner.inOrder(), p -> {}, () -> asked[0]++ >= 10);
        assertThat(report.last()).isEqualTo(9);
        assertThat(report.isSound()).isTrue();
    }

    @Test
    @DisplayName("an index that an import left out and didn't come to make is no fault, but told")
    void leftOut() throws Exception {
        assertThat(full().remarks()).isEmpty();
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            store.execute(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("DROP INDEX output_script");
                }
            });
        }
        VerificationReport report = full();
        assertThat(report.isSound()).isTrue();
        assertThat(report.remarks()).singleElement().asString().startsWith("the index by script is still to be made");
        SqliteChainStore.open(directory, PARAMS, StoreOptions.standard()).close();
        assertThat(full().remarks()).isEmpty();
    }

    @Test
    @DisplayName("levels are 0 to 4; where there is no chain, that is the answer")
    void usage() {
        assertThatThrownBy(() -> verify(5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> verify(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FullVerification.run(
                        directory.resolve("nowhere"), PARAMS, ScriptCheckRunner.inOrder(), p -> {}, () -> false))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("there is no chain in");
    }
}
