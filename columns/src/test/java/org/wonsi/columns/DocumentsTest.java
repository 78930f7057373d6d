package org.wonsi.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.columns.lake.FlatView;
import org.wonsi.columns.question.Dialect;
import org.wonsi.columns.question.Question;
import org.wonsi.columns.schema.Column;
import org.wonsi.columns.schema.Table;

/** docs/columns*.md are made from the code. To write them anew: run this test with {@code -Dwonsi.write=true}. */
@DisplayName("the documents on the columns")
class DocumentsTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    @DisplayName("list every table and column with type, origin and meaning")
    void columns(String language) throws IOException {
        boolean korean = language.equals("ko");
        StringBuilder text = new StringBuilder(korean ? KOREAN : ENGLISH);
        for (Table table : Table.values()) {
            text.append("\n### %s\n\n".formatted(table.tableName()));
            text.append(korean ? "| 열 | 타입 | 출처 | 뜻 |\n" : "| column | type | who has it | meaning |\n");
            text.append("|---|---|---|---|\n");
            table.columns().forEach(column -> row(text, column, "", korean));
        }
        check(korean ? "columns.ko.md" : "columns.md", text.toString());
    }

    private static void row(StringBuilder text, Column column, String outer, boolean korean) {
        text.append("| `%s%s` | %s | %s | %s |\n"
                .formatted(
                        outer,
                        column.name(),
                        column.bigQueryType(),
                        korean ? column.origin().korean() : column.origin().english(),
                        korean ? column.korean() : column.english()));
        column.fields().forEach(field -> row(text, field, outer + column.name() + ".", korean));
    }

    @Test
    @DisplayName("spell every question for every engine")
    void questions() throws IOException {
        StringBuilder text = new StringBuilder(QUESTIONS);
        for (Question question : Question.all()) {
            text.append("\n## %d. %s\n\n%s\n".formatted(question.number(), question.title("en"), question.title("ko")));
            String duckDb = question.sql(Dialect.DUCKDB);
            String spark = question.sql(Dialect.SPARK);
            String both = duckDb.equals(spark) ? "DuckDB, Spark" : "DuckDB";
            block(text, both, duckDb);
            if (!duckDb.equals(spark)) {
                block(text, "Spark", spark);
            }
            block(
                    text,
                    question.needsOwnColumns()
                            ? "BigQuery, untried; the public data set lacks a column or table that it needs"
                            : "BigQuery, untried",
                    question.sql(Dialect.BIGQUERY));
        }
        check("columns-sql.md", text.toString());
    }

    private static void block(StringBuilder text, String title, String sql) {
        text.append("\n%s:\n\n```sql\n%s\n```\n".formatted(title, sql));
    }

    private static void check(String name, String text) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("CONTRIBUTING.md")) ? here : here.resolve("..");
        Path document = root.resolve("docs").resolve(name);
        if (Boolean.getBoolean("wonsi.write")) {
            Files.writeString(document, text);
        }
        assertThat(Files.readString(document))
                .as("%s; write it anew with -Dwonsi.write=true", document)
                .isEqualTo(text);
    }

    @Test
    @DisplayName("name nothing twice")
    void names() {
        for (Table table : Table.values()) {
            assertThat(table.columns()).extracting(Column::name).doesNotHaveDuplicates();
            for (Column column : table.columns()) {
                assertThat(column.fields()).extracting(Column::name).doesNotHaveDuplicates();
                assertThat(List.of(column.english(), column.korean())).allMatch(words -> words.endsWith("."));
            }
        }
    }

    private static final String QUESTIONS = """
            # The twenty questions for other engines

            The questions of [sql.md](sql.md) ask a node's own database, and each answer is explained there. Here they are spelt for tables with
            the columns of [columns.md](columns.md): for DuckDB (`./wonsi sql` runs them so), for Spark, and for BigQuery's public data set
            `bigquery-public-data.crypto_bitcoin`. `inputs` and `outputs` are views with a row for each; Spark gets them by the two statements
            in [columns.md](columns.md).

            A test asks all of them of DuckDB over Parquet files and of SQLite, and compares both with the blocks. Another test asks the same
            of Spark 4.2.0 ([cluster.md](cluster.md)). The spelling for BigQuery is written from its manual and was never tried. This page is made from the code.
            """;

    private static final String ENGLISH =
            """
            # The chain as columns

            [한국어](columns.ko.md)

            A node keeps its chain in SQLite ([database.md](database.md)), which is good at finding one thing. Asking the whole chain at once is
            the work of engines that read columns: DuckDB, Spark, BigQuery. Google's public data set `crypto_bitcoin`, which bitcoin-etl makes,
            has all of Bitcoin in two tables for them. `./wonsi export --parquet` writes a node's chain with the same tables, columns and units, so what is
            learnt here holds there.

            ```
            ./wonsi export --parquet chain-as-parquet --data-dir ~/.wonsi/seminar/talk/now/Seoul --confirmations 0
            ./wonsi sql chain-as-parquet --query "SELECT number, transaction_count FROM blocks ORDER BY number DESC LIMIT 5"
            ./wonsi sql ~/.wonsi/seminar/talk/now/Seoul --query ".questions 5"
            ```

            ## Writing them

            ```
              chain-as-parquet/
                blocks/timestamp_month=2026-11-01/blocks_00000001_00000843.parquet
                transactions/block_timestamp_month=2026-11-01/transactions_00000001_00000843.parquet
                stale_blocks/stale_blocks.parquet
            ```

            - **Folders are months**, as the public tables are partitioned, and spelt as Hive does: an engine reads only the folders that a condition on
              the month leaves. A file holds the blocks of one month from one height to another, which are in its name; a new one begins after 16 MB of blocks, 25,000 blocks, or
              with another month. Files are packed with zstd.
            - **Only deep blocks.** A file is never changed again, so a block is written once `--confirmations` others are built on it (6 unless told
              otherwise). A reorganisation that reaches deeper ends the export with an error that names the block, and nothing is overwritten.
            - **`--follow`** looks each second for blocks that are deep enough, until Ctrl-C. Each look that finds some makes a file, so on a chain that runs for
              weeks `--at-least 100` keeps the number of files small.
            - **Interrupted anywhere, it goes on where it was.** A file is written under a hidden name, forced to the disk and then renamed. The file of
              `transactions` gets its name first, that of `blocks` second; heights count from then on. What was left half-way is deleted by the next run.
              A test kills the program at random moments and compares what is there in the end with the chain.
            - **`--from H`** begins at a height, and leaves out what came before; then inputs name outputs that aren't in the files.
            - The node may run meanwhile or not. One export at a time writes to a directory; readers may read at any time.
            - A file that was cut off is noticed, and named. One whose bytes changed in between isn't: these files have no checksums, so a disk that lies gives wrong answers.
            - Each file names its network, the genesis block and its own last block in Parquet's key and value notes (`wonsi_network`, ...).

            The file of `stale_blocks` is replaced whenever blocks are added: it has all blocks that lost a race up to the last height written, as this node knows them then.

            ## Asking them

            `./wonsi sql` takes such a directory, a node's data directory, or the `chain.db` in it; without any, the running seminar's first node.
            A node's database is first written as Parquet into a directory of the run's own, which takes about a second for 10,000 transactions and is deleted at the end.
            From a terminal it has a prompt with history (`~/.wonsi/sql_history`), completion by tab and `.help`; Ctrl-C stops the question that is being answered. In a script it
            reads standard input, or takes `--query`; answers are a table, `--csv` or `--json`. `--plot` draws a result of two columns below it, `--svg FILE` writes
            the drawing. Exit code 0, 1 for a question or place that is wrong, 2 for a wrong option.

            `.questions` lists the twenty questions of [sql.md](sql.md), `.questions 5` asks one and says what the answer means, and `.questions 5 spark` shows how
            another engine is asked; [columns-sql.md](columns-sql.md) has all of them.

            A question can come from anybody in a class, so the session is shut in:

            - one statement at a time, and only what reads: DuckDB's own parser decides whether it is a SELECT, DESCRIBE, SHOW, SUMMARIZE or an EXPLAIN of these;
            - no file but those of the tables can be opened, no network, no other database (`enable_external_access` is off, the files are listed one by one);
            - nothing is installed or loaded: DuckDB would fetch an extension when a question needs one, and that is switched off before the first statement;
            - no setting can be changed; 1 GB of memory (`--memory`), sorting goes on in the run's own directory.

            What remains allowed: reading the tables' files also by `read_parquet('...')` or `read_blob('...')` with their full path, and seeing DuckDB's settings, which name directories of this machine.

            ## What differs from the public data set

            - Before SegWit: no witness, so `stripped_size`, `weight` and `virtual_size` follow from `size`, and outputs for witnesses are nonstandard.
            - `type` and `addresses` are those of bitcoin-etl over a Bitcoin Core before 22.0: whatever has no address (a bare key, OP_RETURN) is `nonstandard` and gets a made-up
              address, by which coins of one script are found together. Newer Bitcoin Core names no addresses for multisig, older did, and so do these files.
            - NUMERIC is a decimal of 18 digits without a fraction, in satoshis; it reads as NUMERIC in BigQuery and as a plain whole number elsewhere.
            - Columns marked *bitcoin-etl* are in that program's own files but not in the public tables; those marked *Wonsi* are ours. They stand last.
            - On mainnet the ids of two coinbases occur twice (BIP 30), so joining by `hash` finds them twice; the public set has the same.

            ## Tables

            `hash`, `index` and others are words of SQL in some engines. DuckDB and Spark take them as they are, BigQuery wants `` `hash` ``. Another engine that complains takes the name in
            its quotes: `"index"` in most, `` `index` `` in MySQL.

            Views with a row for each input and output, under the names of the public set, are there in `./wonsi sql`. In Spark, once `blocks`, `transactions` and
            `stale_blocks` are views on the directories:

            ```sql
            %s;
            %s;
            ```
            """.formatted(FlatView.INPUTS.createSparkView(), FlatView.OUTPUTS.createSparkView());

    private static final String KOREAN =
            """
            # 열로 본 체인

            [English](columns.md)

            노드는 체인을 SQLite에 저장합니다([database.md](database.md)). SQLite는 하나를 찾아내는 데 알맞습니다. 체인 전체에 한꺼번에 묻는 일은 열 단위로
            읽는 엔진, 곧 DuckDB, Spark, BigQuery가 잘합니다. bitcoin-etl로 만든 Google의 공개 데이터 세트 `crypto_bitcoin`에는 비트코인 전체가 두 테이블로
            들어 있습니다. `./wonsi export --parquet`은 노드의 체인을 같은 테이블, 같은 열, 같은 단위로 씁니다. 그래서 여기서 배운 것이 거기서도 그대로 통합니다.

            ```
            ./wonsi export --parquet chain-as-parquet --data-dir ~/.wonsi/seminar/talk/now/Seoul --confirmations 0
            ./wonsi sql chain-as-parquet --query "SELECT number, transaction_count FROM blocks ORDER BY number DESC LIMIT 5"
            ./wonsi sql ~/.wonsi/seminar/talk/now/Seoul --query ".questions 5"
            ```

            ## 쓰기

            ```
              chain-as-parquet/
                blocks/timestamp_month=2026-11-01/blocks_00000001_00000843.parquet
                transactions/block_timestamp_month=2026-11-01/transactions_00000001_00000843.parquet
                stale_blocks/stale_blocks.parquet
            ```

            - **폴더는 달입니다.** 공개 테이블의 파티션과 같고, 이름은 Hive 방식입니다. 달에 조건을 걸면 엔진은 해당하는 폴더만 읽습니다. 파일 하나에는 한 달에 속한
              블록이 어느 높이부터 어느 높이까지 들어 있고, 그 높이가 파일 이름에 있습니다. 블록이 16 MB나 25,000개가 되거나 달이 바뀌면 새 파일을 시작합니다. 파일은 zstd로
              압축합니다.
            - **깊이 묻힌 블록만 씁니다.** 한번 쓴 파일은 바꾸지 않습니다. 그래서 블록 위에 `--confirmations`개(기본값 6)가 쌓인 뒤에야 씁니다. 그보다 깊은 재구성이
              일어나면 어느 블록인지 알리고 오류로 끝나며, 아무것도 덮어쓰지 않습니다.
            - **`--follow`**는 충분히 깊어진 블록이 있는지 1초마다 살펴보며, Ctrl-C를 누를 때까지 계속합니다. 찾을 때마다 파일이 하나 생기므로, 몇 주씩 이어지는 체인에서는
              `--at-least 100`으로 파일 수를 줄입니다.
            - **어디서 중단되어도 그 자리에서 이어집니다.** 숨긴 이름으로 쓰고, 디스크에 내려 쓴 다음 이름을 바꿉니다. `transactions` 파일이 먼저, `blocks` 파일이 나중에
              제 이름을 얻으며 그때부터 그 높이가 인정됩니다. 쓰다 만 파일은 다음 실행이 지웁니다. 테스트는 프로그램을 임의의 순간에 강제 종료하고, 마지막에 남은 것을
              체인과 비교합니다.
            - **`--from H`**는 그 높이부터 시작하고 앞의 블록은 넣지 않습니다. 이때 입력은 파일에 없는 출력을 가리킬 수 있습니다.
            - 노드는 실행 중이어도, 아니어도 됩니다. 한 디렉터리에는 한 번에 하나의 export만 쓸 수 있고, 읽기는 언제든 가능합니다.
            - 잘린 파일은 알아채고 이름을 알립니다. 중간의 바이트가 바뀐 파일은 알아채지 못합니다. 이 파일에는 체크섬이 없어서, 디스크가 잘못 읽으면 답도 틀립니다.
            - 파일마다 Parquet의 키와 값 메모(`wonsi_network` 등)에 네트워크, 제네시스 블록, 파일의 마지막 블록이 적혀 있습니다.

            `stale_blocks` 파일은 블록이 추가될 때마다 새 파일로 바뀝니다. 마지막으로 쓴 높이까지 경쟁에서 진 블록을, 그때 이 노드가 아는 대로 모두 담습니다.

            ## 묻기

            `./wonsi sql`에는 그런 디렉터리, 노드의 데이터 디렉터리, 또는 그 안의 `chain.db`를 줍니다. 아무것도 주지 않으면 실행 중인 세미나의 첫 노드에 묻습니다.
            노드의 데이터베이스는 먼저 이번 실행만의 디렉터리에 Parquet으로 씁니다. 거래 10,000건에 1초쯤 걸리며, 끝나면 지웁니다.
            터미널에서는 기록(`~/.wonsi/sql_history`), 탭 완성, `.help`가 있는 프롬프트가 열리고, Ctrl-C는 답하고 있는 질문을 멈춥니다. 스크립트에서는 표준 입력을
            읽거나 `--query`를 받습니다. 답은 표, `--csv`, `--json` 가운데 하나로 나옵니다. `--plot`은 두 열짜리 결과를 그 아래에 그리고, `--svg FILE`은 그림을 파일로
            씁니다. 종료 코드는 성공이면 0, 질문이나 위치가 잘못되면 1, 옵션이 잘못되면 2입니다.

            `.questions`는 [sql.ko.md](sql.ko.md)의 질문 스무 개를 보여 주고, `.questions 5`는 그 질문을 실행해 답의 뜻을 설명하며, `.questions 5 spark`는 다른 엔진에서
            쓰는 문장을 보여 줍니다. 전체는 [columns-sql.md](columns-sql.md)에 있습니다.

            질문은 수업의 누구에게서나 올 수 있으므로 세션을 가둡니다.

            - 한 번에 한 문장, 읽는 문장만 받습니다. SELECT, DESCRIBE, SHOW, SUMMARIZE이거나 이들의 EXPLAIN인지는 DuckDB의 파서가 판단합니다.
            - 테이블의 파일 말고는 어떤 파일도 열 수 없고, 네트워크와 다른 데이터베이스도 쓸 수 없습니다(`enable_external_access`를 끄고 파일을 하나씩 지정합니다).
            - 아무것도 설치하거나 불러오지 않습니다. DuckDB는 질문에 필요한 확장을 내려받으려 하는데, 첫 문장을 실행하기 전에 이 기능을 끕니다.
            - 설정을 바꿀 수 없습니다. 메모리는 1 GB(`--memory`)까지 쓰고, 넘치는 정렬은 이번 실행의 디렉터리에서 이어집니다.

            그래도 할 수 있는 일: 전체 경로를 적어 `read_parquet('...')`이나 `read_blob('...')`으로 테이블의 파일을 읽는 것, 그리고 이 컴퓨터의 디렉터리 이름이 나오는 DuckDB 설정을 보는 것입니다.

            ## 공개 데이터 세트와 다른 점

            - 세그윗 이전이라 증인 데이터가 없습니다. `stripped_size`, `weight`, `virtual_size`는 `size`에서 정해지고, 증인용 출력은 nonstandard입니다.
            - `type`과 `addresses`는 22.0 이전의 Bitcoin Core 위에서 bitcoin-etl이 쓰는 값입니다. 주소가 없는 출력(공개 키를 그대로 쓴 출력, OP_RETURN)은 모두 `nonstandard`이고,
              같은 스크립트의 코인을 함께 찾을 수 있도록 만들어 낸 주소를 붙입니다. 멀티시그의 주소는 새 Bitcoin Core에는 없고 예전에는 있었으며, 이 파일에도 있습니다.
            - NUMERIC은 소수부가 없는 18자리 십진수이고 단위는 사토시입니다. BigQuery에서는 NUMERIC으로, 다른 곳에서는 정수로 읽힙니다.
            - *bitcoin-etl*로 표시한 열은 그 프로그램의 파일에는 있지만 공개 테이블에는 없고, *Wonsi*로 표시한 열은 Wonsi가 더한 것입니다. 이런 열은 맨 뒤에 있습니다.
            - 메인넷에는 ID가 같은 코인베이스가 두 쌍 있어서(BIP 30) `hash`로 조인하면 두 번 나옵니다. 공개 데이터 세트도 같습니다.

            ## 테이블

            `hash`, `index` 같은 이름은 엔진에 따라 SQL의 예약어입니다. DuckDB와 Spark에서는 그대로 쓰고, BigQuery에서는 `` `hash` ``처럼 씁니다. 다른 엔진에서 오류가 나면 그 엔진의
            따옴표로 감쌉니다. 대부분은 `"index"`, MySQL은 `` `index` ``입니다.

            공개 데이터 세트와 같은 이름의 뷰 `inputs`, `outputs`는 입력과 출력마다 한 행을 갖습니다. `./wonsi sql`에는 이미 있고, Spark에서는 `blocks`, `transactions`,
            `stale_blocks`를 각 디렉터리의 뷰로 만든 다음 이렇게 만듭니다.

            ```sql
            %s;
            %s;
            ```
            """.formatted(FlatView.INPUTS.createSparkView(), FlatView.OUTPUTS.createSparkView());
}
