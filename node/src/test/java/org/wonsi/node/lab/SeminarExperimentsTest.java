package org.wonsi.node.lab;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.service.lab.ExperimentService.Seen;

@DisplayName("the laboratory")
@Timeout(120)
class SeminarExperimentsTest {
    private LabRoom room;

    @BeforeEach
    void open(@TempDir Path directory) {
        room = new LabRoom(directory);
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** A search that takes minutes. */
    private CompletableFuture<Seen> endless() {
        return room.lab().run("mining", "doubling", Map.of("from", "16", "to", "16", "searches", "500"));
    }

    /** What a reset ends is cleaned up beside what follows, so it takes a while. */
    private void awaitNetworks(String... experiments) throws InterruptedException {
        for (int i = 0; i < 1_500 && !room.sandboxes().equals(List.of(experiments)); i++) {
            MILLISECONDS.sleep(20);
        }
        assertThat(room.sandboxes()).containsExactly(experiments);
    }

    @Test
    @DisplayName("refuses the 21st command that waits, and a reset answers all others and leaves nothing of them")
    void flood() throws Exception {
        List<CompletableFuture<Seen>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(endless());
        }
        assertThatThrownBy(() -> endless().get(30, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("more than 20 commands wait for the experiment; reset it, or wait");
        assertThat(room.run("doublespend", "pay")).isNotEmpty();
        room.lab().reset("mining").get(30, SECONDS);
        assertThat(asked)
                .allSatisfy(answer -> assertThatThrownBy(() -> answer.get(30, SECONDS))
                        .isInstanceOf(CancellationException.class)
                        .hasMessage("the experiment was reset"));
        assertThat(room.lab().seen("mining").facts()).isEmpty();
        assertThat(room.lab().seen("mining").command()).isEmpty();
        assertThat(room.run("mining", "try", "nonce=7")).isNotEmpty();
    }

    @Test
    @DisplayName(
            "ends the experiment that was used least recently when a fourth needs a network, and a reset closes its own")
    void networks() throws Exception {
        room.run("change", "pay");
        room.run("coin", "follow");
        room.run("privacy", "reuse");
        assertThat(room.sandboxes()).containsExactly("change", "coin", "privacy");
        room.run("change", "pay");
        room.run("doublespend", "pay");
        awaitNetworks("change", "doublespend", "privacy");
        assertThat(room.lab().seen("coin").facts()).isEmpty();
        assertThat(room.lab().seen("change").facts()).isNotEmpty();
        room.run("doublespend", "pay");
        assertThat(room.sandboxes()).containsExactly("change", "doublespend", "privacy");
        room.lab().reset("privacy").join();
        awaitNetworks("change", "doublespend");
    }

    @Test
    @DisplayName("when it is closed, answers what runs, refuses what comes, and deletes the networks")
    void closed() throws Exception {
        room.run("coin", "follow");
        CompletableFuture<Seen> running = endless();
        CompletableFuture<Seen> opening = room.lab().run("spv", "headers", Map.of());
        room.lab().close();
        for (CompletableFuture<Seen> answer : List.of(running, opening)) {
            assertThatThrownBy(() -> answer.get(30, SECONDS))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("the experiment was reset");
        }
        awaitNetworks();
        for (CompletableFuture<Seen> answer :
                List.of(room.lab().run("coin", "follow", Map.of()), room.lab().reset("coin"))) {
            assertThatThrownBy(() -> answer.get(30, SECONDS))
                    .cause()
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("the node is stopping");
        }
    }

    @Test
    @DisplayName("names the experiments and the commands that there are, where one is asked for that there isn't")
    void unknown() {
        assertThatThrownBy(() -> room.lab().run("chess", "play", Map.of()).get(30, SECONDS))
                .cause()
                .hasMessageStartingWith("there is no experiment chess; there are [doublespend, coin, tamper,");
        assertThatThrownBy(() -> room.lab().run("coin", "toss", Map.of()).get(30, SECONDS))
                .cause()
                .hasMessage(
                        "the experiment coin has no command toss; it has [follow, step, flip, send, block, verify]");
    }
}
