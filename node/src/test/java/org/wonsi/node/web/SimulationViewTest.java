package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.command.Wonsi;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.simulation.SimulationOrder;
import org.wonsi.node.simulation.SimulationRun;
import picocli.CommandLine;

@DisplayName("a simulated network on the page")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationViewTest {
    private static final double SOON = 60_000;
    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(SOON);
    private static final LocatorAssertions.IsVisibleOptions VISIBLE =
            new LocatorAssertions.IsVisibleOptions().setTimeout(SOON);
    private static final Map<String, Double> SMALL =
            Map.of("nodes", 40.0, "hours", 0.3, "blockInterval", 120.0, "latencyMillis", 200.0);

    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private NodeGroup nodeGroup;
    private Node node;
    private HttpServer http;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        chromium = Chromium.start();
        nodeGroup = new NodeGroup(InstantSource.system());
        node = Node.start(NodeConfig.of("Seoul", ChainParams.regtest(), directory.resolve("node")), nodeGroup);
        http = HttpServer.start(node, HttpConfig.loopback(0));
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            http.close();
            node.close();
            nodeGroup.close();
            chromium.close();
        }
    }

    @AfterEach
    void noTroubles() {
        assertThat(troubles).isEmpty();
        node.simulations().runs().forEach(run -> {
            node.simulations().cancel(run);
            run.ended().join();
        });
    }

    private SimulationRun run(Map<String, Double> numbers, long seed) {
        SimulationRun run = node.simulations().start(SimulationOrder.of(numbers, seed));
        run.ended().join();
        return run;
    }

    private Page page(BrowserContext context, String query) {
        Page page = context.newPage();
        // What the node refuses, the browser reports too.
        PageErrors.addTo(troubles, page, message -> PageErrors.isStatus(message, 400));
        page.navigate(http.operatorUrl() + query);
        page.locator("#where svg").waitFor();
        page.evaluate("location.hash = '#/simulation'");
        return page;
    }

    private BrowserContext context(int width, int height) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** The three times of {@code wonsi simulate} for the same numbers. */
    private static List<String> printed(Map<String, Double> numbers, long seed) {
        StringWriter out = new StringWriter();
        CommandLine command =
                Wonsi.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
        List<String> arguments = new ArrayList<>(List.of("simulate", "--seed", String.valueOf(seed)));
        arguments.addAll(List.of("--nodes", "40", "--hours", "0.3"));
        numbers.forEach((name, value) -> {
            if (!name.equals("nodes") && !name.equals("hours")) {
                arguments.addAll(List.of("--set", name + "=" + value));
            }
        });
        assertThat(Wonsi.run(command, arguments.toArray(new String[0]), Map.of()))
                .isZero();
        Matcher times =
                Pattern.compile("within (\\S+) s, 90 % (\\S+) s, 99 % (\\S+) s").matcher(out.toString());
        assertThat(times.find()).as(out.toString()).isTrue();
        return List.of(times.group(1), times.group(2), times.group(3));
    }

    @Test
    @DisplayName("plays by itself, shows the times that wonsi simulate prints, and goes back and forth by keys and bar")
    void plays() {
        run(SMALL, 11);
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, "&lang=en&theme=dark");
            List<String> times = printed(SMALL, 11);
            assertThat(page.locator(".curve-panel p").first())
                    .hasText(
                            "All blocks that stayed: 50 % %s s, 90 %% %s s, 99 %% %s s"
                                    .replace("50 % ", "50 %% ")
                                    .formatted(times.get(0), times.get(1), times.get(2)),
                            TEXT);
            assertThat(page.locator(".command"))
                    .hasText("./wonsi simulate --nodes 40 --hours 0.3 --seed 11 --set blockInterval=120 --set"
                            + " latencyMillis=200");
            page.keyboard().press(" ");
            assertThat(page.locator(".play")).hasText("Play", TEXT);

            // Block by block, to the third and back: the same picture.
            page.locator(".scrub").focus();
            page.keyboard().press("Home");
            assertThat(page.locator(".curve-panel h2")).hasText("No block has been found yet", TEXT);
            assertThat(page.locator(".crowd-legend li").first()).hasText("40on block 0", TEXT);
            page.keyboard().press("PageDown");
            assertThat(page.locator(".cards .bk")).hasCount(2);
            assertThat(page.locator(".curve-panel .pn-h span")).hasText("1 of 40 have it", TEXT);
            String first = page.locator(".curve-panel h2").textContent();
            for (int second = 0; second < 5; second++) {
                page.keyboard().press("ArrowRight");
            }
            assertThat(page.locator(".curve-panel .pn-h span")).hasText("40 of 40 have it", TEXT);
            assertThat(page.locator(".crowd-legend li").nth(1)).hasText("0behind", TEXT);
            page.keyboard().press("PageDown");
            page.keyboard().press("PageDown");
            assertThat(page.locator(".scrub"))
                    .hasAttribute("aria-valuetext", Pattern.compile("0:\\d\\d:\\d\\d, block 3"));
            page.locator(".cards .bk").nth(1).click();
            assertThat(page.locator(".curve-panel h2")).hasText(first, TEXT);
            assertThat(page.locator(".curve-panel .pn-h span")).hasText("1 of 40 have it", TEXT);

            // A node by keys.
            page.locator(".crowd-field").focus();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".crowd-told")).hasText(Pattern.compile("n1\\b.*"), TEXT);
            assertThat(page.locator(".crowd canvas"))
                    .hasAttribute("aria-label", Pattern.compile("on block 1 .*: 1, behind: 39"));
            page.keyboard().press("End");
            page.locator(".scrub").focus();
            page.keyboard().press("End");
            assertThat(page.locator(".crowd-legend li").nth(1)).hasText("0behind", TEXT);
            assertThat(page.evaluate("location.hash")).isEqualTo("#/simulation");
        }
    }

    @Test
    @DisplayName("is started on the page; what can't be is refused with the reason; a long one is left, found again and"
            + " cancelled")
    void starts() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, "&lang=en&theme=light");
            // Whatever was run before: another one.
            page.locator(".sim-form, .sim-player").first().waitFor();
            if (page.locator(".sim-form").count() == 0) {
                page.getByText("Another network").click();
            }
            page.locator(".sim-form .choices button").nth(1).click();
            page.locator("input[name=hours]").fill("100");
            page.locator(".sim-form .btn.p").click();
            assertThat(page.locator(".sim-form .said"))
                    .hasText(
                            "The node refuses these numbers: Nodes times hours would be 3000; at most 1200 can be played"
                                    + " with so many nodes. Take fewer nodes or hours.",
                            TEXT);
            page.evaluate("document.querySelector('.sim-form').noValidate = true");
            page.locator("input[name=partitionInterval]").fill("0.001");
            page.locator(".sim-form .btn.p").click();
            assertThat(page.locator(".sim-form .said"))
                    .hasText(
                            "The node refuses these numbers: Seconds between partitions, 0: none: 0, or 1 to 1000000,"
                                    + " not 0.001.",
                            TEXT);
            page.locator("input[name=partitionInterval]").fill("0");
            page.locator("input[name=nodes]").fill("300");
            page.locator("input[name=hours]").fill("40");
            page.locator(".sim-form .btn.p").click();
            assertThat(page.locator("main h1")).hasText("300 nodes live through 40 hours", TEXT);
            page.evaluate("location.hash = '#/explore'");
            page.getByText("Simulate up to 500 nodes").click();
            assertThat(page.locator("main h1")).hasText("300 nodes live through 40 hours", TEXT);
            page.locator(".sim-progress .btn").click();
            assertThat(page.locator(".sim-form .said")).hasText("The simulation was cancelled.", TEXT);
            page.locator("input[name=nodes]").fill("3");
            page.locator("input[name=hours]").fill("0.2");
            page.locator("input[name=blockInterval]").fill("100");
            page.locator(".sim-form .btn.p").click();
            assertThat(page.locator(".crowd canvas")).isVisible(VISIBLE);
            assertThat(page.locator(".about")).hasText("3 nodes, seed 7", TEXT);
        }
    }

    @Test
    @DisplayName("says in Korean why numbers are refused, too")
    void refusedInKorean() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, "&lang=ko&theme=light");
            page.locator(".sim-form, .sim-player").first().waitFor();
            if (page.locator(".sim-form").count() == 0) {
                page.getByText("다른 네트워크").click();
            }
            page.locator(".sim-form .choices button").nth(1).click();
            page.locator("input[name=hours]").fill("100");
            page.locator(".sim-form .btn.p").click();
            assertThat(page.locator(".sim-form .said"))
                    .hasText(
                            "노드가 이 값을 거부했습니다: 노드 수와 시간의 곱이 3000입니다. 이만한 노드로는 1200까지 재생할 수" + " 있으니 노드나 시간을 줄이세요.",
                            TEXT);
        }
    }

    @Test
    @DisplayName("500 nodes fit a projector, a laptop and a phone, in both languages and themes, and axe finds nothing")
    void fits() {
        run(Map.of("nodes", 500.0, "hours", 0.05, "blockInterval", 60.0), 7);
        for (String query : List.of("&lang=en&theme=dark", "&lang=ko&theme=light")) {
            try (BrowserContext context = context(1280, 720)) {
                Page page = page(context, query);
                assertThat(page.locator(".crowd canvas")).isVisible(VISIBLE);
                for (int[] size : new int[][] {{1920, 1080}, {390, 844}, {1280, 720}}) {
                    page.setViewportSize(size[0], size[1]);
                    assertThat(page.evaluate("document.documentElement.scrollWidth"))
                            .as(query + " " + size[0])
                            .isEqualTo(size[0]);
                }
                page.waitForFunction("() => document.documentElement.scrollHeight <= 720");
                assertThat(Axe.violations(page)).as(query).isEmpty();
                page.locator(".simulation .say .btn").click();
                page.locator(".sim-form").waitFor();
                assertThat(Axe.violations(page)).as(query).isEmpty();
            }
        }
    }
}
