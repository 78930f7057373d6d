package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wonsi.node.command.Wonsi;
import org.wonsi.node.http.mirror.MirroredChain;
import org.wonsi.node.http.route.ProblemAnswers;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.Mirror;
import org.wonsi.node.mirror.MirrorChild;
import org.wonsi.node.mirror.MirrorException;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.mirror.PostgresServer;
import org.wonsi.node.store.db.Database;
import picocli.CommandLine;

@Tag("long")
@DisplayName("A server of a mirror whose database comes and goes")
class MirrorReadinessTest {
    private static final Duration BOUND = Duration.ofHours(1);
    private static final String AWAY = "the database behind this server doesn't answer; ask again in a few seconds";
    private static final String EMPTY =
            "the database behind this server holds no mirror yet; ask again in a few seconds";

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<Logger> loggers = new ArrayList<>();
    private PostgresServer postgres;

    @BeforeEach
    void startDatabase() throws Exception {
        assumeTrue(PostgresServer.isHere(), "skipped: PostgreSQL isn't here (Debian's package postgresql)");
        postgres = PostgresServer.start();
        postgres.create("chain");
        lines.start();
        for (Class<?> teller : List.of(MirroredChain.class, ProblemAnswers.class)) {
            Logger logger = (Logger) LoggerFactory.getLogger(teller);
            logger.addAppender(lines);
            logger.setLevel(Level.INFO);
            loggers.add(logger);
        }
    }

    @AfterEach
    void stopDatabase() throws Exception {
        loggers.forEach(logger -> {
            logger.detachAppender(lines);
            logger.setLevel(null);
        });
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    @DisplayName("starts without it, says why it isn't ready, becomes ready, and tells each change in one line")
    void comesAndGoes() throws Exception {
        postgres.kill();
        DatabaseAddress address = DatabaseAddress.parse(postgres.url("chain", "wonsi_reader"));
        try (MirrorReader reader = MirrorReader.toCome(address, 4, BOUND);
                MirrorServer server = MirrorServer.start(reader, HttpConfig.loopback(0), BOUND);
                TestNode node = new TestNode(directory)) {
            Client client = new Client(server.url());
            await("its first question", () -> lines.list.size() == 1);
            assertRefused(client, AWAY);
            assertThat(client.get("/live").body()).isEqualTo("ok\n");
            assertThat(client.get("/").body()).contains("<html");
            assertThat(client.get("/metrics").body()).contains("wonsi_mirror_age_seconds +Inf");

            postgres.restart();
            await("the empty database", () -> client.get("/ready").body().contains("holds no mirror yet"));
            assertRefused(client, EMPTY);

            node.mine(2);
            try (Mirror mirror = Mirror.start(
                    MirrorChild.source(directory.resolve(Database.FILE_NAME)),
                    DatabaseAddress.parse(postgres.url("chain", "wonsi_mirror") + "&password=sesame"),
                    LoggerFactory.getLogger("mirror"))) {
                assertThat(mirror).isNotNull();
                await("readiness", () -> client.get("/ready").statusCode() == 200);
                assertThat(client.get("/ready").body()).isEqualTo("ready\n");
                await(
                        "the chain",
                        () -> client.get("/api/blocks/tip/height").body().equals("2"));

                postgres.kill();
                // Whoever asks in the moment before it is noticed waits for a connection, and is refused in the same
                // words.
                for (int i = 0; i < 20; i++) {
                    assertThat(client.get("/api/blocks/tip/height").statusCode())
                            .isEqualTo(503);
                }
                await("the end", () -> client.get("/ready").statusCode() == 503);
                assertRefused(client, AWAY);
                assertThat(client.get("/live").statusCode()).isEqualTo(200);

                postgres.restart();
                await("readiness again", () -> client.get("/ready").statusCode() == 200);
                assertThat(client.get("/api/blocks/tip/height").body()).isEqualTo("2");
            }
        }
        assertThat(told()).containsExactly("WARN away", "WARN unfit", "INFO ready", "WARN away", "INFO ready");
    }

    /** Each line's beginning; the reasons that follow are the driver's. */
    private List<String> told() {
        return lines.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .map(line -> line.getLevel() + " "
                        + line.getFormattedMessage()
                                .replaceFirst(
                                        "^the database doesn't answer: .+; it is asked again until it can be used$",
                                        "away")
                                .replaceFirst(
                                        "^the database can't be used: there is no mirror in this database yet; \\./wonsi node"
                                                + " --mirror makes one; it is asked again until it can be used$",
                                        "unfit")
                                .replaceFirst("^the database answers; its chain is at block -?\\d+$", "ready"))
                .toList();
    }

    private static void assertRefused(Client client, String why) {
        HttpResponse<String> ready = client.get("/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(ready.body()).contains("\"detail\":\"" + why + "\"");
        for (String path : List.of("/api/blocks/tip/height", "/api/address/mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn")) {
            HttpResponse<String> answer = client.get(path);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo(why);
        }
        assertThat(client.get("/node/board").statusCode()).isEqualTo(503);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    @DisplayName("doesn't start where waiting can't help: with a role that may write")
    void refused() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            node.mine(1);
            String url = postgres.url("chain", "wonsi_mirror") + "&password=sesame";
            try (Mirror mirror = Mirror.start(
                    MirrorChild.source(directory.resolve(Database.FILE_NAME)),
                    DatabaseAddress.parse(url),
                    LoggerFactory.getLogger("mirror"))) {
                assertThat(mirror).isNotNull();
                await("the tables", this::hasTables);
            }
            StringWriter err = new StringWriter();
            CommandLine command = Wonsi.commandLine()
                    .setOut(new PrintWriter(new StringWriter()))
                    .setErr(new PrintWriter(err));
            int code = Wonsi.run(command, new String[] {"serve", "--database", url, "--http", "127.0.0.1:0"}, Map.of());
            assertThat(code).isEqualTo(1);
            assertThat(err.toString())
                    .contains("the role wonsi_mirror may write table meta; a server takes a role that can only read")
                    .doesNotContain("sesame");
        }
    }

    private boolean hasTables() {
        try (MirrorReader reader =
                MirrorReader.open(DatabaseAddress.parse(postgres.url("chain", "wonsi_reader")), 1, BOUND)) {
            return reader.now().trueAt() > 0;
        } catch (MirrorException e) {
            // They aren't there yet, or empty.
            return false;
        }
    }
}
