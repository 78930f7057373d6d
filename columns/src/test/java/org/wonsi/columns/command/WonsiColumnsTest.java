package org.wonsi.columns.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.columns.TestChain;
import org.wonsi.columns.answer.CsvWriter;

@DisplayName("the commands")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WonsiColumnsTest {
    @TempDir
    static Path directory;

    private TestChain chain;
    private Path node;
    private Path lake;

    /** What a command printed and how it ended. */
    private record Run(int exit, String out, String err) {}

    @BeforeAll
    void open() throws Exception {
        node = directory.resolve("node");
        lake = directory.resolve("lake");
        chain = TestChain.whole(node);
        Run run = export("--confirmations", "0");
        assertThat(run.err()).isEmpty();
        // On a busy machine it says on the way how far it is.
        assertThat(run.out().replaceAll("  height [0-9]+\n", ""))
                .isEqualTo("176 blocks with " + transactions()
                        + " transactions written; the directory ends at height 175, the" + " node's chain at 175\n");
    }

    private int transactions() {
        return chain.story().blocks().stream()
                .mapToInt(block -> block.transactions().size())
                .sum();
    }

    @AfterAll
    void close() {
        chain.close();
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = WonsiColumns.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Run(exit, out.toString(), err.toString());
    }

    private Run export(String... args) {
        String[] all = new String[args.length + 7];
        List.of("export", "--network", "regtest", "--data-dir", node.toString(), "--parquet", lake.toString())
                .toArray(all);
        System.arraycopy(args, 0, all, 7, args.length);
        return run(all);
    }

    private Run sql(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "sql";
        all[1] = lake.toString();
        System.arraycopy(args, 0, all, 2, args.length);
        return run(all);
    }

    @Test
    @DisplayName("export again when nothing is new, and say how deep")
    void again() {
        assertThat(export())
                .isEqualTo(new Run(
                        0,
                        "no new blocks; the directory ends at height 175, the node's chain at 175 (--confirmations 6)\n",
                        ""));
    }

    @Test
    @DisplayName("end with 2 and say why when they are used wrongly")
    void usage() {
        assertThat(export("--confirmations", "-1").exit()).isEqualTo(2);
        assertThat(run("export", "--parquet", "").err()).contains("--parquet names no directory");
        assertThat(export("--at-least", "0").err()).contains("--at-least is 1 or more");
        assertThat(run("export", "--network", "moon", "--parquet", "x").exit()).isEqualTo(2);
        assertThat(run("export").err()).contains("Missing required option: '--parquet=DIR'");
        assertThat(run().err()).contains("a command is missing");
        assertThat(sql("--csv", "--json", "--query", "SELECT 1").exit()).isEqualTo(2);
        assertThat(sql("--lang", "fr", "--query", "SELECT 1").err()).contains("--lang is en, ko or both, not fr");
        assertThat(sql("--memory", "63", "--query", "SELECT 1").exit()).isEqualTo(2);
    }

    @Test
    @DisplayName("end with 1 and name input, reason and what to do when they fail")
    void failures() throws Exception {
        Path nowhere = directory.resolve("nowhere");
        assertThat(run("export", "--data-dir", nowhere.toString(), "--parquet", "x"))
                .isEqualTo(
                        new Run(1, "", "wonsi: there is no data directory " + nowhere + "; name it with --data-dir\n"));
        assertThat(run("export", "--network", "seminar", "--data-dir", node.toString(), "--parquet", lake.toString())
                        .err())
                .startsWith("wonsi: this directory holds the regtest chain (" + node)
                .contains("start with --network regtest");
        assertThat(run("sql", nowhere.toString(), "--query", "SELECT 1"))
                .isEqualTo(new Run(
                        1,
                        "",
                        "wonsi: " + nowhere + " isn't there; name a node's data directory, or a directory that"
                                + " export --parquet wrote\n"));
        Path beyond = directory.resolve("beyond");
        assertThat(run(
                        "export",
                        "--network",
                        "regtest",
                        "--data-dir",
                        node.toString(),
                        "--parquet",
                        beyond.toString(),
                        "--from",
                        "999"))
                .as("nothing is taken for written")
                .isEqualTo(new Run(
                        0,
                        "nothing to write yet: the node's chain is at height 175; blocks are written from 999 on (--from),"
                                + " once 6 others are on them (--confirmations)\n",
                        ""));
        Path under = Files.writeString(directory.resolve("file"), "x").resolve("lake");
        assertThat(run("export", "--network", "regtest", "--data-dir", node.toString(), "--parquet", under.toString())
                        .err())
                .startsWith("wonsi: " + under + " can't be made (")
                .endsWith("; name another directory\n")
                .doesNotContain("--data-dir");
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThat(run("sql", empty.toString(), "--query", "SELECT 1").err())
                .isEqualTo("wonsi: " + empty
                        + " holds neither a node's chain.db nor Parquet files; name a node's data directory,"
                        + " or a directory that export --parquet wrote\n");
        Path other = Files.writeString(directory.resolve("other.db"), "x");
        assertThat(run("sql", other.toString(), "--query", "SELECT 1").err())
                .startsWith("wonsi: " + other + " isn't called chain.db; ");
        Path broken = Files.createDirectories(directory.resolve("broken"));
        Files.writeString(broken.resolve("chain.db"), "no database");
        assertThat(run("sql", broken.toString(), "--query", "SELECT 1").err())
                .startsWith("wonsi: ")
                .contains(broken.resolve("chain.db").toString());
        assertThat(sql("--query", "SELECT wrong").exit()).isEqualTo(1);
        assertThat(sql("--query", ".nonsense").err())
                .startsWith("wonsi: there is no .nonsense; the commands are .help");
        assertThat(sql("--query", "SELECT 1", "--plot").err()).startsWith("wonsi: there is nothing to draw: ");
    }

    @Test
    @DisplayName("answer from Parquet, a data directory and its database alike")
    void places() {
        String query = "SELECT count(*) AS n, max(number) AS tip FROM blocks";
        Run parquet = sql("--csv", "--query", query);
        assertThat(parquet).isEqualTo(new Run(0, "n,tip\r\n176,175\r\n", ""));
        assertThat(run("sql", node.toString(), "--csv", "--query", query)).isEqualTo(parquet);
        assertThat(run("sql", node.resolve("chain.db").toString(), "--csv", "--query", query))
                .isEqualTo(parquet);
    }

    @Test
    @DisplayName("answer as a table, CSV and JSON")
    void formats() {
        String query =
                "SELECT number, is_coinbase FROM blocks JOIN transactions ON block_number = number WHERE number = 1";
        assertThat(sql("--query", query).out()).isEqualTo("""
                        ┌────────┬─────────────┐
                        │ number │ is_coinbase │
                        ├────────┼─────────────┤
                        │      1 │ true        │
                        └────────┴─────────────┘
                        1 row
                        """);
        assertThat(sql("--csv", "--query", query).out()).isEqualTo("number,is_coinbase\r\n1,true\r\n");
        assertThat(sql("--json", "--query", query).out()).isEqualTo("[\n{\"number\":1,\"is_coinbase\":true}\n]\n");
    }

    @Test
    @DisplayName(
            "read a script from standard input, with commands between the statements, and stop at the first mistake")
    void script() {
        Run run = script("SELECT 1 AS a; -- one\n.lang both\nSELECT ';' AS b\n;\n.tables\n.quit\nSELECT 3 AS never;");
        assertThat(run.out()).isEqualTo("""
                        a\r
                        1\r
                        b\r
                        ;\r
                          blocks
                          transactions
                          stale_blocks
                          inputs   (a row for each of transactions.inputs)
                          outputs   (a row for each of transactions.outputs)
                        """);
        Run wrong = script("SELECT 1 AS a; SELECT nonsense; SELECT 3 AS never;");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).isEqualTo("a\r\n1\r\n");
        assertThat(wrong.err()).startsWith("wonsi: Binder Error: ");
    }

    private Run script(String text) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return sql("--csv");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    @DisplayName("list the questions in either language or both")
    void questions() {
        assertThat(sql("--lang", "en", "--query", ".questions").out())
                .startsWith("  1  How many blocks are there, and since when?\n  2  What are the ten newest blocks?\n")
                .contains(" 20  How much of the chain could be forgotten?\n");
        assertThat(sql("--lang", "ko", "--query", ".questions").out())
                .startsWith("  1  블록은 몇 개이고, 언제부터 있습니까?\n")
                .endsWith("\n하나를 물으려면 .questions N\n");
        assertThat(sql("--lang", "both", "--query", ".questions").out().lines()).hasSize(42);
        assertThat(sql("--lang", "both", "--query", ".help").out())
                .contains("  .questions              the twenty questions\n")
                .contains("  .questions              질문 스무 개\n");
    }

    @Test
    @DisplayName("ask a question, draw its answer and say what it means")
    void question() {
        String out = sql("--lang", "en", "--query", ".questions 5").out();
        assertThat(out)
                .startsWith("5. How are coins locked?\n\n  SELECT CASE\n")
                .contains("│ lock      │ outputs │")
                .contains("lock → outputs\n")
                .contains("An output doesn't name an owner: it holds a script that the spender must satisfy.");
        assertThat(sql("--lang", "ko", "--query", ".questions locks").out()).startsWith("5. 코인은 어떻게 잠겨 있습니까?\n");
        assertThat(sql("--query", ".questions 21").err())
                .isEqualTo("wonsi: there is no question 21; they are 1 to 20\n");
    }

    @Test
    @DisplayName("show how each engine is asked, and say what was never tried")
    void spellings() {
        assertThat(sql("--query", ".questions 1 sqlite").out())
                .startsWith("-- For the node's own database, chain.db.\nSELECT count(*) AS blocks, max(c.height)");
        assertThat(sql("--query", ".questions 1 Spark").out())
                .contains("date_format(min(timestamp), 'yyyy-MM-dd HH:mm:ss') AS first_utc");
        assertThat(sql("--query", ".questions 12 bigquery").out())
                .startsWith("-- Written from BigQuery's manual, and never tried.\n"
                        + "-- It needs a column or table that the public data set doesn't have.\nSELECT");
        assertThat(sql("--query", ".questions 1 oracle").err())
                .isEqualTo("wonsi: there is no engine oracle here; there are SQLite, DuckDB, Spark and BigQuery\n");
    }

    @Test
    @DisplayName("explain every column")
    void schema() {
        assertThat(sql("--lang", "en", "--query", ".schema blocks").out())
                .startsWith("blocks\n  hash  VARCHAR\n      The block's hash in hex")
                .contains("  timestamp_month  DATE\n");
        assertThat(sql("--lang", "ko", "--query", ".schema transactions").out())
                .contains("  inputs  list of\n      순서대로 놓인 입력입니다. 코인베이스에는 없습니다.\n      index  BIGINT\n");
        assertThat(sql("--query", ".schema").out()).contains("blocks\n", "transactions\n", "stale_blocks\n");
        assertThat(sql("--query", ".schema outputs").out()).contains("│ addresses ");
        assertThat(sql("--query", ".schema nope").err())
                .isEqualTo("wonsi: there is no table nope; .tables lists them\n");
    }

    @Test
    @DisplayName("draw an answer below it and into a new file, never over an old one")
    void drawings() throws Exception {
        Path svg = directory.resolve("fees.svg");
        String query = "SELECT number, size FROM blocks WHERE number < 3 ORDER BY 1";
        Run run = sql("--query", query, "--plot", "--svg", svg.toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("3 rows\nnumber → size\n0 │██");
        assertThat(Files.readString(svg))
                .startsWith("<svg ")
                .contains("<title>size by number</title>")
                .endsWith("</svg>\n");
        assertThat(sql("--query", query, "--svg", svg.toString()))
                .matches(again -> again.exit() == 1)
                .matches(again ->
                        again.err().equals("wonsi: " + svg + " exists already; choose another name or delete it\n"));
        Path nowhere = directory.resolve("nowhere").resolve("x.svg");
        assertThat(sql("--query", query, "--svg", nowhere.toString()).err())
                .startsWith("wonsi: " + nowhere + " can't be written (");
    }

    @Test
    @DisplayName("see with .reload the blocks that came meanwhile")
    void reload() throws Exception {
        Path own = directory.resolve("growing");
        try (TestChain growing = new TestChain(own, 5)) {
            StringWriter out = new StringWriter();
            Console console = new Console(
                    new PrintWriter(out),
                    () -> new CsvWriter(new PrintWriter(out)),
                    () -> ChainPlace.of(own).open(directory, 256, height -> {}),
                    List.of("en"));
            console.run("SELECT max(number) AS tip FROM blocks");
            growing.acceptStory(6);
            console.run("SELECT max(number) AS tip FROM blocks");
            console.run(".reload");
            console.run("SELECT max(number) AS tip FROM blocks");
            assertThat(console.run(".quit")).isFalse();
            console.close();
            assertThat(out.toString()).isEqualTo("tip\r\n5\r\ntip\r\n5\r\ntip\r\n6\r\n");
        }
    }

    @Test
    @DisplayName("have a place of their own on the disk that only this user can look into, and leave nothing there")
    void workplace() throws Exception {
        Path place;
        try (Workplace workplace = Workplace.make()) {
            place = workplace.directory();
            Files.createDirectories(place.resolve("a/b"));
            Files.writeString(place.resolve("a/b/c"), "x");
            assertThat(Files.getPosixFilePermissions(place)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(place).doesNotExist();
    }
}
