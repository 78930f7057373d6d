package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.DatabaseSetup;
import org.wonsi.node.store.db.Migrations;
import org.wonsi.node.store.db.PageCheck;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;

class DataDirectoryTest {
    private static final ChainParams REGTEST = ChainParams.regtest();
    private static final StoreOptions OPTIONS = StoreOptions.standard();
    private static final long NOW = 1_795_478_400L;

    @TempDir
    Path directory;

    private static ChainState chain(SqliteChainStore store) {
        return new ChainState(REGTEST, store, ScriptCheckRunner.inOrder());
    }

    private static void acceptAll(ChainState chain, List<Block> blocks) {
        for (Block block : blocks) {
            assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        }
    }

    private SqliteChainStore open() throws StorageException {
        return SqliteChainStore.open(directory, REGTEST, OPTIONS);
    }

    private StorageException.Kind refusal() {
        try (SqliteChainStore store = open()) {
            throw new AssertionError("opened " + store.file());
        } catch (StorageException e) {
            return e.kind();
        }
    }

    @Test
    @DisplayName("a second node on the same directory is told that it is in use, and by which process")
    void secondNode() throws Exception {
        try (SqliteChainStore first = open()) {
            assertThat(first.tip()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageException.class)
                    .hasMessageStartingWith("Cannot obtain a lock on directory ")
                    .hasMessageContaining(". Wonsi is probably already running: ")
                    .hasMessageContaining("in use by another node (process "
                            + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("--data-dir");
        }
        open().close();
    }

    @Test
    @DisplayName("a directory of the regtest chain is refused to a seminar node by name")
    void otherNetwork() throws Exception {
        open().close();
        assertThatThrownBy(() -> SqliteChainStore.open(directory, ChainParams.seminar(), OPTIONS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("this directory holds the regtest chain")
                .hasMessageContaining("not the seminar chain");
    }

    @Test
    @DisplayName("a directory may be called anything: Korean, spaces, question mark, percent")
    void strangeNames() throws Exception {
        Path strange = directory.resolve("한국어 폴더 #1 ?mode=ro 100%25");
        try (SqliteChainStore store = SqliteChainStore.open(strange, REGTEST, OPTIONS)) {
            acceptAll(chain(store), new TinyChain(1).blocks(2));
        }
        assertThat(strange.resolve("chain.db")).exists();
        try (SqliteChainStore store = SqliteChainStore.open(strange, REGTEST, OPTIONS);
                ChainQueries queries = store.openQueries()) {
            assertThat(queries.read(StoreSnapshot::tip).orElseThrow().height()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("a directory that can't be made or written gives one clear error")
    void notWritable() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> SqliteChainStore.open(file.resolve("data"), REGTEST, OPTIONS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("can't be written")
                .hasMessageContaining("--data-dir");
    }

    @Test
    @DisplayName(
            "a read-only directory gives one clear error; root may write anywhere, and does (FailingDiskIT is for root)")
    void readOnly() throws Exception {
        Path readOnly = Files.createDirectory(directory.resolve("ro"));
        assertThat(readOnly.toFile().setWritable(false)).isTrue();
        if (Files.isWritable(readOnly)) {
            SqliteChainStore.open(readOnly, REGTEST, OPTIONS).close();
            return;
        }
        assertThatThrownBy(() -> SqliteChainStore.open(readOnly, REGTEST, OPTIONS))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("can't be written");
    }

    private static void prepare(Path file, Migrations migrations) throws StorageException {
        DatabaseSetup.prepare(file, REGTEST, OPTIONS, migrations, PageCheck.begin(file));
    }

    @Test
    @DisplayName("an older schema is migrated, a newer one refused by its number")
    void migrations() throws Exception {
        Path file = directory.resolve("chain.db");
        Migrations all = Migrations.bundled();
        Migrations first = new Migrations(all.scripts().subList(0, 1));
        prepare(file, first);
        try (Connection connection = Database.openReader(file);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM v_block"))
                    .hasMessageContaining("no such table");
        }
        open().close();
        try (Connection connection = Database.openWriter(file)) {
            assertThat(all.apply(connection, file)).isEqualTo(4);
        }
        List<String> future = new ArrayList<>(all.scripts());
        future.add("CREATE TABLE later (a INTEGER)");
        prepare(file, new Migrations(future));
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("has schema version 5, this program knows versions up to 4");
    }

    @Test
    @DisplayName("a reader beside the node sees its chain; it refuses no chain, another network's, and an older schema")
    void besideTheNode() throws Exception {
        assertThatThrownBy(() -> SqliteChainStore.openForReading(directory, REGTEST))
                .hasMessageContaining("there is no chain in");
        try (SqliteChainStore store = open()) {
            ChainState chain = chain(store);
            try (ChainQueries beside = SqliteChainStore.openForReading(directory, REGTEST)) {
                acceptAll(chain, new TinyChain(1).blocks(3));
                assertThat(beside.read(StoreSnapshot::tip).orElseThrow().height())
                        .isEqualTo(3);
                assertThat(beside.addressIndex().complete()).isTrue();
            }
            assertThatThrownBy(() -> SqliteChainStore.openForReading(directory, ChainParams.mainnet()))
                    .hasMessageContaining("this directory holds the regtest chain");
        }
        Path old = Files.createDirectory(directory.resolve("old")).resolve("chain.db");
        prepare(old, new Migrations(Migrations.bundled().scripts().subList(0, 1)));
        assertThatThrownBy(() -> SqliteChainStore.openForReading(directory.resolve("old"), REGTEST))
                .hasMessageContaining("has schema version 1, this program reads version 4");
    }

    @Test
    @DisplayName("a migration that fails leaves the version it started from")
    void failedMigration() throws Exception {
        Path file = directory.resolve("chain.db");
        open().close();
        List<String> broken = new ArrayList<>(Migrations.bundled().scripts());
        broken.add("CREATE TABLE half (a INTEGER); CREATE TABLE half (a INTEGER)");
        assertThatThrownBy(() -> prepare(file, new Migrations(broken))).isInstanceOf(StorageException.class);
        open().close();
    }

    @Test
    @DisplayName("a full disk stops the store with one clear error; what was acknowledged is there after a new start")
    void diskFull() throws Exception {
        List<Block> blocks = new TinyChain(1).blocks(500);
        int acknowledged = 0;
        try (SqliteChainStore store = open()) {
            ChainState chain = chain(store);
            store.execute(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("PRAGMA max_page_count = 60");
                }
            });
            try {
                for (Block block : blocks) {
                    assertThat(chain.acceptBlock(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
                    acknowledged++;
                }
            } catch (UncheckedIOException e) {
                assertThat(e.getCause()).hasMessageContaining("the disk is full");
            }
            assertThat(acknowledged).isBetween(10, 490);
            assertThatThrownBy(() -> store.saveHeaders(List.of()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the disk is full");
        }
        try (SqliteChainStore store = open()) {
            assertThat(chain(store).tip().height()).isEqualTo(acknowledged);
        }
    }

    @Test
    @DisplayName("a file that is no database is named as damaged")
    void noDatabase() throws Exception {
        Files.writeString(directory.resolve("chain.db"), "This is no database. ".repeat(500));
        assertThat(refusal()).isEqualTo(StorageException.Kind.DAMAGED);
    }
}
