package org.wonsi.node.lab;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;

@DisplayName("an experiment's bench")
@InLabRoom
class ExperimentRunnerTest {
    private static final List<String> COMMANDS = List.of("good", "overflow", "broken", "dead", "open", "die");

    @TempDir
    private static Path directory;

    private final LabRoom room;
    private final ExecutorService cleaning = Executors.newCachedThreadPool();
    private final ExperimentRunner runner;
    private volatile Path network = Path.of("none");
    private volatile boolean blocked;

    ExperimentRunnerTest(LabRoom room) {
        this.room = room;
        runner = new ExperimentRunner(
                new ExperimentCatalogue.Entry("odd", 1, "goes wrong in many ways", Odd::new),
                version -> new ExperimentContext("odd", room::nodes, new Random(1), this::sandbox, version, now -> {}),
                cleaning,
                1L);
    }

    @AfterEach
    void tidy() {
        runner.reset();
    }

    private Sandbox sandbox(int nodes, Sandbox.Rules rules) {
        try {
            network = directory.resolve("net" + System.nanoTime());
            if (blocked) {
                // As a full disk does, or one that may not be written.
                Files.writeString(network, "in the way");
            }
            List<String> names = List.of("Seoul", "Busan").subList(0, nodes);
            return Sandbox.open(room.nodeGroup(), room.nodes(), names, rules, new Random(LabRoom.SEED), network);
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's network can't be started", e);
        }
    }

    /** Does what an experiment shouldn't. */
    private static final class Odd implements Experiment {
        private final ExperimentContext context;

        Odd(ExperimentContext context) {
            this.context = context;
        }

        @Override
        public List<Command> commands() {
            return COMMANDS.stream()
                    .map(name -> new Command(name, name, List.of()))
                    .toList();
        }

        @Override
        public void run(String command, Arguments arguments) throws InterruptedException {
            switch (command) {
                case "good" -> context.see("done");
                case "overflow" -> overflow(0);
                case "broken" -> throw new IllegalStateException("it broke");
                case "open" ->
                    context.see("opened", "nodes", context.sandbox(2).nodes().size());
                case "die" -> {
                    Node node = context.sandbox(2).nodes().get(1);
                    node.close();
                    context.await("Busan mines", () -> false);
                }
                default -> context.await("the end of all days", () -> false);
            }
        }

        private static int overflow(int depth) {
            return depth < 0 ? 0 : 1 + overflow(depth + 1);
        }
    }

    private List<String> run(String command) throws Exception {
        return runner.run(command, Map.of()).get(60, SECONDS).facts().stream()
                .map(fact -> fact.run() + " " + fact)
                .toList();
    }

    @Test
    @DisplayName("answers, and goes on, after a command that broke, or whose stack overflowed")
    void failures() throws Exception {
        assertThatThrownBy(() -> run("broken")).hasRootCauseMessage("it broke");
        assertThat(runner.seen().problem()).isEqualTo("it broke");
        assertThatThrownBy(() -> run("overflow"))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(runner.seen().problem()).isEqualTo("java.lang.StackOverflowError");
        assertThat(runner.seen().command()).isEmpty();
        assertThat(runner.isBusy()).isFalse();
        assertThat(run("good")).containsExactly("3 done");
        assertThat(runner.seen().problem()).isEmpty();
        assertThat(runner.seen().run()).isEqualTo(3);
    }

    @Test
    @DisplayName("where a node of its network stops, says so at once, and has others after a reset")
    void deadNode() throws Exception {
        assertThatThrownBy(() -> run("die"))
                .hasRootCauseMessage(
                        "these nodes of the experiment have stopped: [Busan]; reset it, and it gets others."
                                + " What was waited for: Busan mines");
        runner.reset();
        assertThat(run("open")).containsExactly("1 opened nodes=2");
    }

    @Test
    @DisplayName("where its network can't be made, says so, leaves none, and makes it when it can")
    void noDisk() throws Exception {
        blocked = true;
        assertThatThrownBy(() -> run("open")).cause().hasMessage("the lab's network can't be started");
        assertThat(Files.exists(network)).isFalse();
        blocked = false;
        assertThat(run("open")).containsExactly("2 opened nodes=2");
    }
}
