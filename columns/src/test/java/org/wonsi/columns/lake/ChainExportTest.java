package org.wonsi.columns.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.columns.TestChain;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.lake.ChainExport.Pass;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;

@DisplayName("an export to Parquet")
class ChainExportTest {
    private static final int TIP = 60;

    @TempDir
    Path directory;

    private Path node;
    private Path lake;
    private TestChain chain;
    private DuckDBConnection duckDb;

    @BeforeEach
    void open() throws Exception {
        node = directory.resolve("node");
        lake = directory.resolve("lake");
        chain = new TestChain(node, TIP);
        duckDb = DuckDb.open(256, directory.resolve("spill"));
    }

    @AfterEach
    void close() throws Exception {
        duckDb.close();
        chain.close();
    }

    private Pass export(int confirmations) throws IOException {
        return export(OptionalInt.empty(), confirmations, 1);
    }

    private Pass export(OptionalInt from, int confirmations, int atLeast) throws IOException {
        try (var export = new ChainExport(lake, ChainParams.regtest(), from, confirmations, duckDb);
                var queries = SqliteChainStore.openForReading(node, ChainParams.regtest())) {
            return export.pass(queries, atLeast, height -> {});
        }
    }

    /** The heights that are in a table, sorted, as often as they are there. */
    private List<Integer> heights(String table, String column) throws Exception {
        List<Integer> heights = new ArrayList<>();
        try (DuckDBConnection reading = DuckDb.open(256, directory.resolve("spill"))) {
            Lake.read(lake, reading).createViews(reading);
            try (Statement statement = reading.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + column + " FROM " + table + " ORDER BY 1")) {
                while (rows.next()) {
                    heights.add(rows.getInt(1));
                }
            }
        }
        return heights;
    }

    private void checkComplete(int from, int to) throws Exception {
        assertThat(heights("blocks", "number"))
                .isEqualTo(IntStream.rangeClosed(from, to).boxed().toList());
        assertThat(heights("transactions", "DISTINCT block_number"))
                .isEqualTo(IntStream.rangeClosed(from, to).boxed().toList());
        assertThat(heights("transactions", "count(*)")).isEqualTo(heights("blocks", "sum(transaction_count)"));
        assertThat(heights("transactions", "count(DISTINCT hash)")).isEqualTo(heights("transactions", "count(*)"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(lake)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> lake.relativize(path).toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @DisplayName("puts blocks and transactions in folders by month, and says in each name which heights are in it")
    void namesOfFiles() throws Exception {
        Pass pass = export(0);
        assertThat(pass).isEqualTo(new Pass(61, 61, 60, 60));
        assertThat(files())
                .containsExactly(
                        "blocks/timestamp_month=2011-02-01/blocks_00000000_00000000.parquet",
                        "blocks/timestamp_month=2020-09-01/blocks_00000001_00000060.parquet",
                        "stale_blocks/stale_blocks.parquet",
                        "transactions/block_timestamp_month=2011-02-01/transactions_00000000_00000000.parquet",
                        "transactions/block_timestamp_month=2020-09-01/transactions_00000001_00000060.parquet");
        checkComplete(0, 60);
    }

    @Test
    @DisplayName("writes a block once six others are built on it, and not with five")
    void confirmations() throws Exception {
        assertThat(export(6)).isEqualTo(new Pass(55, 55, 54, 60));
        checkComplete(0, 54);
        assertThat(export(6)).as("nothing new").isEqualTo(new Pass(0, 0, 54, 60));
        chain.acceptStory(61);
        assertThat(export(6)).isEqualTo(new Pass(1, 1, 55, 61));
        checkComplete(0, 55);
    }

    @Test
    @DisplayName("of a chain shorter than the confirmations writes nothing, and goes on when it is longer")
    void shortChain() throws Exception {
        assertThat(export(61)).isEqualTo(new Pass(0, 0, -1, 60));
        assertThat(export(60)).isEqualTo(new Pass(1, 1, 0, 60));
        checkComplete(0, 0);
    }

    @Test
    @DisplayName("waits for as many blocks as are asked for")
    void atLeast() throws Exception {
        export(6);
        chain.acceptStory(61);
        assertThat(export(OptionalInt.empty(), 6, 2).blocks()).isZero();
        chain.acceptStory(62);
        assertThat(export(OptionalInt.empty(), 6, 2).blocks()).isEqualTo(2);
        checkComplete(0, 56);
    }

    @Test
    @DisplayName("begins where it is told, and doesn't begin elsewhere afterwards")
    void from() throws Exception {
        export(OptionalInt.of(10), 6, 1);
        checkComplete(10, 54);
        assertThat(export(OptionalInt.of(10), 0, 1).blocks()).isEqualTo(6);
        assertThatThrownBy(() -> export(OptionalInt.of(11), 0, 1))
                .isInstanceOf(LakeException.class)
                .hasMessage(lake + " begins at height 10, not 11; leave --from away to go on there, or name another"
                        + " directory");
        assertThat(export(0).blocks()).isZero();
        checkComplete(10, 60);
    }

    @Test
    @DisplayName("goes on after it was killed while it wrote a file, before either file counted, and between the two")
    void interrupted() throws Exception {
        export(6);
        Path blocks = lake.resolve("blocks/timestamp_month=2020-09-01/blocks_00000055_00000060.parquet");
        Path transactions =
                lake.resolve("transactions/block_timestamp_month=2020-09-01/transactions_00000055_00000060.parquet");
        export(0);
        // Killed between the two names: the transactions are there, their blocks aren't.
        Files.delete(blocks);
        Files.writeString(LakeFile.temporary(blocks), "half a file");
        checkComplete(0, 54);
        chain.acceptStory(61);
        export(0);
        assertThat(transactions).doesNotExist();
        checkComplete(0, 61);
        assertThat(files()).noneMatch(name -> name.endsWith(".part"));
        // Killed before the first name.
        chain.acceptStory(62);
        Files.writeString(
                LakeFile.temporary(lake.resolve(
                        "transactions/block_timestamp_month=2020-09-01/transactions_00000062_00000062.parquet")),
                "half a file");
        export(0);
        checkComplete(0, 62);
        assertThat(files()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    @DisplayName("while it follows isn't reached by a reorganisation that is less deep than the confirmations")
    void reorganisation() throws Exception {
        export(3);
        checkComplete(0, 57);
        chain.reorganise(3);
        assertThat(chain.height()).isEqualTo(61);
        assertThat(export(3)).isEqualTo(new Pass(1, 1, 58, 61));
        checkComplete(0, 58);
        assertThat(heights(
                        "blocks b JOIN blocks p ON p.number = b.number - 1",
                        "count(*) FILTER (b.previous_block_hash <> p.hash)"))
                .containsExactly(0);
        assertThat(heights("stale_blocks", "number"))
                .as("up to the last height that is written")
                .containsExactly(58);
    }

    @Test
    @DisplayName("refuses to go on when a reorganisation was deeper, and leaves all as it is")
    void deepReorganisation() throws Exception {
        export(3);
        List<String> before = files();
        chain.reorganise(4);
        assertThatThrownBy(() -> export(3))
                .isInstanceOf(LakeException.class)
                .hasMessageStartingWith("the chain was reorganised below what is written: block ")
                .hasMessageEndingWith(" at height 57 is in " + lake + " and not in the chain any more. Export to a new"
                        + " directory, with more --confirmations than 3");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    @DisplayName("refuses a directory of another network's chain")
    void otherNetwork() throws Exception {
        export(0);
        Path seminar = directory.resolve("seminar");
        SqliteChainStore.open(seminar, ChainParams.seminar(), StoreOptions.standard())
                .close();
        try (var queries = SqliteChainStore.openForReading(seminar, ChainParams.seminar());
                var export = new ChainExport(lake, ChainParams.seminar(), OptionalInt.empty(), 0, duckDb)) {
            assertThatThrownBy(() -> export.pass(queries, 1, height -> {}))
                    .isInstanceOf(LakeException.class)
                    .hasMessage(lake + " holds the regtest chain, and this node's is seminar; name another directory");
        }
        assertThatThrownBy(() -> SqliteChainStore.openForReading(node, ChainParams.seminar()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("holds the regtest chain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blocks/other.parquet",
                "blocks/timestamp_month=2020-09-01/blocks_1_2.parquet",
                "blocks/timestamp_month=2020-09-01/blocks_00000099_00000098.parquet",
                "blocks/timestamp_month=2020-09-17/blocks_00000061_00000062.parquet",
                "transactions/block_timestamp_month=2020-09-01/blocks_00000061_00000062.parquet",
                "stale_blocks/more.parquet"
            })
    @DisplayName("refuses a directory in whose tables somebody else put a file, and names it")
    void foreignFile(String name) throws Exception {
        export(6);
        Path foreign = lake.resolve(name);
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "PAR1");
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessage(foreign
                        + " wasn't written by ./wonsi export --parquet; move it away, or name another directory");
        assertThat(Files.readString(foreign)).isEqualTo("PAR1");
    }

    @Test
    @DisplayName("refuses a Parquet file with a right name that another program wrote")
    void foreignParquet() throws Exception {
        export(6);
        Path foreign = lake.resolve("blocks/timestamp_month=2020-09-01/blocks_00000055_00000060.parquet");
        DuckDb.execute(
                duckDb, "COPY (SELECT 1 AS number) TO " + DuckDb.quote(foreign.toString()) + " (FORMAT parquet)");
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessage(
                        foreign + " wasn't written by this version of ./wonsi export --parquet; move it away, or name"
                                + " another directory");
    }

    @Test
    @DisplayName("names a file that is cut off, and one that is missing")
    void cutOff() throws Exception {
        export(0);
        Path file =
                lake.resolve("transactions/block_timestamp_month=2020-09-01/transactions_00000001_00000060.parquet");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessageStartingWith(file + " is no whole Parquet file (");
        Files.delete(file);
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessageStartingWith(file + " is missing, though the same blocks are in the other table");
    }

    @Test
    @DisplayName("notices blocks that are missing between files, and some that are there twice")
    void gaps() throws Exception {
        export(6);
        chain.acceptStory(61);
        export(6);
        chain.acceptStory(62);
        export(6);
        Path folder = lake.resolve("blocks/timestamp_month=2020-09-01");
        Path middle = folder.resolve("blocks_00000055_00000055.parquet");
        Path aside = directory.resolve("aside");
        Files.move(middle, aside);
        assertThatThrownBy(() -> export(6)).hasMessageContaining("blocks between them are missing");
        Files.move(aside, middle);
        Files.copy(middle, folder.resolve("blocks_00000054_00000055.parquet"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThatThrownBy(() -> export(6)).hasMessageContaining("blocks are there twice");
    }

    @Test
    @DisplayName("refuses a directory with other things in it, a file, and one where another export is at work")
    void wrongTargets() throws Exception {
        Files.createDirectories(lake);
        Files.writeString(lake.resolve("holiday.jpg"), "");
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessage(lake + " holds other files (holiday.jpg); name a new directory");
        lake = directory.resolve("file");
        Files.writeString(lake, "");
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessage(lake + " is a file; name a directory");
        lake = directory.resolve("busy");
        try (var first = new ChainExport(lake, ChainParams.regtest(), OptionalInt.empty(), 0, duckDb)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> export(0))
                    .isInstanceOf(LakeException.class)
                    .hasMessage(lake + " is in use: another export writes there, or a node keeps its chain there");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "directory"})
    @DisplayName("says so when the disk is full or a file can't be made, leaves what is there, and goes on later")
    void unwritable(String how) throws Exception {
        export(6);
        Path inTheWay = LakeFile.temporary(
                lake.resolve("transactions/block_timestamp_month=2020-09-01/transactions_00000055_00000060.parquet"));
        if (how.equals("full")) {
            Files.createSymbolicLink(inTheWay, Path.of("/dev/full"));
        } else {
            Files.createDirectory(inTheWay);
        }
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessageStartingWith(lake + " can't be written (")
                .hasMessageEndingWith("What is there stays good");
        checkComplete(0, 54);
        Files.deleteIfExists(inTheWay);
        export(0);
        checkComplete(0, 60);
    }

    @Test
    @DisplayName("names a file that stands where a table's folder should be")
    void blocked() throws Exception {
        Files.createDirectories(lake);
        Files.writeString(lake.resolve("transactions"), "");
        assertThatThrownBy(() -> export(0))
                .isInstanceOf(LakeException.class)
                .hasMessage(lake.resolve("transactions")
                        + " wasn't written by ./wonsi export --parquet; move it away, or" + " name another directory");
    }
}
