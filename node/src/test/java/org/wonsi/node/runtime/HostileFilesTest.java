package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.command.LocalNode;
import org.wonsi.node.command.OptionDefaults;
import org.wonsi.node.command.StorePreparation;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.store.Damage;

/** Whatever stands in a data directory: one line that names the file, the reason and what to do, and nothing destroyed. */
class HostileFilesTest {
    private static final String DAMAGED =
            "the database DIR/chain.db is damaged (%s). Its blocks can be read again and everything else rebuilt"
                    + " from them: ./wonsi node --data-dir DIR --reindex";

    private static final int PAGE = 4096;

    @TempDir
    Path temporary;

    private Path directory;
    private final NodeGroup nodeGroup = new NodeGroup(InstantSource.system());

    /** Makes a directory hostile. */
    @FunctionalInterface
    interface Attack {
        void on(Path directory) throws Exception;
    }

    @BeforeEach
    void chainOfTen() throws IOException {
        directory = temporary.resolve("data");
        try (Node node = LocalNode.start(config(), nodeGroup)) {
            RegtestNetwork.mine(node, 10);
        }
        assertThat(directory.resolve("chain.db-wal")).doesNotExist();
    }

    @AfterEach
    void close() {
        nodeGroup.close();
    }

    private NodeConfig config() {
        return NodeConfig.of("Seoul", ChainParams.regtest(), directory);
    }

    private Throwable start() {
        return catchThrowable(() -> {
            StorePreparation.run(config(), nodeGroup, false, Optional.empty(), new PrintWriter(new StringWriter()));
            LocalNode.start(config(), nodeGroup).close();
        });
    }

    private static Arguments attack(String name, Attack attack, String message) {
        return Arguments.of(name, attack, message);
    }

    private static void replaceByDirectory(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createDirectory(file);
        Files.writeString(file.resolve("inside"), "precious");
    }

    /** A file whose place a directory has. */
    private static Arguments directory(String name, String file) {
        return attack(
                name,
                d -> replaceByDirectory(d.resolve(file)),
                "DIR/" + file
                        + " is a directory, a file is expected; move it away, or choose another directory with --data-dir");
    }

    /** A database with rows that make no sense. */
    private static Arguments rows(String name, String sql, String reason) {
        return attack(name, d -> Damage.sql(d, sql), DAMAGED.formatted(reason));
    }

