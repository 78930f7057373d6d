package org.wonsi.columns.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
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
import org.wonsi.columns.sql.SqlFailed;
import org.wonsi.columns.sql.SqlSession;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.question.QuestionAnswers;
import org.wonsi.node.store.SqliteChainStore;

/**
 * The twenty questions, asked of a chain on which each has something to find: DuckDB over Parquet and SQLite must both find
 * what {@link QuestionAnswers} finds in the blocks themselves.
 */
@DisplayName("the questions")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionTest {
    @TempDir
    static Path directory;

    private SqlSession session;
    private Connection sqlite;
    private QuestionAnswers answers;

    /** Rows as texts, as the independent answers have them. */
    static final class Rows implements AnswerWriter {
        final List<List<String>> rows = new ArrayList<>();
        List<String> columns = List.of();

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
        Path lake = directory.resolve("lake");
        try (TestChain chain = TestChain.whole(node);
                var duckDb = DuckDb.open(256, directory.resolve("spill"));
                var export = new ChainExport(lake, ChainParams.regtest(), OptionalInt.empty(), 0, duckDb);
                var queries = SqliteChainStore.openForReading(node, ChainParams.regtest())) {
            export.pass(queries, 1, height -> {});
            answers = new QuestionAnswers(chain.story().blocks(), chain.story().late());
        }
        session = SqlSession.open(lake, 256, directory.resolve("spill"));
        sqlite = DriverManager.getConnection("jdbc:sqlite:" + node.resolve("chain.db"));
    }

    @AfterAll
    void close() throws Exception {
        session.close();
        sqlite.close();
    }

    private static List<Question> questions() {
        return Question.all();
    }

    @ParameterizedTest
    @MethodSource("questions")
    @DisplayName("find in Parquet, asked by DuckDB, what is in the blocks")
    void inDuckDb(Question question) throws Exception {
        Rows rows = new Rows();
        session.ask(question.sql(Dialect.DUCKDB), rows);
        assertThat(rows.rows).as(question.id()).isNotEmpty().isEqualTo(answers.of(question.id()));
    }

    @ParameterizedTest
    @MethodSource("questions")
    @DisplayName("find the same in the node's database, asked by SQLite, under the same names")
    void inSqlite(Question question) throws Exception {
        List<List<String>> found = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try (Statement statement = sqlite.createStatement();
                ResultSet rows = statement.executeQuery(question.sql(Dialect.SQLITE))) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.add(rows.getMetaData().getColumnLabel(i));
            }
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(Values.text(rows.getObject(i)));
                }
                found.add(row);
            }
        }
        assertThat(found).as(question.id()).isEqualTo(answers.of(question.id()));
        Rows parquet = new Rows();
        session.ask(question.sql(Dialect.DUCKDB), parquet);
        assertThat(parquet.columns).as(question.id()).isEqualTo(columns);
    }

    @Test
    @DisplayName("are twenty, numbered, in two languages, and spelt out for every engine")
    void complete() {
        assertThat(questions())
                .hasSize(20)
                .extracting(Question::number)
                .containsExactlyElementsOf(
                        Stream.iterate(1, n -> n + 1).limit(20).toList());
        for (Question question : questions()) {
            assertThat(question.title("en")).endsWith("?");
            assertThat(question.title("ko")).endsWith("?");
            assertThat(question.explanation("en")).endsWith(".");
            assertThat(question.explanation("ko")).endsWith(".");
            for (Dialect dialect : Dialect.values()) {
                assertThat(question.sql(dialect))
                        .as("%s for %s", question, dialect)
                        .doesNotContain("[")
                        .startsWith(question.sql(dialect).startsWith("WITH") ? "WITH" : "SELECT");
            }
        }
    }

    @Test
    @DisplayName("that the public data set can't answer are known")
    void ownColumns() {
        assertThat(questions().stream().filter(Question::needsOwnColumns).map(Question::id))
                .containsExactly("links", "stale", "follow", "linked");
    }

    @Test
    @DisplayName("are spelt for BigQuery with its public tables and its quotes")
    void bigQuery() {
        String newest = questions().get(1).sql(Dialect.BIGQUERY);
        assertThat(newest).isEqualTo("""
                        SELECT number AS height, `hash`, format_timestamp('%F %T', timestamp) AS time_utc,
                               transaction_count AS tx_count, size
                          FROM `bigquery-public-data.crypto_bitcoin.blocks`
                         ORDER BY number DESC
                         LIMIT 10""");
        assertThat(Dialect.BIGQUERY.isTried()).isFalse();
    }

    @Test
    @DisplayName("of a word that no engine knows are a mistake of ours")
    void unknownWord() throws SqlFailed {
        StringWriter seen = new StringWriter();
        for (String template : List.of("[nonsense]", "[upper:x]")) {
            try {
                seen.append(Dialect.DUCKDB.spell(template));
            } catch (IllegalStateException e) {
                seen.append(e.getMessage()).append('\n');
            }
        }
        assertThat(seen.toString()).isEqualTo("no table or column [nonsense]\nno word [upper:]\n");
    }
}
