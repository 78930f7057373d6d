package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.wonsi.node.store.db.DatabaseSetup;
import org.wonsi.node.store.db.Migrations;
import org.wonsi.node.store.db.PageCheck;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.VerificationReport;

/** A chain in a database of schema 3, in which hashes in hex were columns of the tables. */
class OlderSchemaTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;
    private static final List<String> TABLES = List.of("header", "block", "chain", "tx", "output", "peer", "ban");
    private static final List<String> VIEWS =
            List.of("v_block", "v_tx", "v_output", "v_input", "v_utxo", "v_peer", "v_ban");

    private final Path directory;
    private final TinyChain tiny = new TinyChain(1);
    private final List<Block> blocks = new ArrayList<>();
    private final Path old;
    private final Path file;

    OlderSchemaTest(@TempDir Path directory) {
        this.directory = directory;
        this.old = directory.resolve("old");
        this.file = old.resolve("chain.db");
    }

    /** Block 102 spends the first coinbase and what that made; a stale block stands beside it. */
    @BeforeEach
    void schema3() throws Exception {
        blocks.addAll(tiny.blocks(101));
        Transaction first = TinyChain.split(blocks.get(0).transactions().get(0));
        blocks.add(tiny.block(blocks.get(100).hash(), 102, List.of(first, TinyChain.split(first))));
        Path newest = Files.createDirectory(directory.resolve("newest"));
        try (SqliteChainStore store = SqliteChainStore.open(newest, PARAMS, StoreOptions.standard())) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            blocks.forEach(block -> accept(chain, block));
            accept(chain, new TinyChain(2).block(blocks.get(100).hash(), 102, List.of()));
        }
        Files.createDirectory(old);
        Migrations three = new Migrations(Migrations.bundled().scripts().subList(0, 3));
        DatabaseSetup.prepare(file, PARAMS, StoreOptions.standard(), three, PageCheck.begin(file));
        fill(newest.resolve("chain.db"));
    }

    private static void accept(ChainState chain, Block block) {
        assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
    }

    /** Copies the rows of a database of the newest schema; the old tables have the same columns, and some more. */
    private void fill(Path from) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("ATTACH '" + from + "' AS newest");
            for (String table : TABLES) {
                String columns;
                try (ResultSet row = statement.executeQuery(
                        "SELECT group_concat(name) FROM pragma_table_info('" + table + "', 'newest')")) {
                    columns = row.getString(1);
                }
                statement.executeUpdate(
                        "INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM newest." + table);
            }
            statement.executeUpdate("INSERT INTO peer VALUES ('10.0.0.1:8333', 1, 1, 1, 0, 1);"
                    + " INSERT INTO ban VALUES ('10.0.0.0/8', 1, 2)");
        }
    }

    private List<List<String>> rows(String question) throws SQLException {
        return new ArrayList<>(rows(List.of(question)).values()).get(0);
    }

    private Map<String, List<List<String>>> rows(List<String> questions) throws SQLException {
        Map<String, List<List<String>>> all = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String question : questions) {
                List<List<String>> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery(question)) {
                    while (row.next()) {
                        List<String> cells = new ArrayList<>();
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            cells.add(row.getString(i));
                        }
                        rows.add(cells);
                    }
                }
                assertThat(rows).as(question).isNotEmpty();
                all.put(question, rows);
            }
        }
        return all;
    }

    @Test
    @DisplayName("is brought up to date at the start: every row and view says what it said, and the chain goes on")
    void migrated() throws Exception {
        List<String> questions = new ArrayList<>();
        VIEWS.forEach(view -> questions.add("SELECT * FROM " + view));
        TABLES.stream()
                .filter(table -> !table.equals("header") && !table.equals("tx"))
                .forEach(table -> questions.add("SELECT * FROM " + table));
        Map<String, List<List<String>>> before = rows(questions);
        List<List<String>> headers = rows("SELECT * FROM header");
        List<List<String>> transactions = rows("SELECT * FROM tx");
        assertThat(headers.get(0)).hasSize(15).contains(PARAMS.genesisHash().toDisplay());

        SqliteChainStore.open(old, PARAMS, StoreOptions.standard()).close();

        assertThat(rows(questions)).isEqualTo(before);
        assertThat(rows("SELECT * FROM header_hex")).isEqualTo(headers);
        assertThat(rows("SELECT * FROM tx_hex")).isEqualTo(transactions);
        assertThat(rows("SELECT * FROM header").get(0)).hasSize(12);
        assertThat(rows("SELECT * FROM tx").get(0)).hasSize(12);
        assertThat(verify()).isEqualTo(new VerificationReport(0, 102, 105, 107, List.of()));
        try (SqliteChainStore store = SqliteChainStore.open(old, PARAMS, StoreOptions.standard())) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            assertThat(chain.tip().hash()).isEqualTo(blocks.get(101).hash());
            Transaction second = TinyChain.split(blocks.get(1).transactions().get(0));
            accept(chain, tiny.block(blocks.get(101).hash(), 103, List.of(second)));
        }
        assertThat(verify().isSound()).isTrue();
    }

    private VerificationReport verify() throws Exception {
        return FullVerification.run(old, PARAMS, ScriptCheckRunner.inOrder(), p -> {}, () -> false);
    }

    @Test
    @DisplayName("is left as it is by whoever only reads, who says what to do")
    void onlyRead() throws Exception {
        assertThatThrownBy(() -> SqliteChainStore.openForReading(old, PARAMS))
                .hasMessageContaining("has schema version 3, this program reads version 4: start its node once");
        assertThat(rows("PRAGMA user_version")).containsExactly(List.of("3"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE VIEW my_blocks AS SELECT height, hash_hex FROM header | view my_blocks",
                "CREATE INDEX my_hashes ON header (hash_hex) | index my_hashes",
                "CREATE VIEW my_active AS SELECT * FROM v_block WHERE active | view my_active",
            })
    @DisplayName("says what somebody else made stands in the way, changes nothing, and goes on once that is out")
    void foreign(String sql, String what) throws Exception {
        execute(sql);
        assertThatThrownBy(() -> SqliteChainStore.open(old, PARAMS, StoreOptions.standard()))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(file + " couldn't be brought from schema version 3 to 4 (")
                .hasMessageContaining(
                        "what this program didn't make: " + what + ". Nothing was changed; take that out");
        assertThat(rows("PRAGMA user_version")).containsExactly(List.of("3"));
        assertThat(rows("SELECT hash_hex FROM header")).hasSize(104);
        execute("DROP " + what);
        SqliteChainStore.open(old, PARAMS, StoreOptions.standard()).close();
        assertThat(rows("PRAGMA user_version")).containsExactly(List.of("4"));
    }

    @Test
    @DisplayName("keeps what somebody else made where that isn't in the way")
    void foreignButHarmless() throws Exception {
        execute("CREATE VIEW my_outputs AS SELECT n, value FROM output");
        SqliteChainStore.open(old, PARAMS, StoreOptions.standard()).close();
        assertThat(rows("SELECT * FROM my_outputs")).hasSize(107);
    }

    @Test
    @DisplayName("of another network stays as it is")
    void otherNetwork() throws Exception {
        assertThatThrownBy(() -> SqliteChainStore.open(old, ChainParams.seminar(), StoreOptions.standard()))
                .hasMessageContaining("this directory holds the regtest chain");
        assertThat(rows("PRAGMA user_version")).containsExactly(List.of("3"));
    }
}
