package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.SqlLimits;
import org.wonsi.node.store.query.SqlRefused;
import org.wonsi.node.store.query.SqlResult;

class SqlPageTest {
    @TempDir
    static Path directory;

    private static SqliteChainStore store;
    private static ChainQueries queries;

    @BeforeAll
    static void open() throws Exception {
        store = SqliteChainStore.open(directory, ChainParams.regtest(), StoreOptions.standard());
        ChainState chain = new ChainState(ChainParams.regtest(), store, ScriptChecks.inOrder());
        for (Block block : new TinyChain(1).blocks(20)) {
            chain.acceptBlock(block, 1_795_478_400L);
        }
        queries = store.openQueries();
    }

    @AfterAll
    static void close() {
        queries.close();
        store.close();
    }

    private static SqlResult ask(String sql) throws SqlRefused {
        return queries.sql(sql, SqlLimits.standard());
    }

    @Test
    @DisplayName("the views show hashes as people write them")
    void views() throws Exception {
        SqlResult genesis = ask("SELECT height, hash, tx_count, status, active FROM v_block LIMIT 1;  -- the first");
        assertThat(genesis.columns()).containsExactly("height", "hash", "tx_count", "status", "active");
        assertThat(genesis.rows())
                .containsExactly(List.of(
                        "0", "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206", "1", "valid", "1"));
        assertThat(ask("SELECT count(*), sum(value) FROM v_utxo").rows())
                .containsExactly(List.of("20", Long.toString(20 * 50_0000_0000L)));
        for (String view : List.of("v_block", "v_tx", "v_output", "v_input", "v_utxo", "v_peer", "v_ban")) {
            assertThat(ask("SELECT * FROM " + view).truncated()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT sum(i) FROM n",
                "VALUES (1, ';'), (2, 'it''s; DROP TABLE tx')",
                "EXPLAIN QUERY PLAN SELECT * FROM tx",
                "WITH t AS (SELECT CASE WHEN 1 THEN 'end' END AS x) SELECT replace(x, 'e', ';') FROM t",
                "/* a comment; with a semicolon */ SELECT \"hash\", [height] FROM v_block LIMIT 1 ; ",
                "SELECT hash FROM v_block ORDER BY height DESC LIMIT 3",
            })
    @DisplayName("reading statements of every kind are answered")
    void reading(String sql) throws Exception {
        assertThat(ask(sql).rows()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "-- nothing",
                "DELETE FROM tx",
                "WITH x AS (SELECT 1) DELETE FROM tx",
                "WITH x AS (SELECT 1) INSERT INTO meta SELECT 'a', 'b'",
                "EXPLAIN DELETE FROM tx",
                "ATTACH DATABASE '/tmp/evil.db' AS evil",
                "PRAGMA writable_schema = ON",
                "PRAGMA journal_mode = DELETE",
                "EXPLAIN PRAGMA query_only = OFF",
                "VACUUM INTO '/tmp/evil.db'",
                "CREATE TEMP TABLE t (a)",
                "BEGIN IMMEDIATE",
                "SELECT 1; DROP TABLE tx",
                "SELECT 1;;SELECT 2",
                "SELECT 1 /* ; */ ; PRAGMA query_only = OFF",
                "SELECT load_extension('/tmp/evil.so')",
                "SELECT writefile('/tmp/evil', 'x')",
                "SELECT readfile('/etc/passwd')",
                "SELECT edit('x')",
                "SELECT fts3_tokenizer('simple', x'00')",
                "SELECT * FROM no_such_table",
                "SELECT zeroblob(2000000000)",
                "SELECT randomblob(1100000)",
                "SELECT printf('%.*c', 1100000, 'x')",
                "SELECT printf('%1100000d', 1)",
                "SELECT group_concat(x, 'y') FROM (WITH RECURSIVE n(x) AS (SELECT hex(zeroblob(100000)) UNION ALL"
                        + " SELECT x FROM n LIMIT 100) SELECT x FROM n)",
                "SELECT 1 LIKE '%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a"
                        + "%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a'",
                "SELECT (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
                        + "((((((((((((((1))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
                        + ")))))))))))))))))))))))))",
            })
    @DisplayName("anything that changes, reaches outside, or is several statements is refused with a reason")
    void refused(String sql) throws Exception {
        assertThatThrownBy(() -> ask(sql)).isInstanceOf(SqlRefused.class).hasMessageNotContaining("SQLITE_");
        assertThat(ask("SELECT count(*) FROM tx").rows()).containsExactly(List.of("21"));
        assertThat(Path.of("/tmp/evil.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
                "SELECT count(*) FROM tx a, tx b, tx c, tx d, tx e, tx f, tx g, tx h",
                "WITH RECURSIVE n(x) AS (SELECT randomblob(240000) UNION ALL SELECT randomblob(240000) FROM n)"
                        + " SELECT x FROM n ORDER BY 1",
                "WITH RECURSIVE n(x) AS (SELECT randomblob(100) UNION SELECT randomblob(100) FROM n) SELECT count(*) FROM n",
                "SELECT a.* FROM output a, output b, output c, output d, output e, output f ORDER BY random()",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(instr(zeroblob(249000),"
                        + " zeroblob(124999) || x'01')) FROM n",
            })
    @DisplayName("a bomb is stopped soon after its time, and memory stays")
    void bombs(String sql) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> queries.sql(sql, new SqlLimits(200, 1_000, 1_024, () -> false)))
                .isInstanceOf(SqlRefused.class)
                .hasMessageContaining("longer than 200 ms");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(5_000);
    }

    @Test
    @DisplayName("of 1,001 rows 1,000 are answered and the cut is said; of 1,000 all are")
    void rowLimit() throws Exception {
        String count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %d) SELECT i FROM n";
        SqlResult cut = ask(count.formatted(1001));
        assertThat(cut.rows()).hasSize(1000);
        assertThat(cut.truncated()).isTrue();
        SqlResult whole = ask(count.formatted(1000));
        assertThat(whole.rows()).hasSize(1000);
        assertThat(whole.truncated()).isFalse();
    }

    @Test
    @DisplayName("long cells are cut, NULL and blobs are shown as SQL writes them, a large answer ends early")
    void cells() throws Exception {
        SqlResult result = ask("SELECT NULL, x'00ff', 1.5, zeroblob(1025), hex(zeroblob(600))");
        assertThat(result.rows().get(0).get(0)).isEqualTo("NULL");
        assertThat(result.rows().get(0).get(1)).isEqualTo("x'00ff'");
        assertThat(result.rows().get(0).get(2)).isEqualTo("1.5");
        assertThat(result.rows().get(0).get(3)).isEqualTo("x'" + "00".repeat(1024) + "…'");
        assertThat(result.rows().get(0).get(4)).isEqualTo("0".repeat(1024) + "…");
        SqlResult large = ask("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000)"
                + " SELECT hex(zeroblob(500)), hex(zeroblob(500)), hex(zeroblob(500)), hex(zeroblob(500)) FROM n");
        assertThat(large.truncated()).isTrue();
        assertThat(large.rows()).hasSize(501);
    }

    @Test
    @DisplayName("a question whose asker went away is cancelled")
    void cancelled() {
        boolean[] gone = {false};
        assertThatThrownBy(() -> queries.sql(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
                        SqlLimits.standard().cancelledBy(() -> {
                            boolean answer = gone[0];
                            gone[0] = true;
                            return answer;
                        })))
                .isInstanceOf(SqlRefused.class)
                .hasMessage("cancelled");
    }

    @Test
    @DisplayName("no file is left behind by a question, and the database still writes its log ahead")
    void nothingLeft() throws Exception {
        ask("SELECT * FROM tx ORDER BY random()");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("chain.db")))
                    .containsExactlyInAnyOrder(".lock", "chain.note");
        }
        assertThat(directory.resolve("chain.db-wal")).exists();
    }
}
