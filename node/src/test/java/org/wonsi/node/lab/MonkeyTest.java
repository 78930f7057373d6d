package org.wonsi.node.lab;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.ExperimentService.Listing;
import org.wonsi.node.service.lab.ExperimentService.Seen;

@DisplayName("the laboratory in clumsy or hostile hands")
@Timeout(300)
@Tag("long")
class MonkeyTest {
    private static final long SEED = Long.getLong("wonsi.monkey.seed", 20261127L);
    private static final int CLICKS = Integer.getInteger("wonsi.monkey.clicks", 100);

    /** What nobody should type, and somebody does. */
    private static final List<String> ODD = List.of(
            "",
            " ",
            "-1",
            "0",
            "00000000000000000001",
            "1e308",
            "NaN",
            "Infinity",
            "-0.0",
            "0x10",
            "99999999999999999999999999",
            "9223372036854775807",
            "2147483648",
            "tip",
            "tip-0",
            "tip-999999999",
            "Seoul",
            "seoul",
            "../../etc/passwd",
            "서울",
            "१२",
            "\u202eabc",
            "a\u0000b",
            "'; drop table block; --",
            "<script>alert(1)</script>",
            "x".repeat(100_000));

    private Random random;
    private LabRoom room;

    @BeforeEach
    void open(@TempDir Path directory) {
        random = new Random(SEED);
        room = new LabRoom(directory);
    }

    @AfterEach
    void close() {
        room.close();
    }

    static Stream<String> experiments() {
        return ExperimentCatalogue.ENTRIES.stream().map(ExperimentCatalogue.Entry::name);
    }

    @Test
    @DisplayName(
            "any commands in any order, with resets and nonsense between, end or say why; nothing of them is left, and all"
                    + " lessons can be shown afterwards")
    void clicks() throws Exception {
        List<String> before = state();
        long sockets = openFiles("socket:");
        List<String> clicked = new ArrayList<>();
        Map<String, CompletableFuture<Seen>> answers = new HashMap<>();
        for (int i = 0; i < CLICKS; i++) {
            String click = click(answers, i);
            clicked.add(click);
        }
        for (Map.Entry<String, CompletableFuture<Seen>> answer : answers.entrySet()) {
            assertThat(faultOf(answer.getValue()))
                    .as("seed %d: %s after %s", SEED, answer.getKey(), clicked)
                    .isEmpty();
        }
        assertThat(state()).as("seed %d", SEED).isEqualTo(before);
        for (ExperimentCatalogue.Entry entry : ExperimentCatalogue.ENTRIES) {
            assertThat(room.unseen(entry.lesson()))
                    .as("seed %d, lesson %d after %s", SEED, entry.lesson(), clicked)
                    .isEmpty();
        }
        room.lab().list().forEach(listing -> room.lab().reset(listing.name()).join());
        assertThat(settles(() -> room.sandboxes().isEmpty()))
                .as("sandboxes %s", room.sandboxes())
                .isTrue();
        assertThat(settles(() -> labThreads().isEmpty()))
                .as("threads %s", labThreads())
                .isTrue();
        assertThat(settles(() -> openFiles("socket:") <= sockets)).as("sockets").isTrue();
        assertThat(openFiles(room.sandboxPlace() + "/")).isZero();
        assertThat(state()).as("seed %d", SEED).isEqualTo(before);
    }

    private String click(Map<String, CompletableFuture<Seen>> answers, int number) throws Exception {
        List<Listing> all = room.lab().list();
        Listing listing = all.get(random.nextInt(all.size()));
        int kind = random.nextInt(10);
        if (kind < 2) {
            room.lab().reset(listing.name()).get(30, SECONDS);
            return "reset " + listing.name();
        }
        Command command =
                listing.commands().get(random.nextInt(listing.commands().size()));
        Map<String, String> arguments = new HashMap<>();
        if (kind < 5) {
            String name = command.arguments().isEmpty() || random.nextInt(4) == 0
                    ? ODD.get(random.nextInt(ODD.size()))
                    : command.arguments().get(0).replaceFirst("=.*", "");
            arguments.put(name, ODD.get(random.nextInt(ODD.size())));
        }
        String click = number + " " + listing.name() + " " + command.name() + " "
                + arguments.keySet().stream().map(MonkeyTest::start).toList()
                + arguments.values().stream().map(MonkeyTest::start).toList();
        CompletableFuture<Seen> answer = room.lab().run(listing.name(), command.name(), arguments);
        answers.put(click, answer);
        if (kind < 8) {
            faultOf(answer);
        }
        return click;
    }