    static Stream<Arguments> attacks() {
        String lost =
                "DIR/chain.db %s, though there was a chain here: %s. Put the file back (is its disk mounted?), or let"
                        + " the chain begin anew at genesis; peers deliver it again: ./wonsi node --data-dir DIR --reindex";
        String note = "chain.note says it held the regtest chain, at height 0 when its node started at TIME";
        return Stream.of(
                attack(
                        "chain.db is missing",
                        d -> Files.delete(d.resolve("chain.db")),
                        lost.formatted("is missing", note)),
                attack(
                        "chain.db is empty",
                        d -> Files.write(d.resolve("chain.db"), new byte[0]),
                        lost.formatted("is empty", note)),
                attack(
                        "only the log is left",
                        d -> {
                            Files.delete(d.resolve("chain.db"));
                            Files.delete(d.resolve("chain.note"));
                            Files.writeString(d.resolve("chain.db-wal"), "the last commits");
                        },
                        lost.formatted("is missing", "its log chain.db-wal is there")),
                directory("chain.db is a directory", "chain.db"),
                attack(
                        "chain.db is a link to nothing",
                        d -> {
                            Files.delete(d.resolve("chain.db"));
                            Files.createSymbolicLink(d.resolve("chain.db"), d.resolve("unmounted"));
                        },
                        "DIR/chain.db is a link to a file that isn't there; put that file back, or remove the link, or choose"
                                + " another directory with --data-dir"),
                attack(
                        "chain.db is text",
                        d -> Files.writeString(d.resolve("chain.db"), "This is no database. ".repeat(500)),
                        DAMAGED.formatted("[SQLITE_NOTADB] File opened that is not a database file (file is not a"
                                + " database)")),
                attack(
                        "chain.db is zeros",
                        d -> Files.write(d.resolve("chain.db"), new byte[40_960]),
                        DAMAGED.formatted("[SQLITE_NOTADB] File opened that is not a database file (file is not a"
                                + " database)")),
                attack(
                        "chain.db is another program's",
                        d -> {
                            Files.delete(d.resolve("chain.db"));
                            try (var other = DriverManager.getConnection("jdbc:sqlite:" + d.resolve("chain.db"));
                                    var statement = other.createStatement()) {
                                statement.executeUpdate("CREATE TABLE photos (id INTEGER PRIMARY KEY, meta TEXT)");
                            }
                        },
                        "DIR/chain.db is no chain's database (it has other tables); move it away if it is another program's,"
                                + " or choose another directory with --data-dir"),
                directory("the log is a directory", "chain.db-wal"),
                directory("the log's index is a directory", "chain.db-shm"),
                directory("chain.db.old is a directory", "chain.db.old"),
                attack(
                        "chain.note is a directory",
                        d -> replaceByDirectory(d.resolve("chain.note")),
                        "DIR/chain.note can't be read (Is a directory); it holds one line about the chain beside it: move it"
                                + " away, or choose another directory with --data-dir"),
                attack(
                        ".lock is a directory",
                        d -> replaceByDirectory(d.resolve(".lock")),
                        "the data directory DIR can't be written (FileSystemException: DIR/.lock: Is a directory); make it"
                                + " writable, or choose another with --data-dir"),
                rows(
                        "a header of an unknown status",
                        "UPDATE header SET status = 'splendid' WHERE height = 5",
                        "table header: there is no status 'splendid'"),
                rows(
                        "a header of half a hash",
                        "UPDATE header SET prev_hash = x'00' WHERE height = 5",
                        "table header: a hash has 1 bytes, it should have 32"),
                rows(
                        "a time that is no time",
                        "UPDATE header SET time = -1 WHERE height = 5",
                        "table header: time is no unsigned 32-bit number: -1"),
                rows(
                        "work of half its length",
                        "UPDATE header SET chain_work = x'00' WHERE height = 5",
                        "table header: chain_work isn't of 32 bytes"),
                rows(
                        "a missing header",
                        "DELETE FROM header WHERE height = 5",
                        "table header: no header stands before HASH"),
                rows(
                        "a header behind its children",
                        "UPDATE header SET id = id + 1000 WHERE height = 5",
                        "table header: no header stands before HASH"),
                rows("no tip", "DELETE FROM chain WHERE height = 10", "its tables end at different blocks"),
                attack(
                        "an index that is half built to nowhere",
                        d -> {
                            Damage.sql(d, "DELETE FROM meta WHERE key = 'address_index'");
                            Damage.sql(
                                    d,
                                    "INSERT INTO meta VALUES ('address_index_done', 'x'), ('address_index_last', '9')");
                        },
                        DAMAGED.formatted("table meta: address_index_done is 'x', which is no number")),
                attack(
                        "no block at all",
                        d -> {
                            Damage.sql(d, "DELETE FROM chain");
                            Files.writeString(d.resolve("chain.note"), "the regtest chain, at height 10 when\n");
                        },
                        lost.formatted("holds no block", "it stood at height 10 at an earlier start")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @DisplayName("a file that can't be used ends the start with one line; all files stay as they are")
    void refused(String name, Attack attack, String message) throws Exception {
        attack.on(directory);
        boolean isDatabase = Files.isRegularFile(directory.resolve("chain.db")) && !name.contains("another program");
        String rows = isDatabase ? Damage.rows(directory) : "";
        Map<String, byte[]> before = contents();
        Throwable failure = start();
        assertThat(failure).as(name).isInstanceOf(CommandFailedException.class);
        String said = String.valueOf(failure.getMessage());
        assertThat(said.lines()).hasSize(1);
        assertThat(said.replace(directory.toString(), "DIR")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME")
                        .replaceAll("[0-9a-f]{64}", "HASH"))
                .isEqualTo(message);
        Map<String, byte[]> after = contents();
        before.forEach((file, bytes) -> {
            // The next process id, and the next start's line; a database's own counters may go on.
            boolean same = file.equals(".lock")
                    || file.equals("chain.note")
                    || (file.startsWith("chain.db") && !rows.isEmpty())
                    || Arrays.equals(after.get(file), bytes);
            assertThat(same).as(file).isTrue();
        });
        assertThat(isDatabase ? Damage.rows(directory) : "").isEqualTo(rows);
    }

    /** Every file with its bytes, but SQLite's shared memory. */
    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                if (!file.toString().endsWith("-shm")) {
                    contents.put(directory.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }

    @Test
    @DisplayName("cut off after any of its pages, chain.db is called damaged or lost, and a rebuild finds what is left")
    void truncated() throws Exception {
        byte[] whole = Files.readAllBytes(directory.resolve("chain.db"));
        int pages = whole.length / PAGE;
        assertThat(pages).isBetween(15, 60);
        for (int kept = 0; kept < pages; kept++) {
            Files.write(directory.resolve("chain.db"), Arrays.copyOf(whole, kept * PAGE));
            Throwable failure = start();
            assertThat(failure).as(kept + " pages").isInstanceOf(CommandFailedException.class);
            String said = String.valueOf(failure.getMessage());
            assertThat(said.lines()).hasSize(1);
            assertThat(said)
                    .as(kept + " pages")
                    .contains(directory.resolve("chain.db").toString())
                    .endsWith("./wonsi node --data-dir " + directory + " --reindex");
            assertThat(directory.resolve("chain.db")).hasSize((long) kept * PAGE);
        }
        StringWriter said = new StringWriter();
        StorePreparation.run(config(), nodeGroup, true, Optional.empty(), new PrintWriter(said));
        assertThat(said.toString())
                .contains("rebuilding the database from its blocks ...")
                .contains("found 10 blocks with 10 transactions; the chain stands at height 10")
                .contains("the old database was damaged and is kept as " + directory.resolve("chain.db.damaged"));
        assertThat(start()).isNull();
    }

    @Test
    @DisplayName("what strangers told and a hand changed in the tables of peers is forgotten, and the node starts")
    void peers() throws Exception {
        Damage.sql(
                directory,
                "INSERT INTO peer (address, services, last_seen, last_tried, last_success, failures) VALUES"
                        + " ('nonsense', 1, 0, 0, 0, 0), ('1.2.3.4:99999', 1, 0, 0, 0, 0), ('', 1, 0, 0, 0, 0),"
                        + " ('1.2.3.4:8333', -1, -9223372036854775808, 9223372036854775807, -5, 2147483648),"
                        + " ('5.6.7.8:8333', 'x', 'y', 'z', x'00', 1.5)");
        Damage.sql(
                directory,
                "INSERT INTO ban (subnet, created, until) VALUES ('everyone', 0, 1), ('10.0.0.0/99', 0, 1),"
                        + " ('10.0.0.0/8', -9223372036854775808, 9223372036854775807)");
        try (Node node = LocalNode.start(config(), nodeGroup)) {
            assertThat(node.snapshot().tip().height()).isEqualTo(10);
            assertThat(RegtestNetwork.mine(node, 1)).hasSize(1);
        }
    }

    @Test
    @DisplayName("a .cookie that can't be replaced ends the start with one line, and the chain is closed")
    void cookie() throws Exception {
        replaceByDirectory(directory.resolve(".cookie"));
        try (Node node = LocalNode.start(config(), nodeGroup);
                HttpThreads threads = HttpThreads.forServers(1)) {
            assertThatThrownBy(() -> LocalNode.serve(node, HttpConfig.loopback(0), threads, "127.0.0.1"))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage("can't write the operator's cookie file " + directory.resolve(".cookie")
                            + " (directory not empty); move what is in its place away, or choose another directory with"
                            + " --data-dir");
        }
        assertThat(directory.resolve(".cookie").resolve("inside")).hasContent("precious");
    }

    @Test
    @DisplayName("a wonsi.conf that is a directory, or no UTF-8, is named with the reason and what to do")
    void configuration() throws Exception {
        Path file = directory.resolve("wonsi.conf");
        List<String> arguments = List.of("node", "--data-dir", directory.toString());
        replaceByDirectory(file);
        assertThatThrownBy(() -> new OptionDefaults(Map.of(), arguments))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage(file + " can't be read (Is a directory); correct it, or move it away to start without it");
        Files.delete(file.resolve("inside"));
        Files.delete(file);
        Files.write(file, "name=한국".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> new OptionDefaults(Map.of(), arguments))
                .hasMessage(
                        file + " can't be read (it is no UTF-8 text); correct it, or move it away to start without it");
        Files.writeString(file, "name=\\u12");
        assertThatThrownBy(() -> new OptionDefaults(Map.of(), arguments))
                .hasMessage(file + " can't be read (Malformed \\uxxxx encoding.); correct it, or move it away to start"
                        + " without it");
    }

    @Test
    @DisplayName("a data directory that is a file is refused, one that is a link is used")
    void directoryItself() throws Exception {
        Path real = directory;
        directory = temporary.resolve("file");
        Files.writeString(directory, "precious");
        assertThat(start())
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("the data directory " + directory + " can't be made: " + directory
                        + " is a file; choose another with --data-dir");
        assertThat(directory).hasContent("precious");
        directory = Files.createSymbolicLink(temporary.resolve("link"), real);
        assertThat(start()).isNull();
    }
}
