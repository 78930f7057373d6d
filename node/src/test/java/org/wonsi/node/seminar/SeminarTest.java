package org.wonsi.node.seminar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.app.Node;
import org.wonsi.node.app.NodeConfig;
import org.wonsi.node.app.RegtestNetwork;

@Timeout(120)
class SeminarTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "Four nodes connect, take turns at the first 12 blocks, stamped at the usual pace up to now, and agree")
    void firstBlocks() throws InterruptedException {
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Seminar seminar = new Seminar(network.household())) {
            List<NodeConfig> configs =
                    CityNames.first(4).stream().map(network::config).toList();
            seminar.start(configs, config -> start(config, network));
            List<Integer> progress = new ArrayList<>();
            seminar.mineFirstBlocks(progress::add);
            assertThat(progress).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
            for (Node node : seminar.nodes()) {
                assertThat(node.snapshot().tip().height()).isEqualTo(12);
                assertThat(node.purse().balance().immature().toCoins()).isEqualTo("150.00000000");
            }
            var tip = seminar.nodes().get(0).snapshot().tip();
            assertThat(tip.header().time() - tip.ancestor(1).header().time()).isEqualTo(11 * 600);

            seminar.mine(1_000, 4_000);
            network.await(
                    "a block", () -> seminar.nodes().get(0).snapshot().tip().height() > 12);
        }
    }

    private static Node start(NodeConfig config, RegtestNetwork network) {
        try {
            return Node.start(config, network.household());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("A new run sets the last one aside under its time, and nothing is overwritten")
    void keepsTheLastRun() throws IOException {
        LocalDateTime time = LocalDateTime.of(2026, 11, 24, 10, 5, 9);
        try (SeminarDirectory seminar = SeminarDirectory.open(directory)) {
            assertThat(seminar.hasRun()).isFalse();
            assertThat(seminar.setAside(time)).isEmpty();
            Files.createDirectories(seminar.now().resolve("Seoul"));
            assertThat(seminar.hasRun()).isTrue();
            assertThat(seminar.setAside(time)).contains(directory.resolve("kept-20261124-100509"));
            assertThat(seminar.hasRun()).isFalse();
            assertThat(directory.resolve("kept-20261124-100509/Seoul")).isDirectory();
        }
    }

    @Test
    @DisplayName("Thirty cities have different names")
    void names() {
        assertThat(CityNames.first(30)).doesNotHaveDuplicates().hasSize(30);
    }
}
