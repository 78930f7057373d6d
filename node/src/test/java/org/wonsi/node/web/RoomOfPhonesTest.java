package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

/**
 * A room of phones and nodes in which everybody pays everybody by name. Blocks come by a clock and not by work: it is the phones that are
 * tried here. A few for a moment in the gate; forty for ten minutes where somebody measures, whose figures are in docs/benchmarks.md.
 */
@DisplayName("A room of phones")
class RoomOfPhonesTest {
    private static final int TABS = Integer.getInteger("wonsi.tabs", 40);
    private static final int NODES = Integer.getInteger("wonsi.nodes", 10);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("wonsi.seconds", 600));

    /** Megabytes that a tab may have. */
    private static final int MOST_MEMORY = 150;

    /** Blocks without which the faucet's coins can't be spent. */
    private static final int BLOCKS = 110;

    /** The mean time between two blocks, in seconds. */
    private static final double SPACING = 10;

    @TempDir
    Path directory;

    @Test
    @Tag("long")
    @DisplayName("of three and two nodes: every payment is in a block or was refused with its reason, and all agree")
    void few() throws IOException {
        run(3, 2, Duration.ofSeconds(6), 1);
    }

    @Test
    @Tag("measured")
    @DisplayName("of forty and ten nodes for ten minutes: the same, and no tab's memory grows or is above 150 MB")
    void full() throws IOException {
        List<Double> memory = run(TABS, NODES, LENGTH, SPACING);
        assertThat(memory).allMatch(mb -> mb < MOST_MEMORY);
        int half = memory.size() / 2;
        assertThat(mean(memory.subList(half, memory.size())))
                .isLessThan(1.15 * mean(memory.subList(half / 2, half + 1)));
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Opens a room, lets it live, and judges it; answers the megabytes of a tab, each minute. */
    private List<Double> run(int tabs, int nodes, Duration length, double spacing) throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        try (RegtestNetwork network = new RegtestNetwork(directory)) {
            List<Node> group = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                group.add(network.start("node" + i, group.toArray(Node[]::new)));
            }
            Node first = group.get(0);
            HttpServer http = HttpServer.start(first, HttpConfig.loopback(0));
            first.serve(http, http.url());
            RegtestNetwork.mine(first, BLOCKS);
            for (Node node : group) {
                network.awaitTip(node, RegtestNetwork.tip(first));
            }
            try (RoomOfPhones room = new RoomOfPhones(http.url(), tabs)) {
                List<Double> memory = live(room, group, length, spacing);
                settle(room, group, network);
                judge(room, first, length);
                return memory;
            }
        } finally {
            root.detachAppender(lines);
            assertThat(lines.list.stream()
                            .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                            .map(ILoggingEvent::getFormattedMessage))
                    .isEmpty();
        }
    }

    /** Blocks at random times, each by a node chosen at random, as long as the room lives. */
    private static List<Double> live(RoomOfPhones room, List<Node> nodes, Duration length, double spacing) {
        Random random = new Random(17);
        long end = System.nanoTime() + length.toNanos();
        long nextBlock = System.nanoTime();
        long nextMinute = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<Double> memory = new ArrayList<>();
        while (System.nanoTime() < end || room.paid().isEmpty()) {
            assertThat(System.nanoTime())
                    .as("nobody pays")
                    .isLessThan(end + Duration.ofMinutes(5).toNanos());
            if (System.nanoTime() >= nextBlock) {
                RegtestNetwork.mine(nodes.get(random.nextInt(nodes.size())), 1);
                nextBlock += (long) (-Math.log(1 - random.nextDouble()) * spacing * 1e9);
            }
            if (System.nanoTime() >= nextMinute) {
                nextMinute += Duration.ofMinutes(1).toNanos();
                memory.add(RoomOfPhones.memory() / room.count());
                say(
                        "minute %d: %.0f MB a tab, height %d, %d payments wait, %s",
                        memory.size(),
                        memory.get(memory.size() - 1),
                        nodes.get(0).snapshot().tip().height(),
                        nodes.get(0).snapshot().mempool().size(),
                        room.figures());
            }
            room.pause(100);
        }
        return memory;
    }

    /** Nobody pays any more; blocks come until nothing waits, and all stand on the same one. */
    private static void settle(RoomOfPhones room, List<Node> nodes, RegtestNetwork network) {
        room.stop();
        Node first = nodes.get(0);
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        do {
            assertThat(System.nanoTime()).as("payments still wait").isLessThan(end);
            RegtestNetwork.mine(first, 1);
            for (Node node : nodes) {
                network.awaitTip(node, RegtestNetwork.tip(first));
            }
            room.awaitTip(RegtestNetwork.tip(first).toDisplay());
        } while (room.waiting() > 0
                || nodes.stream().anyMatch(node -> node.snapshot().mempool().size() > 0));
    }

    private static void judge(RoomOfPhones room, Node node, Duration length) {
        assertThat(room.troubles()).isEmpty();
        List<String> lost = new ArrayList<>();
        List<String> paid = room.paid();
        for (String txid : paid) {
            if (node.queries().read(q -> q.tx(Txid.ofDisplay(txid))).isEmpty()) {
                lost.add(txid);
            }
        }
        assertThat(lost).as("payments that were taken and are in no block").isEmpty();
        assertThat(paid).isNotEmpty();
        Map<String, Integer> refused = new TreeMap<>();
        room.refused().forEach(reason -> refused.merge(reason, 1, Integer::sum));
        assertThat(refused).doesNotContainKey("");
        assertThat(node.peers().bans()).isEmpty();
        say(
                "%d tabs, %d s: %d payments in blocks, refused: %s, height %d",
                room.count(),
                length.toSeconds(),
                paid.size(),
                refused,
                node.snapshot().tip().height());
    }

    private static void say(String form, Object... values) {
        System.out.println("room: " + String.format(Locale.ROOT, form, values));
    }
}
