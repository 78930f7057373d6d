package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.Mirror;
import org.wonsi.node.mirror.MirrorChild;
import org.wonsi.node.mirror.MirrorException;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.mirror.PostgresServer;
import org.wonsi.node.mirror.SameRows;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.store.db.Database;

@Tag("long")
@DisplayName("A mirror")
class KilledMirrorTest {
    private static final int ROUNDS = Integer.getInteger("wonsi.mirror.rounds", 4);

    @TempDir
    Path directory;

    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(PostgresServer.isHere(), "skipped: PostgreSQL isn't here (Debian's package postgresql)");
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    @DisplayName(
            "that is killed again and again, while it catches up and while branches change, has each row once in the end")
    void killed() throws Exception {
        postgres.create("killed");
        long seed = Long.getLong("wonsi.mirror.seed", System.nanoTime());
        Random random = new Random(seed);
        try (TestNode node = new TestNode(directory)) {
            node.mine(120);
            for (int round = 0; round < ROUNDS; round++) {
                long before = signOfLife("killed");
                Process child = child("killed");
                try {
                    await("the writer's first sign of life", () -> signOfLife("killed") > before);
                    long end = System.nanoTime()
                            + Duration.ofMillis(random.nextInt(700)).toNanos();
                    do {
                        change(node, random);
                    } while (System.nanoTime() < end);
                } finally {
                    // Signal 9: nothing of it runs any more.
                    child.destroyForcibly();
                }
                assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            Path file = directory.resolve(Database.FILE_NAME);
            try (Mirror mirror = Mirror.start(
                            MirrorChild.source(file), address("killed"), LoggerFactory.getLogger("mirror"));
                    Connection database = postgres.connect("killed", "wonsi_reader")) {
                assertThat(mirror).isNotNull();
                awaitTip(database, node.chain().tip().hash());
                assertThat(SameRows.check(file, database)).as("seed " + seed).isGreaterThan(400);
            }
        }
    }

    /** A block with a payment, or a branch of one to three blocks that takes the place of another. */
    private static void change(TestNode node, Random random) {
        Script somebody = Script.ofHex(String.format(Locale.ROOT, "76a914%040x88ac", random.nextInt(1_000)));
        assertThat(node.faucetWallet()
                        .pay(somebody, new Amount(1_000 + random.nextInt(1_000)))
                        .join())
                .isInstanceOf(Paid.class);
        if (random.nextInt(3) > 0) {
            mine(node, 1 + random.nextInt(4), random);
            return;
        }
        int height = node.chain().tip().height() - random.nextInt(3);
        BlockHash gone = node.queries().read(q -> q.hashAt(height)).orElseThrow();
        node.judge(gone, Judgement.INVALID).join();
        mine(node, 1 + random.nextInt(2), random);
        node.judge(gone, Judgement.RECONSIDERED).join();
    }

    /** Every other to somebody new: the same block twice would be no branch. */
    private static void mine(TestNode node, int blocks, Random random) {
        for (int i = 0; i < blocks; i++) {
            Script somebody = Script.ofHex("04" + HexFormat.of().toHexDigits(random.nextInt()) + "87");
            node.mine(i % 2 == 0 ? somebody : node.faucetWallet().scriptPubKey());
        }
    }

    private Process child(String database) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                MirrorChild.class.getName(),
                directory.resolve(Database.FILE_NAME).toString(),
                postgres.url(database, "wonsi_mirror") + "&password=sesame"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static DatabaseAddress address(String database) {
        return DatabaseAddress.parse(postgres.url(database, "wonsi_mirror") + "&password=sesame");
    }

    /** When a writer last gave one, by the database's clock; 0 before there are tables. */
    private static long signOfLife(String name) {
        try (Connection database = postgres.connect(name, "wonsi_reader");
                Statement statement = database.createStatement()) {
            if (!isMade(database)) {
                return 0;
            }
            try (ResultSet row = statement.executeQuery("SELECT alive_at FROM mirror")) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static void awaitTip(Connection database, BlockHash tip) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        // Twice the sign of life: what stands beside the chain is written with it.
        while (!isAt(database, tip)) {
            assertThat(System.nanoTime()).as("the mirror doesn't reach the tip").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean isAt(Connection database, BlockHash tip) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT h.hash, m.true_at > m.alive_at - 1000 AND m.true_at > 0"
                                + " FROM mirror m, chain c JOIN header h ON h.id = c.header_id ORDER BY c.height DESC LIMIT 1")) {
            return row.next()
                    && row.getBoolean(2)
                    && Arrays.equals(row.getBytes(1), tip.hash().toByteArray());
        }
    }

    @Test
    @DisplayName("isn't served by a role that may write, and a reading role can't write")
    void roles() throws Exception {
        postgres.create("roles");
        try (TestNode node = new TestNode(directory)) {
            node.mine(3);
            try (Mirror mirror = Mirror.start(
                            MirrorChild.source(directory.resolve(Database.FILE_NAME)),
                            address("roles"),
                            LoggerFactory.getLogger("mirror"));
                    Connection database = postgres.connect("roles", "wonsi_reader")) {
                assertThat(mirror).isNotNull();
                await("the tables", () -> signOfLife("roles") > 0);
                awaitTip(database, node.chain().tip().hash());
                for (String table : List.of("meta", "header", "block", "chain", "tx", "output", "mempool", "mirror")) {
                    try (Statement statement = database.createStatement()) {
                        assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM " + table))
                                .hasMessageContaining("permission denied for table " + table);
                    }
                }
            }
        }
        assertThatThrownBy(() -> MirrorReader.open(address("roles"), 1, Duration.ofDays(1)))
                .isInstanceOf(MirrorException.class)
                .hasMessage("the role wonsi_mirror may write table meta; a server takes a role that can only read"
                        + " (docs/mirror.md says how to make one)");
    }

    private static boolean isMade(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('mirror') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Test
    @DisplayName("leaves a database alone that holds something else, and what can't be read isn't served")
    void refused() throws Exception {
        postgres.create("refused");
        DatabaseAddress reader = DatabaseAddress.parse(postgres.url("refused", "wonsi_reader"));
        assertThatThrownBy(() -> MirrorReader.open(reader, 1, Duration.ofDays(1)))
                .hasMessage("there is no mirror in this database yet; ./wonsi node --mirror makes one");
        postgres.sql("refused", "CREATE TABLE meta (something int)", "GRANT SELECT ON meta TO wonsi_reader");
        assertThatThrownBy(() -> MirrorReader.open(reader, 1, Duration.ofDays(1)))
                .isInstanceOf(MirrorException.class)
                .hasMessageStartingWith("the database holds a table 'meta' that isn't a mirror's");
        postgres.sql(
                "refused",
                "DROP TABLE meta",
                "CREATE TABLE meta (key text PRIMARY KEY, value text)",
                "GRANT SELECT ON meta TO wonsi_reader",
                "INSERT INTO meta VALUES ('schema_version', '2'), ('network', E'\\u001b[2Jmain'), ('genesis', 'x')");
        assertThatThrownBy(() -> MirrorReader.open(reader, 1, Duration.ofDays(1)))
                .hasMessage("the database has schema version 2, this program reads version 1");
        postgres.sql("refused", "UPDATE meta SET value = '1' WHERE key = 'schema_version'");
        assertThatThrownBy(() -> MirrorReader.open(reader, 1, Duration.ofDays(1)))
                .hasMessage("the database says it is of a network '?[2Jmain', which isn't known here");
        postgres.sql("refused", "UPDATE meta SET value = 'nonsense' WHERE key = 'schema_version'");
        assertThatThrownBy(() -> MirrorReader.open(reader, 1, Duration.ofDays(1)))
                .hasMessage("the database's table 'meta' has no schema version; it isn't a mirror's");
    }

    @Test
    @DisplayName("never repeats a password that stands in its address")
    void passwords() {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/none?user=wonsi_mirror&password=xyzzy";
        DatabaseAddress address = DatabaseAddress.parse(url);
        assertThat(address).hasToString("127.0.0.1:" + postgres.port() + "/none");
        assertThatThrownBy(() -> MirrorReader.open(address, 1, Duration.ofDays(1)))
                .hasMessageNotContaining("xyzzy")
                .hasMessageContaining("database \"none\" does not exist")
                .hasStackTraceContaining("Exception")
                .satisfies(e -> assertThat(stack(e)).doesNotContain("xyzzy"));
        for (String wrong :
                List.of("jdbc:postgresql://h:99999999/db?password=xyzzy", "postgres://u:xyzzy@h/db", "xyzzy")) {
            assertThatThrownBy(() -> DatabaseAddress.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(stack(e)).doesNotContain("xyzzy"));
        }
    }

    private static String stack(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
