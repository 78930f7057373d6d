package org.wonsi.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.columns.TestChain;
import org.wonsi.columns.answer.AnswerWriter;
import org.wonsi.columns.answer.Values;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.lake.ChainExport;
import org.wonsi.columns.question.Dialect;
import org.wonsi.columns.question.Question;
import org.wonsi.columns.sql.SqlSession;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.question.QuestionAnswers;
import org.wonsi.node.store.SqliteChainStore;

/**
 * The twenty questions, asked of Spark over the files that DuckDB wrote: the answers must be those of DuckDB, and what {@link QuestionAnswers}
 * finds in the blocks. The test runs in the time zone of Seoul.
 */
@DisplayName("questions on Spark")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsOnSparkTest {
    @TempDir
    static Path directory;

    private Path lake;
    private SparkSession spark;
    private SqlSession duckDb;
    private QuestionAnswers answers;

    /** An answer as texts. */
    private static final class Rows implements AnswerWriter {
        private final List<List<String>> rows = new ArrayList<>();
        private List<String> columns = List.of();

        @Override
        public void begin(List<String> names) {
            columns = names;
        }

        @Override
        public void row(List<@Nullable Object> values) {
            rows.add(values.stream().map(Values::text).toList());
        }

        @Override
        public void end() {}
    }

    @BeforeAll
    void open() throws Exception {
        Path node = directory.resolve("node");
        // Spaces, brackets and what globs and URLs mean otherwise.
        lake = directory.resolve("a lake {50%} [é]");
        try (TestChain chain = TestChain.whole(node);
                var writer = DuckDb.open(256, directory.resolve("spill"));
                var export = new ChainExport(lake, ChainParams.regtest(), OptionalInt.empty(), 0, writer);
                var queries = SqliteChainStore.openForReading(node, ChainParams.regtest())) {
            export.pass(queries, 1, height -> {});
            answers = new QuestionAnswers(chain.story().blocks(), chain.story().late());
        }
        duckDb = SqlSession.open(lake, 256, directory.resolve("spill"));
        spark = SparkStart.open("local[2]", Map.of());
        SparkLake.createViews(spark, lake.toString());
    }

    @AfterAll
    void close() throws Exception {
        spark.close();
        duckDb.close();
    }

    private Rows ask(String sql) throws Exception {
        Rows rows = new Rows();
        SparkAnswer.ask(spark, sql, rows);
        return rows;
    }

    private static List<Question> questions() {
        return Question.all();
    }

    @ParameterizedTest
    @MethodSource("questions")
    @DisplayName("find what DuckDB finds in the same files, and what is in the blocks")
    void twenty(Question question) throws Exception {
        Rows here = ask(question.sql(Dialect.SPARK));
        Rows there = new Rows();
        duckDb.ask(question.sql(Dialect.DUCKDB), there);
        assertThat(here.rows).as(question.id()).isNotEmpty().isEqualTo(answers.of(question.id()));
        assertThat(here.rows).as(question.id()).isEqualTo(there.rows);
        assertThat(here.columns).as(question.id()).isEqualTo(there.columns);
    }

    @Test
    @DisplayName("see every column of every table with the same values as DuckDB, nested ones and times among them")
    void everyColumn() throws Exception {
        for (String table : List.of("blocks", "transactions", "stale_blocks", "inputs", "outputs")) {
            String order = switch (table) {
                case "blocks", "stale_blocks" -> "number, hash";
                case "transactions" -> "block_number, hash";
                default -> "block_number, transaction_hash, %sindex%s";
            };
            Rows here = ask("SELECT * FROM " + table + " ORDER BY " + order.formatted("`", "`"));
            Rows there = new Rows();
            duckDb.ask("SELECT * FROM " + table + " ORDER BY " + order.formatted("\"", "\""), there);
            assertThat(here.columns).as(table).isEqualTo(there.columns);
            assertThat(here.rows).as(table).isNotEmpty().isEqualTo(there.rows);
        }
    }

    @Test
    @DisplayName("read only the month's files that a condition leaves")
    void months() throws Exception {
        String plan = ask("EXPLAIN SELECT count(*) FROM blocks WHERE timestamp_month = DATE '2026-11-01'")
                .rows
                .toString();
        assertThat(plan).contains("PartitionFilters: [isnotnull(timestamp_month", "PushedFilters: []");
    }

    @Test
    @DisplayName("pass over what an export has only begun, and name what no export wrote")
    void unfinished(@TempDir Path other) throws Exception {
        Path transactions = lake.resolve("transactions");
        Path month;
        try (var folders = Files.list(transactions)) {
            month = folders.findFirst().orElseThrow();
        }
        Path begun = Files.writeString(month.resolve(".transactions_00000900_00000901.parquet.part"), "x");
        Path unpaired = Files.writeString(month.resolve("transactions_00000900_00000901.parquet"), "x");
        String count = "SELECT count(*) FROM transactions";
        List<List<String>> before = ask(count).rows;
        SparkLake.createViews(spark, lake.toString());
        assertThat(ask(count).rows).isEqualTo(before);
        Files.delete(begun);
        Files.delete(unpaired);
        Path foreign = Files.writeString(month.resolve("mine.parquet"), "x");
        assertThatThrownBy(() -> SparkLake.createViews(spark, lake.toString()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("mine.parquet wasn't written by ./wonsi export --parquet");
        Files.delete(foreign);
        assertThatThrownBy(() -> SparkLake.createViews(spark, other.toString()))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("no block is in " + other);
        assertThatThrownBy(() -> SparkLake.createViews(spark, "nosuch://there/lake"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    @DisplayName("that are wrong are told in Spark's words, without its plan or a stack")
    void wrong() {
        assertThatThrownBy(() -> ask("SELECT nonsense FROM blocks"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("nonsense")
                .hasMessageNotContaining("\tat ")
                .hasMessageNotContaining("Project");
        assertThatThrownBy(() -> ask("SELEKT 1"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("SELEKT");
        assertThatThrownBy(() -> ask("SELECT CAST('x' AS INT)"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("'x'")
                .hasMessageNotContaining("\tat ");
    }
}
