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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.sql.SqlLimits;
import org.wonsi.node.store.sql.SqlRefusedException;
import org.wonsi.node.store.sql.SqlRefusedException.Kind;
import org.wonsi.node.store.sql.SqlResult;

class SqlPageTest {
    @TempDir
    static Path directory;

    private static SqliteChainStore store;
    private static ChainQueries queries;

    @BeforeAll
    static void open() throws Exception {
        store = SqliteChainStore.open(directory, ChainParams.regtest(), StoreOptions.standard());
        ChainState chain = new ChainState(ChainParams.regtest(), store, ScriptCheckRunner.inOrder());
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

    private static SqlResult ask(String sql) throws SqlRefusedException {
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
        for (String view : List.of(
                "v_block",
                "v_tx",
                "v_output",
                "v_input",
                "v_utxo",
                "header_hex",
                "tx_hex",
                "header",
                "block",
                "chain",
                "tx",
                "output",
                "meta")) {
            assertThat(ask("SELECT * FROM " + view).truncated()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT sum(i) FROM n",
                "VALUES (1, ';'), (2, 'it''s; DROP TABLE tx')",
                "EXPLAIN QUERY PLAN SELECT * FROM tx",
                "WITH t AS (SELECT CASE WHEN 1 THEN 'end' END AS x) SELECT upper(x) FROM t",
                "/* a comment; with a semicolon */ SELECT \"hash\", [height] FROM v_block LIMIT 1 ; ",
                "SELECT hash FROM v_block ORDER BY height DESC LIMIT 3",
                " explain /* how */ query plan SELECT height FROM v_block",
                "EXPLAIN SELECT 1",
                "SELECT name, sql FROM sqlite_schema",
                "SELECT height, row_number() OVER (ORDER BY height), lag(size) OVER (ORDER BY height) FROM v_block",
                "SELECT exp(-1.0), pow(2, 10), datetime(0, 'unixepoch'), format('%08x', 1), 'ab' LIKE 'a%', max(1, 2)",
                "SELECT 'pragma_database_list', 'v_peer'",
                "WITH a AS (SELECT height AS x FROM chain), b AS (SELECT x + 1 AS x FROM a), c AS (SELECT x * x AS x FROM b)"
                        + " SELECT c.x, b.x FROM a JOIN b ON a.x = b.x JOIN c ON c.x >= b.x AND c.x >= a.x LIMIT 3",
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
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOf(SqlRefusedException.class)
                .hasMessageNotContaining("SQLITE_");
        assertThat(ask("SELECT count(*) FROM tx").rows()).containsExactly(List.of("21"));
        assertThat(Path.of("/tmp/evil.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM peer",
                "SELECT * FROM v_peer",
                "SELECT count(*) FROM ban",
                "SELECT * FROM \"BAN\"",
                "SELECT (SELECT address FROM [peer] LIMIT 1)",
                "SELECT height FROM v_block WHERE EXISTS (SELECT 1 FROM main.peer)",
                "WITH x AS (SELECT until_utc FROM v_ban) SELECT until_utc FROM tx LEFT JOIN x",
                "SELECT 1 UNION ALL SELECT services FROM peer",
                "SELECT address FROM peer ORDER BY address",
                "EXPLAIN SELECT * FROM peer",
                "EXPLAIN QUERY PLAN SELECT * FROM v_ban",
                "SELECT file FROM pragma_database_list",
                "SELECT file FROM 'pragma_database_list'",
                "SELECT file FROM \"PRAGMA_DATABASE_LIST\"",
                "SELECT * FROM pragma_function_list()",
                "SELECT * FROM dbstat",
                "SELECT * FROM json_each('[1]')",
                "SELECT name FROM sqlite_temp_schema",
            })
    @DisplayName("peers, bans, and tables that SQLite makes up can't be read, however they are named")
    void otherTables(String sql) {
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOfSatisfying(
                        SqlRefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.TABLE))
                .hasMessageContaining("can't be read here")
                .hasMessageNotContaining(directory.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT length(replicate('x', 1000000000)) | replicate
            SELECT padl('x', 2000000000)              | padl
            SELECT padc('x', 2000000000) FROM tx      | padc
            SELECT 1 FROM tx WHERE padr('x', 9) = ''  | padr
            SELECT 1 FROM tx ORDER BY reverse(txid)   | reverse
            SELECT instr(txid, x'00') FROM tx         | instr
            SELECT trim('x', 'y')                     | trim
            SELECT ltrim('x')                         | ltrim
            SELECT rtrim('x')                         | rtrim
            SELECT replace('x', 'y', 'z')             | replace
            SELECT unhex('00', 'x')                   | unhex
            SELECT load_extension('/tmp/evil.so')     | load_extension
            SELECT fts3_tokenizer('simple', x'00')    | fts3_tokenizer
            SELECT json_group_array(value) FROM output | json_group_array
            SELECT mode(value) FROM output            | mode
            SELECT median(n) OVER () FROM output      | median
            SELECT sqlite_compileoption_get(0)        | sqlite_compileoption_get
            """)
    @DisplayName("functions of the driver, some of which take memory beyond all limits, can't be called")
    void otherFunctions(String sql, String function) {
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOfSatisfying(
                        SqlRefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.FUNCTION))
                .hasMessage("the function " + function
                        + "() can't be used here; SQLite's own for numbers, text, time and windows can");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -- nothing                  | EMPTY    | there is no statement; try SELECT * FROM v_block
            SELECT 1; SELECT 2          | SEVERAL  | one statement at a time, please: there is more after the semicolon
            DELETE FROM tx              | CHANGES  | only reading is possible here: begin with SELECT, not DELETE
            WITH x AS (SELECT 1) DELETE FROM tx | CHANGES | only reading is possible here, not DELETE
            SELECT zeroblob(1e9)        | LARGE    | a value in it is longer than 250000 bytes, or the statement is too long; ask for less
            SELECT zeroblob(250001)     | LARGE    | a value in it is longer than 250000 bytes, or the statement is too long; ask for less
            SELECT printf('%.*c', 250001, 'x') | LARGE | a value in it is longer than 250000 bytes, or the statement is too long; ask for less
            SELECT * FROM blocks        | WRONG    | no such table: blocks
            SELECT heigth FROM v_block  | WRONG    | no such column: heigth
            SELECT frobnicate(1)        | WRONG    | no such function: frobnicate
            SELEC 1                     | CHANGES  | only reading is possible here: begin with SELECT, not SELEC
            SELECT FROM                 | WRONG    | near "FROM": syntax error
            """)
    @DisplayName("each refusal says its kind and what is wrong")
    void kinds(String sql, Kind kind, String message) {
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOfSatisfying(
                        SqlRefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessage(message);
        assertThat(Kind.SLOW.code()).isEqualTo("sql-slow");
    }

    @Test
    @DisplayName("a value of 250,000 bytes, a pattern of 100 and a statement of 10,000 are answered; of one more not")
    void lengths() throws Exception {
        assertThat(ask("SELECT length(zeroblob(250000))").rows()).containsExactly(List.of("250000"));
        assertThat(ask("SELECT 'x' LIKE '" + "%".repeat(100) + "'").rows()).containsExactly(List.of("1"));
        assertThatThrownBy(() -> ask("SELECT 'x' LIKE '" + "%".repeat(101) + "'"))
                .hasMessage("LIKE or GLOB pattern too complex");
        assertThat(ask("SELECT 1" + " ".repeat(9_992)).rows()).hasSize(1);
        assertThatThrownBy(() -> ask("SELECT 1" + " ".repeat(9_993)))
                .hasMessage("the statement is longer than 10000 characters");
    }

    @Test
    @DisplayName("a column that holds only numbers and NULL is marked so")
    void numbers() throws Exception {
        SqlResult result = ask("SELECT 1, 1.5, '1', x'01', NULL UNION ALL SELECT NULL, 2, 'b', NULL, NULL UNION ALL"
                + " SELECT 3, 'x', 3, NULL, NULL");
        assertThat(result.numbers()).containsExactly(true, false, false, false, false);
        assertThat(ask("SELECT 1, 1.5").numbers()).containsExactly(true, true);
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
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(length(hex(zeroblob(124999)))) FROM n",
            })
    @DisplayName("a bomb is stopped soon after its time, and memory stays")
    void bombs(String sql) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> queries.sql(sql, new SqlLimits(200, 1_000, 1_024, () -> false)))
                .isInstanceOf(SqlRefusedException.class)
                .hasMessageContaining("longer than 200 ms");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Each table named twice by the next.
                "WITH t0 AS (SELECT 1 AS x)%s SELECT count(*) FROM t30|, t# AS (SELECT a.x FROM t@ a, t@ b)",
                "WITH \"t0\" AS (SELECT 1 AS x)%s SELECT count(*) FROM t30|, [t#](x) AS (SELECT 1 FROM 't@', `t@`)",
                "WITH t0 AS (SELECT 1 AS x)%s SELECT count(*) FROM t30|, t# AS (SELECT (SELECT x FROM t@) + (SELECT x FROM t@) AS x)",
                // Each column named twice by the next.
                "WITH t0 AS (SELECT height AS x FROM chain)%s SELECT x FROM t30|, t# AS (SELECT x + x AS x FROM t@)",
                "WITH t0 AS (SELECT height AS x FROM chain)%s SELECT x FROM t30|, t# AS (SELECT (SELECT x) + (SELECT x) AS x FROM t@)",
                "EXPLAIN WITH t0 AS (SELECT height AS x FROM chain)%s SELECT x FROM t30|, t# AS (SELECT x + \"x\" AS x FROM t@)",
                // Names that are no words, or look like blanks.
                "WITH t0 AS (SELECT 1 AS x)%s SELECT count(*) FROM t30|, t# AS (SELECT 1 AS \u2003 FROM t@, (SELECT \u2003 + \u2003 FROM t@))",
                "WITH \u06630 AS (SELECT 1 AS x)%s SELECT count(*) FROM \u066330|, \u0663# AS (SELECT a.x FROM \u0663@ a, \u0663@ b)",
                // One name spelled in two ways.
                "WITH [t\"0] AS (SELECT 1 AS x)%s SELECT count(*) FROM [t\"30]|, [t\"#](x) AS (SELECT 1 FROM [t\"@] a, \"t\"\"@\" b)",
                // Once in each member of a compound.
                "WITH t0 AS (SELECT 1 AS x)%s SELECT count(*) FROM t30|, t# AS (SELECT 1 AS x FROM t@ UNION ALL SELECT 1 AS x FROM t@)",
                "WITH t0 AS (SELECT 1 AS x)%s SELECT 1 FROM t30|, t# AS (SELECT x FROM t@ EXCEPT SELECT x + 1 FROM (SELECT x FROM t@))",
                "WITH $0 AS (SELECT 1 AS x)%s SELECT count(*) FROM t30|, t$# AS (SELECT a.x FROM t$@ a, t$@ b)",
            })
    @DisplayName("a statement that doubles with each line while SQLite compiles it never reaches SQLite")
    void growsWhileCompiled(String pattern) {
        String[] parts = pattern.split("\\|", -1);
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            lines.append(parts[1].replace("#", Integer.toString(i)).replace("@", Integer.toString(i - 1)));
        }
        assertThatThrownBy(() -> ask(parts[0].replace("%s", lines)))
                .isInstanceOfSatisfying(
                        SqlRefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.LARGE))
                .hasMessageStartingWith("SQLite would have to copy parts of this statement too often");
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
                .isInstanceOf(SqlRefusedException.class)
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
