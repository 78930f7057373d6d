package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.question.QuestionAnswers;
import org.wonsi.core.question.QuestionChain;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.sql.SqlLimits;
import org.wonsi.node.store.sql.SqlRefusedException;
import org.wonsi.node.store.sql.SqlResult;

/**
 * The questions that the SQL page prepares, asked of a real chain: what SQL finds must be what {@link QuestionAnswers} finds in
 * the blocks themselves.
 *
 * <p>docs/sql.md and docs/sql.ko.md are made from the same file. To write them anew: run this test with {@code -Dwonsi.write=true}.
 */
@DisplayName("the prepared SQL questions")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlQuestionsTest {
    private static final Set<String> LEVELS = Set.of("first", "second", "third");

    @TempDir
    static Path directory;

    private SqliteChainStore store;
    private ChainQueries queries;
    private QuestionAnswers answers;

    /** One question of the file. */
    private record Question(String id, String level, String plot, String sql, JsonNode node) {
        @Override
        public String toString() {
            return id;
        }
    }

    @BeforeAll
    void open() throws Exception {
        store = SqliteChainStore.open(directory, ChainParams.regtest(), StoreOptions.standard());
        ChainState chain = new ChainState(ChainParams.regtest(), store, ScriptCheckRunner.inOrder());
        QuestionChain story = new QuestionChain();
        for (Block block : story.blocks().subList(1, story.blocks().size())) {
            chain.acceptBlock(block, 1_795_478_400L);
        }
        chain.acceptBlock(story.late(), 1_795_478_400L);
        assertThat(chain.tip().hash())
                .isEqualTo(story.blocks().get(QuestionChain.TIP).hash());
        queries = store.openQueries();
        answers = new QuestionAnswers(story.blocks(), story.late());
    }

    @AfterAll
    void close() {
        queries.close();
        store.close();
    }

    private static JsonNode file() throws IOException {
        try (InputStream in = SqlQuestionsTest.class.getResourceAsStream("/web/i18n/sql.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static List<Question> questions() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (JsonNode node : file().get("questions")) {
            List<String> lines = new ArrayList<>();
            node.get("sql").forEach(line -> lines.add(line.asText()));
            questions.add(new Question(
                    node.get("id").asText(),
                    node.get("level").asText(),
                    node.path("plot").asText(),
                    String.join("\n", lines),
                    node));
        }
        return questions;
    }

    private SqlResult ask(String sql) throws SqlRefusedException {
        return queries.sql(sql, SqlLimits.standard());
    }

    @Test
    @DisplayName("there are twenty, each with its id, level, and both languages")
    void complete() throws IOException {
        List<Question> questions = questions();
        assertThat(questions).hasSize(20);
        assertThat(questions).extracting(Question::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+"));
        assertThat(questions).allSatisfy(question -> {
            assertThat(LEVELS).contains(question.level());
            assertThat(Set.of("", "bars", "line")).contains(question.plot());
            assertThat(question.node().get("en").get("title").asText()).endsWith("?");
            assertThat(question.node().get("ko").get("title").asText()).endsWith("?");
            assertThat(question.node().get("en").get("answer").asText()).endsWith(".");
            assertThat(question.node().get("ko").get("answer").asText()).endsWith(".");
        });
    }

    @ParameterizedTest
    @MethodSource("questions")
    @DisplayName("each finds in the database what is in the blocks")
    void answered(Question question) throws SqlRefusedException {
        SqlResult result = ask(question.sql());
        assertThat(result.rows()).as(question.id()).isNotEmpty();
        assertThat(result.rows()).as(question.id()).isEqualTo(answers.of(question.id()));
        if (!question.plot().isEmpty()) {
            assertThat(result.numbers().get(1)).as("its second column is drawn").isTrue();
            assertThat(result.rows()).hasSizeGreaterThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    @DisplayName("the sqlite3 program gives the same answer from the same file while the node has it open")
    void inTerminal(Question question) throws Exception {
        Optional<Path> sqlite3 = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, "sqlite3"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(sqlite3.isPresent(), "no sqlite3 here; install it to run the questions in a terminal");
        Process process = new ProcessBuilder(
                        sqlite3.orElseThrow().toString(),
                        "-readonly",
                        "-csv",
                        "-nullvalue",
                        "NULL",
                        directory.resolve(Database.FILE_NAME).toString(),
                        question.sql())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String expected = ask(question.sql()).rows().stream()
                .map(row -> row.stream()
                        .map(cell -> cell.contains(" ") ? "\"" + cell + "\"" : cell)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        assertThat(output.replace("\r", "").strip()).isEqualTo(expected);
    }

    @Test
    @DisplayName("the page lists every table and view that can be read, with its columns")
    void tables() throws Exception {
        Map<String, List<String>> listed = new LinkedHashMap<>();
        file().get("tables").properties().forEach(table -> {
            List<String> columns = new ArrayList<>();
            table.getValue().forEach(column -> columns.add(column.asText()));
            listed.put(table.getKey(), columns);
        });
        Set<String> readable = new TreeSet<>();
        for (List<String> row : ask("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
                .rows()) {
            try {
                List<String> columns = ask("SELECT * FROM " + row.get(0)).columns();
                readable.add(row.get(0));
                assertThat(listed.get(row.get(0))).as(row.get(0)).isEqualTo(columns);
            } catch (SqlRefusedException e) {
                assertThat(row.get(0)).isIn("peer", "ban", "v_peer", "v_ban");
            }
        }
        assertThat(listed.keySet()).isEqualTo(readable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    @DisplayName("the document is what the file says")
    void document(String language) throws IOException {
        Path document = repository().resolve("docs").resolve(language.equals("en") ? "sql.md" : "sql.ko.md");
        String text = text(language);
        if (Boolean.getBoolean("wonsi.write")) {
            Files.writeString(document, text);
        }
        assertThat(Files.readString(document))
                .as("%s; write it anew with -Dwonsi.write=true", document)
                .isEqualTo(text);
    }

    private static String text(String language) throws IOException {
        JsonNode words = new ObjectMapper()
                .readTree(SqlQuestionsTest.class.getResourceAsStream("/web/i18n/" + language + ".json"));
        StringBuilder text = new StringBuilder(language.equals("en") ? ENGLISH : KOREAN);
        String level = "";
        int number = 0;
        for (Question question : questions()) {
            if (!question.level().equals(level)) {
                level = question.level();
                text.append(
                        "\n## %s\n".formatted(words.get("sql.level." + level).asText()));
            }
            JsonNode said = question.node().get(language);
            text.append("\n### %d. %s\n\n".formatted(++number, said.get("title").asText()));
            text.append("```sql\n%s\n```\n\n%s\n"
                    .formatted(question.sql(), said.get("answer").asText()));
        }
        return text.toString();
    }

    private static final String ENGLISH = """
            # Twenty questions about the chain, in SQL

            [한국어](sql.ko.md)

            A node keeps its chain in an SQLite database ([database.md](database.md)). The page's *SQL* (`/#/sql`) runs these questions with one
            key, draws some of the answers and lets you change them; `POST /sql` ([api.md](api.md)) takes any of them. In a terminal each runs as it
            is, also while the node runs, on the file whose path the node prints at its start (here Seoul's in `./wonsi seminar`):

            ```
            sqlite3 -readonly -box ~/.wonsi/seminar/talk/now/Seoul/chain.db "SELECT count(*) AS blocks, max(height) AS tip_height FROM chain"
            ```

            The question stands between the quotes; or leave it away, paste it and end it with a semicolon. It needs SQLite 3.35 or newer with its mathematical functions, which the `sqlite3` program usually has.
            A test asks all of them of a real chain, here and in that program, and compares the answers with the blocks. This page is made
            from the same file as the page's questions.
            """;

    private static final String KOREAN = """
            # 체인에 SQL로 묻는 질문 스무 개

            [English](sql.md)

            노드는 체인을 SQLite 데이터베이스에 저장합니다([database.md](database.md)). 화면의 *SQL*(`/#/sql`)에서는 키 하나로 질문을
            실행하고, 몇 가지 답은 그래프로 보고, 질문을 고쳐 볼 수 있습니다. `POST /sql`([api.md](api.md))로도 물을 수 있습니다. 터미널에서도
            노드가 실행되는 동안 그대로 쓸 수 있습니다. 파일의 경로는 노드가 시작할 때 출력합니다. 아래는 `./wonsi seminar`의 서울입니다.

            ```
            sqlite3 -readonly -box ~/.wonsi/seminar/talk/now/Seoul/chain.db "SELECT count(*) AS blocks, max(height) AS tip_height FROM chain"
            ```

            따옴표 사이가 질문입니다. 따옴표 부분을 빼고 실행한 뒤 질문을 붙여 넣고 세미콜론으로 끝내도 됩니다. 수학 함수가 들어 있는 SQLite 3.35 이상이 필요하며, `sqlite3` 프로그램에는 보통 들어 있습니다.
            테스트는 모든 질문을 실제 체인에 두 가지 방법으로 묻고, 답을 블록과 비교합니다. 이 문서는 화면의 질문과 같은 파일에서 만듭니다.
            """;

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("CONTRIBUTING.md")) ? here : here.resolve("..");
    }
}
