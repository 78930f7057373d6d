package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.simulation.SimulationOrder;

/** Measures; asserts only that something was measured. {@code -Dwonsi.frames=20} gives the seconds, docs/benchmarks.md the command.
 * Left out by default, in place of skipped: the gate lets nothing be skipped. */
@DisplayName("frame times of the page (measured only with -Pmeasured)")
@Tag("measured")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameTimesTest {
    private static final int SECONDS = Integer.getInteger("wonsi.frames", 10);
    private static final int WARM_UP_SECONDS = 4;
    private static final List<String> TYPES = List.of("inv", "getdata", "tx", "headers", "block", "getheaders");

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private Chromium chromium;
    private NodeGroup nodeGroup;
    private Node node;
    private HttpServer http;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        chromium = Chromium.start();
        nodeGroup = new NodeGroup(InstantSource.system());
        node = Node.start(NodeConfig.of("Node 1", ChainParams.regtest(), directory.resolve("node")), nodeGroup);
        http = HttpServer.start(node, HttpConfig.loopback(0));
    }

    @AfterAll
    void close() {
        clock.shutdownNow();
        if (chromium != null) {
            http.close();
            node.close();
            nodeGroup.close();
            chromium.close();
        }
    }

    private static void report(String what, Browser browser, Page page) {
        page.waitForTimeout(WARM_UP_SECONDS * 1_000);
        browser.startTracing(page, new Browser.StartTracingOptions().setCategories(FrameTimes.CATEGORIES));
        page.waitForTimeout(SECONDS * 1_000);
        FrameTimes times = FrameTimes.of(browser.stopTracing());
        System.out.println(times.toText(what));
        assertThat(times.frames()).isGreaterThan(SECONDS);
    }

    @Test
    @DisplayName(
            "the board with 30 nodes, 100 messages and 120 counts of tries a second, a payment each second, a block in"
                    + " ten")
    void board() {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 720))) {
            Page page = context.newPage();
            Live live = new Live(Stories.thirty(), nodeGroup.events());
            page.route(
                    "**/node/board",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(Json.write(live.board))));
            page.navigate(http.operatorUrl() + "&lang=en&theme=dark");
            page.locator(".net .peer").nth(29).waitFor();
            List<ScheduledFuture<?>> going = List.of(
                    clock.scheduleAtFixedRate(live::message, 0, 10, TimeUnit.MILLISECONDS),
                    clock.scheduleAtFixedRate(live::tries, 0, 250, TimeUnit.MILLISECONDS),
                    clock.scheduleAtFixedRate(live::payment, 0, 1, TimeUnit.SECONDS),
                    clock.scheduleAtFixedRate(live::block, 2, 10, TimeUnit.SECONDS));
            report("board, 30 nodes, 100 messages a second", chromium.browser(), page);
            going.forEach(each -> each.cancel(false));
        }
    }

    @Test
    @DisplayName("a simulated network of 500 nodes while it is played, its waits skipped")
    void simulation() {
        node.simulations()
                .start(SimulationOrder.of(Map.of("nodes", 500.0, "hours", 0.2, "blockInterval", 60.0), 7))
                .ended()
                .join();
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 720))) {
            Page page = context.newPage();
            page.navigate(http.operatorUrl() + "&lang=en&theme=dark");
            page.locator("#where svg").waitFor();
            page.evaluate("location.hash = '#/simulation'");
            page.locator(".crowd canvas").waitFor();
            report("simulation, 500 nodes at 1×", chromium.browser(), page);
        }
    }

    /** What thirty nodes tell of, in the words of the event log. */
    private static final class Live {
        private final Board board;
        private final EventLog events;
        private final Random random = new Random(2009);
        private String tip;
        private int height;
        private int payments;

        Live(Board board, EventLog events) {
            this.board = board;
            this.events = events;
            Board.BoardBlock last = board.blocks().get(board.blocks().size() - 1);
            this.tip = last.hash();
            this.height = last.height();
        }

        synchronized void message() {
            Board.Link link = board.links().get(random.nextInt(board.links().size()));
            boolean there = random.nextBoolean();
            events.publish(
                    there ? link.a() : link.b(),
                    new LoggedEvent.Message(
                            there ? link.b() : link.a(),
                            LoggedEvent.Direction.SENT,
                            TYPES.get(random.nextInt(TYPES.size())),
                            Optional.empty(),
                            1));
        }

        synchronized void tries() {
            for (Board.BoardNode each : board.nodes()) {
                events.publish(
                        each.name(), new LoggedEvent.Mining(100_000, random.nextInt(1_000_000), Optional.of(tip)));
            }
        }

        synchronized void payment() {
            String txid = String.format("%064x", ++payments);
            events.publish(
                    board.self(),
                    new LoggedEvent.Tx(
                            txid, LoggedEvent.TxMove.ADDED, 1 + random.nextInt(30), 200 + random.nextInt(300)));
        }

        synchronized void block() {
            String hash = String.format("00000%059x", ++height);
            String finder = board.nodes().get(random.nextInt(30)).name();
            for (Board.BoardNode each : board.nodes()) {
                events.publish(
                        each.name(),
                        new LoggedEvent.BlockChange(hash, tip, height, finder, 3, LoggedEvent.BlockMove.CONNECTED));
            }
            tip = hash;
        }
    }
}