    private static String start(String text) {
        return text.substring(0, Math.min(30, text.length()));
    }

    /** What a command ended with that no click should bring about; nothing if it ended well, or said what was wrong. */
    private static String faultOf(CompletableFuture<Seen> answer) throws Exception {
        try {
            answer.get(90, SECONDS);
            return "";
        } catch (CancellationException e) {
            return "";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            boolean said = cause instanceof CancellationException
                    || cause instanceof RejectedExecutionException
                    || (cause instanceof IllegalArgumentException
                            && String.valueOf(cause.getMessage()).length() < 500);
            return said ? "" : String.valueOf(cause);
        }
    }

    /** The room as everybody sees it: each node's tip, its peers, what waits, and who owns how much. */
    private List<String> state() {
        List<String> state = new ArrayList<>();
        for (Node node : room.nodes()) {
            BlockHash tip = node.snapshot().tip().hash();
            Script script = node.faucetWallet().scriptPubKey();
            List<Long> coins = new ArrayList<>();
            node.queries().read(q -> {
                q.forEachCoin((outPoint, coin) -> {
                    if (coin.output().scriptPubKey().equals(script)) {
                        coins.add(coin.output().value().satoshis());
                    }
                });
                return true;
            });
            long owns = coins.stream().mapToLong(Long::longValue).sum();
            state.add(node.name() + " " + tip + " "
                    + node.peers().list().stream()
                            .flatMap(peer -> peer.name().stream())
                            .sorted()
                            .toList()
                    + " " + node.snapshot().mempool().size() + " " + owns + " bans "
                    + node.peers().bans());
        }
        return state;
    }

    private interface Look {
        boolean isSo() throws IOException;
    }

    private static boolean settles(Look look) throws InterruptedException, IOException {
        for (int i = 0; i < 1_500 && !look.isSo(); i++) {
            MILLISECONDS.sleep(20);
        }
        return look.isSo();
    }

    /** Threads of experiments that run, and of attackers' connections. Those that clean up end by themselves when idle. */
    private static List<String> labThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lab ") && !name.equals("lab cleaning"))
                .sorted()
                .toList();
    }

    /** How many files of this process lead there. */
    private static long openFiles(String there) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString().contains(there);
                        } catch (NoSuchFileException e) {
                            return false; // It was closed meanwhile.
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .count();
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    @DisplayName("every command can be reset while it runs, and run again at once")
    void resetAmid(String experiment) throws Exception {
        List<String> before = state();
        List<Command> commands = room.lab().list().stream()
                .filter(listing -> listing.name().equals(experiment))
                .findFirst()
                .orElseThrow()
                .commands();
        for (Command command : commands) {
            CompletableFuture<Seen> first = room.lab().run(experiment, command.name(), Map.of());
            MILLISECONDS.sleep(random.nextInt(150));
            Seen after = room.lab().reset(experiment).get(30, SECONDS);
            assertThat(after.facts()).isEmpty();
            assertThat(after.panels()).isEmpty();
            assertThat(after.command()).isEmpty();
            assertThat(faultOf(first)).as("%s, reset", command.name()).isEmpty();
            Seen again = room.lab().run(experiment, command.name(), Map.of()).get(90, SECONDS);
            assertThat(again.facts()).as(command.name()).isNotEmpty();
            assertThat(again.problem()).isEmpty();
        }
        assertThat(settles(() -> labThreads().size() <= 1))
                .as("threads %s", labThreads())
                .isTrue();
        assertThat(settles(() -> room.sandboxes().size() <= 1))
                .as("sandboxes %s", room.sandboxes())
                .isTrue();
        assertThat(state()).isEqualTo(before);
    }
}
