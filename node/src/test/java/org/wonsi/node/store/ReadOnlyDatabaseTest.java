package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.VerificationReport;

/** Whoever only reads a chain leaves nothing beside it. */
class ReadOnlyDatabaseTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final long NOW = 1_795_478_400L;

    @TempDir
    Path temporary;

    private Path directory(String name) throws StorageException {
        Path directory = temporary.resolve(name);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            new TinyChain(1).blocks(5).forEach(block -> chain.acceptBlock(block, NOW));
        }
        return directory;
    }

    private static List<String> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static VerificationReport verify(Path directory) throws StorageException {
        return FullVerification.run(directory, PARAMS, ScriptCheckRunner.inOrder(), p -> {}, () -> false);
    }

    @Test
    @DisplayName("reading and verifying leave no files beside the database, whatever its directory is called")
    void noTrace() throws Exception {
        for (String name : new String[] {"plain", "한국어 폴더 #1 ?mode=ro 100%25"}) {
            Path directory = directory(name);
            List<String> before = files(directory);
            assertThat(before).containsExactly(".lock", "chain.db", "chain.note");
            try (ChainQueries queries = SqliteChainStore.openForReading(directory, PARAMS)) {
                assertThat(queries.read(StoreSnapshot::tip).orElseThrow().height())
                        .isEqualTo(5);
                assertThat(files(directory)).isEqualTo(before);
                assertThatThrownBy(() -> SqliteChainStore.open(directory, PARAMS, StoreOptions.standard()))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("is in use by another node");
            }
            assertThat(verify(directory).isSound()).isTrue();
            assertThat(files(directory)).isEqualTo(before);
            SqliteChainStore.open(directory, PARAMS, StoreOptions.standard()).close();
        }
    }

    @Test
    @DisplayName("beside a running node, and after a crash, what only the log holds is read, too")
    void withLog() throws Exception {
        Path directory = directory("running");
        Path crashed = Files.createDirectory(temporary.resolve("crashed"));
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, StoreOptions.standard())) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            new TinyChain(2).on(chain.tip().hash(), 5, 3).forEach(block -> chain.acceptBlock(block, NOW));
            assertThat(verify(directory).last()).isEqualTo(8);
            for (String file : new String[] {"chain.db", "chain.db-wal"}) {
                Files.copy(directory.resolve(file), crashed.resolve(file));
            }
        }
        assertThat(verify(crashed).last()).isEqualTo(8);
    }

    @Test
    @DisplayName("a link to a database elsewhere is read with the log beside that one")
    void link() throws Exception {
        Path directory = directory("real");
        Path linked = Files.createDirectory(temporary.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("chain.db"), directory.resolve("chain.db"));
        assertThat(verify(linked).last()).isEqualTo(5);
        assertThat(files(directory)).containsExactly(".lock", "chain.db", "chain.note");
    }

    @Test
    @DisplayName(
            "a read-only database is verified; a node says that it can't be written, and leaves no files beside it; root may"
                    + " write anywhere, and does")
    void readOnly() throws Exception {
        Path directory = directory("read-only");
        Path file = directory.resolve("chain.db");
        assertThat(file.toFile().setWritable(false)).isTrue();
        assertThat(verify(directory).isSound()).isTrue();
        if (Files.isWritable(file)) {
            SqliteChainStore.open(directory, PARAMS, StoreOptions.standard()).close();
            return;
        }
        assertThatThrownBy(() -> SqliteChainStore.open(directory, PARAMS, StoreOptions.standard()))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        file + " can't be written; make it writable for the user who runs the node, or choose another"
                                + " directory with --data-dir");
        assertThat(files(directory)).containsExactly(".lock", "chain.db", "chain.note");
        assertThat(file.toFile().setWritable(true)).isTrue();
        SqliteChainStore.open(directory, PARAMS, StoreOptions.standard()).close();
    }
}
