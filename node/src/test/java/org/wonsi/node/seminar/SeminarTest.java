package org.wonsi.node.seminar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.lab.live.CityNames;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.RegtestNetwork;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PreparedBlocks;

@Timeout(120)
class SeminarTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "Four nodes connect, take turns at the first 12 blocks, stamped at the usual pace up to now, and agree")
    void firstBlocks() throws InterruptedException {
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Seminar seminar = new Seminar(network.nodeGroup())) {
            List<NodeConfig> configs =
                    CityNames.first(4).stream().map(network::config).toList();
            seminar.start(configs, config -> start(config, network));
            List<Integer> progress = new ArrayList<>();
            seminar.mineFirstBlocks(progress::add);
            assertThat(progress).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
            for (Node node : seminar.nodes()) {
                assertThat(node.snapshot().tip().height()).isEqualTo(12);
                assertThat(node.faucetWallet().balance().immature().toCoins()).isEqualTo("150.00000000");
            }
            var tip = seminar.nodes().get(0).snapshot().tip();
            assertThat(tip.header().time() - tip.ancestor(1).header().time()).isEqualTo(11 * 600);
            assertThat(PreparedBlocks.firstWait(tip, 600)).isEqualTo(14);
            assertThat(PreparedBlocks.firstWait(tip, 601)).isEqualTo(2);
            assertThat(PreparedBlocks.firstWait(tip.ancestor(11), 600)).isEqualTo(2);

            seminar.mine(1_000, 4_000);
            network.await(
                    "a block", () -> seminar.nodes().get(0).snapshot().tip().height() > 12);
        }
    }

    @Test
    @DisplayName(
            "A node that stops while the first blocks are mined loses its turns and can be started again meanwhile; the first one ends them")
    void stoppedEarly() throws Exception {
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Seminar seminar = new Seminar(network.nodeGroup())) {
            seminar.start(CityNames.first(3).stream().map(network::config).toList(), config -> start(config, network));
            seminar.restartWith(config -> Node.start(config, network.nodeGroup()));
            List<Integer> progress = new ArrayList<>();
            seminar.mineFirstBlocks(done -> {
                progress.add(done);
                if (done == 3) {
                    seminar.nodes().get(1).close();
                }
                if (done == 8) {
                    restart(seminar);
                }
            });
            assertThat(progress).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(seminar.running()).extracting(NodeService::name).containsExactly("Seoul", "Busan", "Jeju");
            network.await(
                    "Busan, which was away, has all blocks",
                    () -> seminar.nodes().get(1).snapshot().tip().height() == 12);

            progress.clear();
            seminar.mineFirstBlocks(done -> {
                progress.add(done);
                if (done == 2) {
                    seminar.nodes().get(0).close();
                }
            });
            assertThat(progress).as("with the first node the seminar ends").containsExactly(1, 2);
        }
    }

    private static void restart(Seminar seminar) {
        try {
            assertThat(seminar.restartStopped()).containsExactly("Busan");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName(
            "A node that stopped runs again at its place with its chain and its links; none is started after the end")
    void revived() throws IOException {
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Seminar seminar = new Seminar(network.nodeGroup())) {
            seminar.start(CityNames.first(4).stream().map(network::config).toList(), config -> start(config, network));
            Node last = seminar.nodes().get(3);
            network.awaitTip(
                    last, RegtestNetwork.mine(seminar.nodes().get(0), 5).get(4));
            assertThat(seminar.restartStopped()).as("nobody offers it").isEmpty();
            seminar.restartWith(config -> Node.start(config, network.nodeGroup()));
            assertThat(seminar.restartStopped()).as("all run").isEmpty();
            ExperimentContext context = new ExperimentContext(
                    "tamper",
                    seminar::nodes,
                    new Random(1),
                    (nodes, rules) -> {
                        throw new IllegalStateException("no sandbox here");
                    },
                    0,
                    now -> {});
            seminar.nodes().get(1).close();
            last.close();
            assertThat(seminar.nodes().get(2).place())
                    .as("Jeju's, whoever stops")
                    .isEqualTo(2);
            assertThat(seminar.running()).extracting(NodeService::name).containsExactly("Seoul", "Jeju");
            seminar.restartWith(config -> {
                if (config.name().equals("Busan")) {
                    throw new IOException("Busan's port is taken");
                }
                return Node.start(config, network.nodeGroup());
            });
            assertThatThrownBy(seminar::restartStopped)
                    .isInstanceOf(IOException.class)
                    .hasMessage("Busan's port is taken");
            assertThat(seminar.running())
                    .as("who can be started is, though another can't")
                    .extracting(NodeService::name)
                    .containsExactly("Seoul", "Jeju", "Incheon");
            seminar.restartWith(config -> Node.start(config, network.nodeGroup()));
            assertThat(seminar.restartStopped()).containsExactly("Busan");
            assertThat(seminar.running())
                    .extracting(NodeService::name)
                    .containsExactly("Seoul", "Busan", "Jeju", "Incheon");
            assertThat(network.nodeGroup().members())
                    .extracting(NodeService::name)
                    .containsExactly("Seoul", "Busan", "Jeju", "Incheon");
            assertThat(seminar.nodes()).extracting(NodeService::place).containsExactly(0, 1, 2, 3);
            assertThat(context.seminarNodes()).as("what experiments see").isEqualTo(seminar.nodes());
            Node again = seminar.nodes().get(3);
            assertThat(again.listening()).isEqualTo(last.listening());
            assertThat(again.snapshot().tip().height()).isEqualTo(5);
            network.await(
                    "its links",
                    () -> again.peers().list().size() == 3
                            && seminar.nodes().get(1).peers().list().size() == 3);
            assertThat(seminar.ended()).isNotDone();
            again.close();
            end(seminar);
            assertThat(seminar.restartStopped()).as("the seminar has ended").isEmpty();
            assertThat(seminar.ended()).isDone();
        }
    }

    private static void end(Seminar seminar) {
        seminar.close();
    }

    @Test
    @DisplayName(
            "Demo payments go from one node's faucet wallet to another's, offer a fee, pause at 24 that wait, and stop when switched off")
    void demoPayments() {
        long seed = 7;
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Seminar seminar = new Seminar(network.nodeGroup())) {
            seminar.start(CityNames.first(2).stream().map(network::config).toList(), config -> start(config, network));
            Node seoul = seminar.nodes().get(0);
            Node busan = seminar.nodes().get(1);
            network.awaitTip(busan, RegtestNetwork.mine(seoul, 110).get(109));
            try (DemoPayments payments = new DemoPayments(seminar.nodes(), new Random(seed))) {
                assertThat(payments.payIfOn()).as("off at first, seed " + seed).isEmpty();
                payments.setOn(true);
                FaucetWallet.Paid paid = payments.payIfOn().orElseThrow();
                assertThat(paid.transaction().outputs().get(0).scriptPubKey())
                        .isEqualTo(busan.faucetWallet().scriptPubKey());
                assertThat(paid.amount().satoshis()).isBetween(10_000_000L, 250_000_000L);
                for (int waiting = 2; waiting <= 24; waiting++) {
                    assertThat(payments.payIfOn())
                            .as("payment " + waiting + ", seed " + seed)
                            .isPresent();
                }
                network.await("24 wait", () -> seoul.snapshot().mempool().size() == 24);
                Optional<FaucetWallet.Paid> oneMore = payments.payIfOn();
                assertThat(oneMore).as("seed " + seed).isEmpty();
                RegtestNetwork.mine(seoul, 1);
                network.await(
                        "none waits",
                        () -> seminar.nodes().stream()
                                .allMatch(node -> node.snapshot().mempool().isEmpty()));
                assertThat(payments.payIfOn()).as("after a block, seed " + seed).isPresent();
                payments.setOn(false);
                assertThat(payments.payIfOn()).isEmpty();
            }
        }
    }

    private static Node start(NodeConfig config, RegtestNetwork network) {
        try {
            return Node.start(config, network.nodeGroup());
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
    @DisplayName("What experiments of a killed run left is deleted by the next, and the runs stay")
    void leftovers() throws Exception {
        Path file = directory.resolve("lab/race-7/Seoul/chain.sqlite");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "half a chain");
        Files.createDirectories(directory.resolve("now/Seoul"));
        try (SeminarDirectory talk = SeminarDirectory.open(directory)) {
            assertThat(talk.lab()).isEqualTo(directory.resolve("lab")).doesNotExist();
            assertThat(talk.lab()).doesNotExist();
            assertThat(talk.hasRun()).isTrue();
        }
    }

    @Test
    @DisplayName("Thirty cities have different names")
    void names() {
        assertThat(CityNames.first(30)).doesNotHaveDuplicates().hasSize(30);
    }
}
