package org.wonsi.columns.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonsi.columns.TestChain;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.schema.Column;
import org.wonsi.columns.schema.Column.Origin;
import org.wonsi.columns.schema.Table;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.question.QuestionChain;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.store.SqliteChainStore;

@DisplayName("what is exported")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportedRowsTest {
    @TempDir
    static Path directory;

    private DuckDBConnection duckDb;
    private QuestionChain story;

    @BeforeAll
    void export() throws Exception {
        Path node = directory.resolve("node");
        Path lake = directory.resolve("lake");
        duckDb = DuckDb.open(256, directory.resolve("spill"));
        try (TestChain chain = TestChain.whole(node);
                var export = new ChainExport(lake, ChainParams.regtest(), OptionalInt.empty(), 0, duckDb);
                var queries = SqliteChainStore.openForReading(node, ChainParams.regtest())) {
            export.pass(queries, 1, height -> {});
            story = chain.story();
        }
        Lake.read(lake, duckDb).createViews(duckDb);
    }

    @AfterAll
    void close() throws Exception {
        duckDb.close();
    }

    private List<List<String>> ask(String sql) throws Exception {
        List<List<String>> found = new ArrayList<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getObject(i)));
                }
                found.add(row);
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource(Table.class)
    @DisplayName("has the documented columns, in order, with the documented types")
    void schema(Table table) throws Exception {
        List<String> found = ask("DESCRIBE " + table.tableName()).stream()
                .map(row -> row.get(0) + " " + row.get(1).replace("\"", ""))
                .toList();
        assertThat(found)
                .isEqualTo(table.columns().stream()
                        .map(column -> column.name() + " " + column.duckDbType().replace("\"", ""))
                        .toList());
    }

    @Test
    @DisplayName("begins with the columns of the public table blocks, with their types")
    void publicBlocks() {
        assertThat(publicColumns(Table.BLOCKS))
                .isEqualTo("hash STRING, size INT64, stripped_size INT64, weight INT64, number INT64, version INT64,"
                        + " merkle_root STRING, timestamp TIMESTAMP, timestamp_month DATE, nonce STRING, bits STRING,"
                        + " coinbase_param STRING, transaction_count INT64");
    }

    @Test
    @DisplayName("begins with the columns of the public table transactions, with their types")
    void publicTransactions() {
        assertThat(publicColumns(Table.TRANSACTIONS))
                .isEqualTo(
                        "hash STRING, size INT64, virtual_size INT64, version INT64, lock_time INT64, block_hash STRING,"
                                + " block_number INT64, block_timestamp TIMESTAMP, block_timestamp_month DATE, input_count INT64,"
                                + " output_count INT64, input_value NUMERIC, output_value NUMERIC, is_coinbase BOOLEAN, fee NUMERIC,"
                                + " inputs repeated RECORD (index INT64, spent_transaction_hash STRING, spent_output_index INT64,"
                                + " script_asm STRING, script_hex STRING, sequence INT64, required_signatures INT64, type STRING,"
                                + " addresses repeated STRING, value NUMERIC), outputs repeated RECORD (index INT64, script_asm STRING,"
                                + " script_hex STRING, required_signatures INT64, type STRING, addresses repeated STRING, value"
                                + " NUMERIC)");
    }

    private static String publicColumns(Table table) {
        return table.columns().stream()
                .filter(column -> column.origin() == Origin.PUBLIC)
                .map(ExportedRowsTest::described)
                .collect(Collectors.joining(", "));
    }

    private static String described(Column column) {
        String fields =
                column.fields().stream().map(ExportedRowsTest::described).collect(Collectors.joining(", "));
        return column.name() + " " + column.bigQueryType() + (fields.isEmpty() ? "" : " (" + fields + ")");
    }

    @Test
    @DisplayName("is each block of the chain")
    void blocks() throws Exception {
        List<List<String>> expected = new ArrayList<>();
        for (int height = 0; height < story.blocks().size(); height++) {
            Block block = story.blocks().get(height);
            int size = block.encode().size();
            expected.add(List.of(
                    block.hash().toDisplay(),
                    Integer.toString(size),
                    Integer.toString(size),
                    Integer.toString(4 * size),
                    Integer.toString(height),
                    Integer.toString(block.header().version()),
                    block.header().merkleRoot().toDisplay(),
                    Long.toString(block.header().time()),
                    Long.toHexString(block.header().nonce()),
                    "207fffff",
                    block.transactions()
                            .get(0)
                            .inputs()
                            .get(0)
                            .scriptSig()
                            .bytes()
                            .toHex(),
                    Integer.toString(block.transactions().size()),
                    block.header().prevBlock().toDisplay()));
        }
        assertThat(ask(
                        "SELECT hash, size, stripped_size, weight, number, version, merkle_root, CAST(epoch(timestamp) AS"
                                + " BIGINT), nonce, bits, coinbase_param, transaction_count, previous_block_hash FROM blocks"
                                + " ORDER BY number"))
                .isEqualTo(expected);
        assertThat(ask("SELECT DISTINCT timestamp_month FROM blocks ORDER BY 1"))
                .containsExactly(List.of("2011-02-01"), List.of("2020-09-01"));
        assertThat(ask("SELECT count(*) FROM blocks WHERE timestamp_month <> date_trunc('month', timestamp AT TIME ZONE"
                        + " 'UTC')"))
                .containsExactly(List.of("0"));
    }

    @Test
    @DisplayName("is each transaction, with every input and output")
    void transactions() throws Exception {
        List<List<String>> expected = new ArrayList<>();
        List<List<String>> inputs = new ArrayList<>();
        List<List<String>> outputs = new ArrayList<>();
        for (int height = 0; height < story.blocks().size(); height++) {
            Block block = story.blocks().get(height);
            for (int i = 0; i < block.transactions().size(); i++) {
                Transaction tx = block.transactions().get(i);
                String txid = tx.txid().toDisplay();
                int inputCount = tx.isCoinbase() ? 0 : tx.inputs().size();
                expected.add(List.of(
                        txid,
                        Integer.toString(tx.size()),
                        Integer.toString(tx.size()),
                        Integer.toString(tx.version()),
                        Long.toString(tx.lockTime()),
                        block.hash().toDisplay(),
                        Integer.toString(height),
                        Integer.toString(inputCount),
                        Integer.toString(tx.outputs().size()),
                        Boolean.toString(tx.isCoinbase()),
                        Integer.toString(i)));
                for (int n = 0; n < inputCount; n++) {
                    inputs.add(List.of(
                            txid,
                            Integer.toString(n),
                            tx.inputs().get(n).prevout().txid().toDisplay(),
                            Long.toString(tx.inputs().get(n).prevout().index()),
                            tx.inputs().get(n).scriptSig().bytes().toHex(),
                            Long.toString(tx.inputs().get(n).sequence())));
                }
                for (int n = 0; n < tx.outputs().size(); n++) {
                    outputs.add(List.of(
                            txid,
                            Integer.toString(n),
                            tx.outputs().get(n).scriptPubKey().bytes().toHex(),
                            Long.toString(tx.outputs().get(n).value().satoshis())));
                }
            }
        }
        assertThat(ask("SELECT hash, size, virtual_size, version, lock_time, block_hash, block_number, input_count,"
                        + " output_count, is_coinbase, index FROM transactions ORDER BY block_number, index"))
                .isEqualTo(expected);
        assertThat(ask(
                        "SELECT t.hash, i.index, i.spent_transaction_hash, i.spent_output_index, i.script_hex, i.sequence FROM"
                                + " transactions t, UNNEST(t.inputs) AS u(i) ORDER BY block_number, t.index, i.index"))
                .isEqualTo(inputs);
        assertThat(ask("SELECT t.hash, o.index, o.script_hex, o.value FROM transactions t, UNNEST(t.outputs) AS u(o)"
                        + " ORDER BY block_number, t.index, o.index"))
                .isEqualTo(outputs);
        assertThat(inputs).hasSizeGreaterThan(100);
    }

    @Test
    @DisplayName("has with each input the output that it spends, and sums and fees that agree")
    void spentOutputs() throws Exception {
        assertThat(ask(
                        "SELECT count(*) FROM inputs i LEFT JOIN outputs o ON o.transaction_hash = i.spent_transaction_hash"
                                + " AND o.index = i.spent_output_index WHERE o.value IS NULL OR o.value <> i.value OR o.type <>"
                                + " i.type OR o.addresses <> i.addresses OR o.required_signatures IS DISTINCT FROM"
                                + " i.required_signatures"))
                .containsExactly(List.of("0"));
        assertThat(
                        ask(
                                "SELECT count(*) FROM transactions WHERE is_coinbase AND (input_value IS NOT NULL OR fee <> 0 OR"
                                        + " len(inputs) > 0) OR NOT is_coinbase AND (input_value <> list_sum([i.value FOR i IN inputs]) OR"
                                        + " fee <> input_value - output_value) OR output_value <> list_sum([o.value FOR o IN outputs])"))
                .containsExactly(List.of("0"));
        assertThat(ask("SELECT DISTINCT type, required_signatures, len(addresses) FROM outputs ORDER BY 1"))
                .containsExactly(
                        List.of("nonstandard", "null", "1"),
                        List.of("pubkeyhash", "1", "1"),
                        List.of("scripthash", "1", "1"));
    }

    @Test
    @DisplayName("is each block that lost its race")
    void staleBlocks() throws Exception {
        Block late = story.late();
        assertThat(ask(
                        "SELECT hash, number, previous_block_hash, status, arrival, CAST(epoch(timestamp) AS BIGINT) FROM"
                                + " stale_blocks"))
                .containsExactly(List.of(
                        late.hash().toDisplay(),
                        "175",
                        late.header().prevBlock().toDisplay(),
                        "stored",
                        "1",
                        Long.toString(late.header().time())));
    }
}
