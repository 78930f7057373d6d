package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.command.Wonsi;
import org.wonsi.node.mirror.MirrorChild;
import org.wonsi.node.mirror.PostgresServer;
import org.wonsi.node.mirror.SameRows;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.store.db.Database;

/**
 * A mirror with all that can happen to it: two servers on a replica, which are killed as the mirror is, the primary's end, and how many
 * requests they answer. Prints what docs/benchmarks.md says.
 */
@Tag("measured")
@DisplayName("A mirror, its replica and two servers")
class MirrorClusterTest {
    private static final int KILLS = Integer.getInteger("wonsi.mirror.kills", 50);
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("wonsi.mirror.load", 10));
    private static final int CLIENTS = 16;
    private static final int MIRROR = 2;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    private final Random random = new Random(11);
    private final int[] ports = new int[2];

    /** The two servers and the mirror. */
    private final Process[] processes = new Process[MIRROR + 1];

    private PostgresServer primary;
    private PostgresServer replica;
    private String writing = "";

    @BeforeEach
    void startDatabases() throws Exception {
        assumeTrue(PostgresServer.isHere(), "skipped: PostgreSQL isn't here (Debian's package postgresql)");
        primary = PostgresServer.start();
        primary.create("chain");
        replica = primary.replica();
    }

    @Test
    @DisplayName(
            "lose nothing and double nothing, whoever is killed, and the primary's end and a change of branches are seen by both")
    void all() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            node.mine(300);
            writing = "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + replica.port()
                    + "/chain?targetServerType=primary&user=wonsi_mirror&password=sesame";
            for (int i = 0; i < 2; i++) {
                ports[i] = freePort();
            }
            processes[MIRROR] = startMirror();
            await("the first copy", () -> startServers(node));
            killed(node);
            reorganised(node);
            long begun = System.nanoTime();
            primary.kill();
            replica.promote();
            node.mine(Script.ofHex("51"));
            awaitBoth(node.chain().tip().hash());
            say(String.format(
                    Locale.ROOT, "from the primary's end to a new block at both servers: %.1f s", seconds(begun)));
            reorganised(node);
            requests();
            try (Connection database = replica.connect("chain", "wonsi_reader")) {
                LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                say(String.format(
                        Locale.ROOT,
                        "rows compared with the node's: %d, all the same",
                        SameRows.check(directory.resolve(Database.FILE_NAME), database)));
            }
        } finally {
            for (Process process : processes) {
                if (process != null) {
                    process.destroyForcibly();
                }
            }
            replica.close();
            primary.close();
        }
    }

    private boolean startServers(TestNode node) {
        for (int i = 0; i < 2; i++) {
            if (processes[i] == null || !processes[i].isAlive()) {
                processes[i] = startServer(i);
            }
        }
        return sees(0, node.chain().tip().hash()) && sees(1, node.chain().tip().hash());
    }

    /** Fifty times one of the three, while blocks and branches come. */
    private void killed(TestNode node) throws InterruptedException {
        long begun = System.nanoTime();
        for (int kill = 0; kill < KILLS; kill++) {
            change(node);
            int which = random.nextInt(processes.length);
            Process victim = processes[which];
            victim.destroyForcibly();
            assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
            change(node);
            if (which == MIRROR) {
                processes[MIRROR] = startMirror();
            } else {
                processes[which] = startServer(which);
            }
            change(node);
            if (kill % 5 == 4) {
                awaitBoth(node.chain().tip().hash());
            }
        }
        awaitBoth(node.chain().tip().hash());
        say(String.format(
                Locale.ROOT, "killed %d times in %.0f s; both servers at the node's block", KILLS, seconds(begun)));
    }

    private void reorganised(TestNode node) {
        BlockHash gone = node.chain().tip().hash();
        node.judge(gone, Judgement.INVALID).join();
        mine(node, 3);
        long begun = System.nanoTime();
        awaitBoth(node.chain().tip().hash());
        for (int i = 0; i < 2; i++) {
            assertThat(get(i, "/api/block/" + gone.toDisplay() + "/status")).contains("\"in_best_chain\":false");
        }
        say(String.format(
                Locale.ROOT, "a change of branches (1 off, 3 on) at both servers after %.2f s", seconds(begun)));
    }

    private void change(TestNode node) {
        Script somebody = Script.ofHex(String.format(Locale.ROOT, "76a914%040x88ac", random.nextInt(1_000)));
        assertThat(node.faucetWallet()
                        .pay(somebody, new Amount(1_000 + random.nextInt(1_000)))
                        .join())
                .isInstanceOf(Paid.class);
        if (random.nextInt(3) > 0) {
            mine(node, 1 + random.nextInt(3));
            return;
        }
        int height = node.chain().tip().height() - random.nextInt(3);
        BlockHash gone = node.queries().read(q -> q.hashAt(height)).orElseThrow();
        node.judge(gone, Judgement.INVALID).join();
        mine(node, 1 + random.nextInt(2));
        node.judge(gone, Judgement.RECONSIDERED).join();
    }

    private void mine(TestNode node, int blocks) {
        for (int i = 0; i < blocks; i++) {
            node.mine(Script.ofHex("04" + HexFormat.of().toHexDigits(random.nextInt()) + "87"));
        }
    }

    // ------------------------------------------------------------------------------------------- processes

    private Process startMirror() {
        return start(
                "mirror",
                MirrorChild.class.getName(),
                directory.resolve(Database.FILE_NAME).toString(),
                writing);
    }

    private Process startServer(int which) {
        return start(
                "serve",
                Wonsi.class.getName(),
                "serve",
                "--database",
                "jdbc:postgresql://127.0.0.1:" + replica.port() + "/chain?user=wonsi_reader",
                "--http",
                "127.0.0.1:" + ports[which]);
    }

    private Process start(String what, String... program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(program));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve(what + ".out").toFile()))
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    // ------------------------------------------------------------------------------------------- requests

    /** How many answers a second one server gives, and both. */
    private void requests() throws InterruptedException {
        for (String path : List.of("/api/blocks/tip/height", "/api/blocks", "/api/block-height/200")) {
            for (int count = 1; count <= 2; count++) {
                AtomicLong answers = new AtomicLong();
                long end = System.nanoTime() + LOAD.toNanos();
                List<Thread> threads = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    int which = client % count;
                    Thread thread = new Thread(() -> {
                        while (System.nanoTime() < end) {
                            if (!get(which, path).isEmpty()) {
                                answers.incrementAndGet();
                            }
                        }
                    });
                    thread.start();
                    threads.add(thread);
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                say(String.format(
                        Locale.ROOT,
                        "%s: %d server(s), %d clients: %d answers a second",
                        path,
                        count,
                        CLIENTS,
                        answers.get() / LOAD.toSeconds()));
            }
        }
    }

    private boolean sees(int which, BlockHash tip) {
        return get(which, "/api/blocks/tip/hash").equals(tip.toDisplay());
    }

    private void awaitBoth(BlockHash tip) {
        await("both servers at " + tip, () -> sees(0, tip) && sees(1, tip));
    }

    /** The answer's body; empty if there was none, or an error. */
    private String get(int which, String path) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports[which] + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            // It was just killed, or hasn't begun yet.
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void say(String line) {
        System.out.println("mirror: " + line);
    }
}
