package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.Mirror;
import org.wonsi.node.mirror.MirrorChild;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.mirror.PostgresServer;
import org.wonsi.node.mirror.SameRows;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.store.db.Database;

/** The small form of {@link MirrorClusterTest}, within one process: nobody is killed but the primary. */
@Tag("long")
@DisplayName("Two servers on a replica")
class MirrorReplicaTest {
    private static final Duration BOUND = Duration.ofHours(1);

    @TempDir
    Path directory;

    private PostgresServer primary;
    private PostgresServer replica;

    @BeforeEach
    void startDatabases() throws Exception {
        assumeTrue(PostgresServer.isHere(), "skipped: PostgreSQL isn't here (Debian's package postgresql)");
        primary = PostgresServer.start();
        primary.create("chain");
        replica = primary.replica();
    }

    @AfterEach
    void stopDatabases() throws Exception {
        if (replica != null) {
            replica.close();
            primary.close();
        }
    }

    @Test
    @DisplayName("see the same change of branches, and go on from it when the primary ends and the replica is promoted")
    void promoted() throws Exception {
        try (TestNode node = new TestNode(directory);
                MirrorReader one = reader(BOUND);
                MirrorReader two = reader(BOUND);
                MirrorServer first = MirrorServer.start(one, HttpConfig.loopback(0), BOUND);
                MirrorServer second = MirrorServer.start(two, HttpConfig.loopback(0), BOUND)) {
            List<Client> servers = List.of(new Client(first.url()), new Client(second.url()));
            node.mine(110);
            BlockHash gone;
            try (Mirror mirror = mirror()) {
                assertThat(mirror).isNotNull();
                assertThat(node.faucetWallet()
                                .pay(Script.ofHex("76a914" + "07".repeat(20) + "88ac"), new Amount(1_000))
                                .join())
                        .isInstanceOf(Paid.class);
                gone = node.mine(Script.ofHex("51")).hash();
                awaitAll(servers, gone);

                node.judge(gone, Judgement.INVALID).join();
                node.mine(Script.ofHex("52"));
                awaitAll(servers, node.mine(Script.ofHex("53")).hash());
                for (Client server : servers) {
                    assertThat(server.get("/api/block/" + gone.toDisplay() + "/status")
                                    .body())
                            .contains("\"in_best_chain\":false");
                }

                primary.kill();
                replica.promote();
                awaitAll(servers, node.mine(Script.ofHex("54")).hash());
                node.judge(node.chain().tip().hash(), Judgement.INVALID).join();
                node.mine(Script.ofHex("55"));
                awaitAll(servers, node.mine(Script.ofHex("56")).hash());
                try (Connection database = replica.connect("chain", "wonsi_reader")) {
                    // How a stale block stands is written with the next sign of life.
                    long before = signOfLife(database);
                    await("a sign of life", () -> signOfLife(database) > before);
                }
            }
            try (Connection database = replica.connect("chain", "wonsi_reader")) {
                assertThat(SameRows.check(directory.resolve(Database.FILE_NAME), database))
                        .isGreaterThan(340);
            }
        }
    }

    @Test
    @DisplayName("refuse what is older than they may show, name its time, and go on when the mirror is written again")
    void bounded() throws Exception {
        Duration bound = Duration.ofSeconds(3);
        try (TestNode node = new TestNode(directory);
                MirrorReader reader = reader(bound);
                MirrorServer server = MirrorServer.start(reader, HttpConfig.loopback(0), bound)) {
            Client client = new Client(server.url());
            node.mine(2);
            try (Mirror mirror = mirror()) {
                assertThat(mirror).isNotNull();
                await("readiness", () -> client.get("/ready").statusCode() == 200);
            }
            await("the bound", () -> client.get("/ready").statusCode() == 503);
            for (String path : List.of("/ready", "/api/blocks/tip/height", "/api/mempool", "/node/board")) {
                HttpResponse<String> answer = client.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body())
                        .containsPattern(
                                "what this server could show is from 20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z, which is more than 3 s ago;"
                                        + " its database is behind");
            }
            try (Mirror mirror = mirror()) {
                assertThat(mirror).isNotNull();
                await(
                        "readiness again",
                        () -> client.get("/api/blocks/tip/height").body().equals("2"));
            }
        }
    }

    private MirrorReader reader(Duration bound) {
        return MirrorReader.toCome(DatabaseAddress.parse(replica.url("chain", "wonsi_reader")), 4, bound);
    }

    /** Writes to whichever of the two is the primary. */
    private Mirror mirror() {
        return Mirror.start(
                MirrorChild.source(directory.resolve(Database.FILE_NAME)),
                DatabaseAddress.parse("jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + replica.port()
                        + "/chain?targetServerType=primary&user=wonsi_mirror&password=sesame"),
                LoggerFactory.getLogger("mirror"));
    }

    private static long signOfLife(Connection database) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT alive_at FROM mirror")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitAll(List<Client> servers, BlockHash tip) {
        for (Client server : servers) {
            await(
                    "both servers at " + tip,
                    () -> server.get("/api/blocks/tip/hash").body().equals(tip.toDisplay()));
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
