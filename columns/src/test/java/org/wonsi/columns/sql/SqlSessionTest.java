package org.wonsi.columns.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.columns.TestChain;
import org.wonsi.columns.answer.CsvWriter;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.lake.ChainExport;
import org.wonsi.columns.lake.LakeException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.store.SqliteChainStore;

@DisplayName("a session of questions")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlSessionTest {
    @TempDir
    static Path directory;

    private Path lake;
    private SqlSession session;

    @BeforeAll
    void open() throws Exception {
        Path node = directory.resolve("node");
        lake = directory.resolve("lake");
        try (TestChain chain = new TestChain(node, 20);
                var duckDb = DuckDb.open(256, directory.resolve("spill"));
                var export = new ChainExport(lake, ChainParams.regtest(), OptionalInt.empty(), 0, duckDb);
                var queries = SqliteChainStore.openForReading(node, ChainParams.regtest())) {
            assertThat(chain.height()).isEqualTo(20);
            export.pass(queries, 1, height -> {});
        }
        session = SqlSession.open(lake, 64, directory.resolve("spill"));
    }

    @AfterAll
    void close() throws Exception {
        session.close();
    }

    private String ask(String sql) throws SqlFailed, IOException {
        StringWriter text = new StringWriter();
        session.ask(sql, new CsvWriter(new PrintWriter(text)));
        return text.toString().replace("\r\n", "|");
    }

    @Test
    @DisplayName("answers what reads")
    void reads() throws Exception {
        assertThat(ask("SELECT count(*) AS n, max(number) AS tip FROM blocks")).isEqualTo("n,tip|21,20|");
        assertThat(ask("FROM blocks SELECT number WHERE number < 2 ORDER BY 1")).isEqualTo("number|0|1|");
        assertThat(ask("WITH a AS (SELECT 1 AS x) SELECT x FROM a")).isEqualTo("x|1|");
        assertThat(ask("VALUES (1, 'a')")).isEqualTo("col0,col1|1,a|");
        assertThat(ask("SHOW TABLES")).isEqualTo("name|blocks|inputs|outputs|stale_blocks|transactions|");
        assertThat(ask("DESCRIBE stale_blocks"))
                .startsWith("column_name,column_type")
                .contains("status,VARCHAR");
        assertThat(ask("SUMMARIZE SELECT number FROM blocks")).contains("number,BIGINT,0,20");
        assertThat(ask("EXPLAIN SELECT number FROM blocks")).contains("physical_plan");
        assertThat(ask("explain analyze SELECT number FROM blocks")).contains("Total Time");
    }

    @Test
    @DisplayName("tells times as UTC, amounts as whole satoshis, lists and records as JSON")
    void values() throws Exception {
        assertThat(ask("SELECT timestamp, timestamp_month FROM blocks WHERE number = 0"))
                .isEqualTo("timestamp,timestamp_month|2011-02-02 23:16:42+00,2011-02-01|");
        assertThat(ask("SELECT output_value, input_value, sum(fee) OVER () AS fees FROM transactions LIMIT 1"))
                .isEqualTo("output_value,input_value,fees|5000000000,,0|");
        assertThat(ask(
                        "SELECT outputs[1].addresses AS a, {'x': 1, 'y': NULL} AS r, true AS t, 0.5::DOUBLE AS d, '' AS e,"
                                + " 'ab'::BLOB AS b, 170141183460469231731687303715884105727 AS h FROM transactions WHERE block_number ="
                                + " 0"))
                .isEqualTo(
                        "a,r,t,d,e,b,h|\"[\"\"nonstandard3318537dfb3135df9f3d950dbdf8a7ae68dd7c7d\"\"]\",\"{\"\"x\"\":1,\"\"y\"\":null}\",true,0.5,\"\",6162,"
                                + "170141183460469231731687303715884105727|");
    }

    static Stream<String> changing() {
        return Stream.of(
                "COPY (SELECT 1) TO 'made.csv'",
                "COPY blocks TO 'made.parquet'",
                "EXPORT DATABASE 'made'",
                "ATTACH 'made.db'",
                "ATTACH ':memory:' AS other",
                "INSTALL sqlite",
                "LOAD sqlite",
                "LOAD '/tmp/evil.duckdb_extension'",
                "SET enable_external_access = true",
                "SET memory_limit = '100GB'",
                "RESET memory_limit",
                "PRAGMA enable_profiling",
                "CALL pragma_version()",
                "CREATE TABLE t AS SELECT 1",
                "CREATE TEMP TABLE t (a INT)",
                "CREATE SECRET s (TYPE s3)",
                "DROP VIEW blocks",
                "INSERT INTO blocks VALUES (1)",
                "DELETE FROM blocks",
                "UPDATE blocks SET number = 1",
                "BEGIN",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                "EXPLAIN COPY (SELECT 1) TO 'made.csv'",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'made.csv'",
                "EXPLAIN EXPLAIN COPY (SELECT 1) TO 'made.csv'",
                "PIVOT blocks ON number USING count(*)",
                "USE memory",
                "CHECKPOINT",
                "VACUUM");
    }

    @ParameterizedTest
    @MethodSource("changing")
    @DisplayName("lets nothing through that isn't a question")
    void changes(String sql) {
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOf(SqlFailed.class)
                .hasMessage("only questions can be asked here: a statement that begins with SELECT, WITH, FROM, VALUES,"
                        + " DESCRIBE, SHOW, SUMMARIZE or EXPLAIN");
        assertThat(Path.of("made.csv")).doesNotExist();
        assertThat(Path.of("made.parquet")).doesNotExist();
        assertThat(Path.of("made.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; COPY (SELECT 1) TO 'made.csv'",
                "COPY (SELECT 1) TO 'made.csv'; SELECT 1",
                "SELECT 1; SELECT 2"
            })
    @DisplayName("takes one statement, and runs neither of two")
    void oneAtATime(String sql) {
        assertThatThrownBy(() -> ask(sql)).isInstanceOf(SqlFailed.class);
        assertThat(Path.of("made.csv")).doesNotExist();
    }

    @Test
    @DisplayName("refuses rows that are changed on the way of a question")
    void changesInside() {
        for (String part :
                new String[] {"DELETE FROM blocks", "INSERT INTO blocks VALUES (1)", "UPDATE blocks SET number = 1"}) {
            assertThatThrownBy(() -> ask("WITH gone AS (" + part + " RETURNING *) SELECT * FROM gone"))
                    .isInstanceOf(SqlFailed.class);
        }
    }

    static Stream<String> outside() {
        return Stream.of(
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/etc/passwd')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM '/etc/*.conf'",
                "SELECT * FROM read_json('/etc/hosts')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM read_parquet('LAKE/blocks/*/*.parquet')",
                "SELECT * FROM read_text('LAKE/.lock')",
                "SELECT * FROM read_text('LAKE/blocks/../.lock')",
                "SELECT * FROM parquet_schema('/tmp/x.parquet')",
                "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
                "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
                "SELECT * FROM sqlite_scan('LAKE/../node/chain.db', 'peer')",
                "SELECT * FROM postgres_scan('host=127.0.0.1', 'public', 't')",
                "SELECT getenv('HOME')");
    }

    @ParameterizedTest
    @MethodSource("outside")
    @DisplayName("opens no file but the tables' own, no network and no extension")
    void outsideFiles(String sql) {
        assertThatThrownBy(() -> ask(sql.replace("LAKE", lake.toString())))
                .isInstanceOf(SqlFailed.class)
                .hasMessageMatching("(?s)(Permission|Catalog|Binder|IO|Missing Extension) Error: .*")
                .hasMessageNotContaining("root:");
    }

    @Test
    @DisplayName("has extensions from nowhere: installing and loading them by itself is off")
    void extensions() throws Exception {
        assertThat(ask("SELECT name, value FROM duckdb_settings() WHERE name IN ('autoinstall_known_extensions',"
                        + " 'autoload_known_extensions', 'allow_community_extensions', 'enable_external_access',"
                        + " 'lock_configuration', 'allow_persistent_secrets') ORDER BY name"))
                .isEqualTo("name,value|allow_community_extensions,false|allow_persistent_secrets,false|"
                        + "autoinstall_known_extensions,false|autoload_known_extensions,false|enable_external_access,false|"
                        + "lock_configuration,true|");
        assertThatThrownBy(() -> ask("SELECT extension_name FROM duckdb_extensions()"))
                .as("it would look into the user's directory of extensions")
                .hasMessageStartingWith("Permission Error: ");
    }

    @Test
    @DisplayName("says where a mistake is, and what might be meant")
    void mistakes() {
        assertThatThrownBy(() -> ask("SELECT *\n  FORM blocks"))
                .isInstanceOf(SqlFailed.class)
                .hasMessage("syntax error at or near \"blocks\" (line 2, column 8)");
        assertThatThrownBy(() -> ask("SELECT heigth FROM blocks"))
                .isInstanceOf(SqlFailed.class)
                .hasMessageStartingWith("Binder Error: Referenced column \"heigth\" not found");
        assertThatThrownBy(() -> ask("")).hasMessage("there is no statement");
        assertThatThrownBy(() -> ask("-- nothing")).hasMessage("there is no statement");
    }

    @Test
    @DisplayName("takes a statement of 100,000 characters, and none of one more")
    void length() throws Exception {
        assertThat(ask("SELECT length('" + "x".repeat(99_978) + "') AS n")).isEqualTo("n|99978|");
        assertThatThrownBy(() -> ask("SELECT length('" + "x".repeat(99_979) + "') AS n"))
                .isInstanceOf(SqlFailed.class)
                .hasMessage("the statement has 100001 characters; 100000 are the most");
    }

    @Test
    @DisplayName("ends a question that takes more memory than there may be, and goes on with the next")
    void memory() throws Exception {
        assertThatThrownBy(() -> ask("SELECT length(string_agg(repeat('x', 1000), '')) FROM range(200000)"))
                .isInstanceOf(SqlFailed.class)
                .hasMessageContaining("Out of Memory");
        assertThat(ask("SELECT 1 AS one")).isEqualTo("one|1|");
    }

    @Test
    @DisplayName("stops a question when asked to, and goes on with the next")
    void cancel() throws Exception {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(
                        "SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3");
            } catch (SqlFailed e) {
                return String.valueOf(e.getMessage());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!answer.isDone()) {
            session.cancel();
            Thread.onSpinWait();
        }
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("cancelled");
        assertThat(session.cancel()).as("nothing is running").isFalse();
        assertThat(ask("SELECT 1 AS one")).isEqualTo("one|1|");
    }

    @Test
    @DisplayName("needs a directory with blocks in it")
    void nothingThere() throws Exception {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThatThrownBy(() -> SqlSession.open(empty, 64, directory.resolve("spill")))
                .isInstanceOf(LakeException.class)
                .hasMessage("no block is in " + empty + " yet; ./wonsi export --parquet " + empty + " puts some there");
    }
}
