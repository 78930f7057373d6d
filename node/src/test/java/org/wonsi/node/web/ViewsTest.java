package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;

/** Every view over two running nodes whose chains differ by a block: Seoul, which serves the page, and Busan. */
@DisplayName("the views of a running node")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewsTest {
    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    private static final LocatorAssertions.ContainsTextOptions SOON_CONTAINS =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    private static final String OVERLAPS = """
            () => {
              const names = [...document.querySelectorAll('.cells .name')].filter(name => name.textContent)
                .map(name => ({ text: name.textContent, box: name.getBoundingClientRect() }));
              const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
              return names.flatMap((one, at) => names.slice(at + 1).filter(other => meet(one.box, other.box))
                .map(other => `${one.text} on ${other.text}`));
            }""";

    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private NodeGroup nodeGroup;
    private Node seoul;
    private Node busan;
    private HttpServer http;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        chromium = Chromium.start();
        nodeGroup = new NodeGroup(InstantSource.system());
        seoul = Node.start(NodeConfig.of("Seoul", ChainParams.regtest(), directory.resolve("Seoul")), nodeGroup);
        busan = Node.start(NodeConfig.of("Busan", ChainParams.regtest(), directory.resolve("Busan")), nodeGroup);
        http = HttpServer.start(seoul, HttpConfig.loopback(0));
        seoul.serve(() -> {}, http.url());
        seoul.miner().generate(3, seoul.faucetWallet().scriptPubKey()).join();
        busan.miner().generate(2, busan.faucetWallet().scriptPubKey()).join();
        context = chromium.browser().newContext();
        page = context.newPage();
        PageErrors.addTo(troubles, page);
    }

    @AfterAll
    void stop() {
        if (chromium == null) {
            return;
        }
        context.close();
        http.close();
        seoul.close();
        busan.close();
        nodeGroup.close();
        chromium.close();
    }

    private void open(String path) {
        page.navigate("about:blank");
        page.navigate(http.url() + "/?lang=en&theme=dark" + path);
        page.locator("#where svg").waitFor();
    }

    private Locator heading() {
        return page.locator("main h1").first();
    }

    /** Every view by its address, and how its heading begins. */
    private Map<String, String> views() {
        String block = seoul.snapshot().tip().hash().toDisplay();
        String tx = seoul.queries()
                .read(q -> q.txids(seoul.snapshot().tip().hash()))
                .get(0)
                .toDisplay();
        Map<String, String> views = new LinkedHashMap<>();
        views.put("board", "The ");
        views.put("explore", "Explorer");
        views.put("block/" + block, "Block 3");
        views.put("tx/" + tx, "Coinbase");
        views.put("address/" + seoul.faucetWallet().address(), "Seoul’s address");
        views.put("bytes", "Bytes");
        views.put("bytes/block/" + block, "previous block hash");
        views.put("bytes/tx/" + tx, "previous transaction");
        views.put("bytes/hex/51", "operation");
        views.put("sql", "Ask the chain in SQL");
        views.put("sql/fees", "Ask the chain in SQL");
        views.put("rules", "Rules");
        views.put("lessons", "The paper in twelve lessons");
        views.put("lesson/3", "Change one coin");
        views.put("faces/header/" + block, "One thing, three faces");
        views.put("replay", "A recorded run");
        views.put("simulation", "Simulate a network");
        views.put("front", "There is no page #/front.");
        views.put("no-such-view", "There is no page #/no-such-view.");
        return views;
    }

    @Test
    @DisplayName("each is left and entered again by a link, by a key and by Back")
    void leftAndEntered() {
        open("");
        views().forEach((view, heading) -> {
            page.evaluate("address => location.hash = address", "#/" + view);
            assertThat(heading()).containsText(heading, SOON_CONTAINS);
            Locator links = page.locator("#top nav a");
            boolean isLast = view.equals("rules");
            (isLast ? links.nth(2) : links.last()).click();
            assertThat(heading()).hasText(isLast ? "Explorer" : "Rules", SOON);
            page.goBack();
            assertThat(heading()).containsText(heading, SOON_CONTAINS);
            if (!view.equals("explore")) {
                // The explorer's box takes the key itself.
                page.keyboard().press("/");
                assertThat(heading()).hasText("Explorer", SOON);
                page.goBack();
                assertThat(heading()).containsText(heading, SOON_CONTAINS);
            }
            assertThat(troubles).as(view).isEmpty();
        });
    }

    @Test
    @DisplayName("a view that is left before its data has come draws nothing over the next one")
    void leftEarly() {
        open("");
        String tip = seoul.snapshot().tip().hash().toDisplay();
        page.evaluate(
                "async hash => { location.hash = `#/bytes/block/${hash}`; location.hash = `#/block/${hash}`; location.hash = '#/rules'; }",
                tip);
        assertThat(heading()).hasText("Rules", SOON);
        page.waitForResponse("**/api/block/**", () -> page.evaluate("hash => fetch(`/api/block/${hash}`)", tip));
        assertThat(page.locator("main h1")).hasCount(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("a block of another node's branch opens, with its bytes and its payments, and says whose it is")
    void siblingsBlock() {
        open("");
        String hash = busan.snapshot().tip().hash().toDisplay();
        page.locator(".cards a[href='#/block/" + hash + "']").click();
        assertThat(heading()).hasText("Block 2", SOON);
        assertThat(page.locator(".page-h")).containsText("only Busan has it");
        page.locator(".tx-h a").first().click();
        assertThat(heading()).containsText("Coinbase", SOON_CONTAINS);
        assertThat(page.locator(".page-h")).containsText("only on Busan’s chain");
        page.getByText("Show its bytes").click();
        assertThat(page.locator(".byte-side h1")).hasText("previous transaction", SOON);
        page.goBack();
        page.goBack();
        page.getByText("Show its bytes").click();
        assertThat(page.locator(".byte-side h1")).hasText("previous block hash", SOON);
        assertThat(page.locator(".byte-side .checks .ac")).hasCount(0);
        // The first question goes to the node that has not got it.
        assertThat(troubles).allSatisfy(trouble -> assertThat(trouble).contains("status of 404 "));
        troubles.clear();
    }

    @Test
    @DisplayName(
            "on a phone no name of a field covers another in either language, and hovering speaks through no live region")
    void byteLabels() {
        String tip = seoul.snapshot().tip().hash().toDisplay();
        page.setViewportSize(390, 844);
        for (String language : List.of("ko", "en")) {
            page.navigate("about:blank");
            page.navigate(http.url() + "/?theme=dark&lang=" + language + "#/bytes/block/" + tip);
            page.locator(".byte-side h1").waitFor();
            assertThat(page.locator(".cells .name")).not().hasCount(0);
            assertThat((List<?>) page.evaluate(OVERLAPS)).as(language).isEmpty();
            assertThat(page.locator(".byte-side[aria-live]")).hasCount(0);
        }
        page.setViewportSize(1280, 720);
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("axe finds nothing in the byte view, in /docs and in both languages of /join, dark and light")
    void axe() {
        String tip = seoul.snapshot().tip().hash().toDisplay();
        for (String theme : List.of("dark", "light")) {
            page.navigate("about:blank");
            page.navigate(http.url() + "/?lang=ko&theme=" + theme + "#/bytes/block/" + tip);
            page.locator(".byte-side h1").waitFor();
            assertThat(Axe.violations(page)).as("bytes " + theme).isEmpty();
            page.navigate(http.url() + "/join?lang=ko&theme=" + theme);
            assertThat(Axe.violations(page)).as("join ko " + theme).isEmpty();
            page.navigate(http.url() + "/join?lang=en&theme=" + theme);
            assertThat(Axe.violations(page)).as("join en " + theme).isEmpty();
        }
        page.navigate(http.url() + "/docs");
        page.locator("h3[aria-level]").first().waitFor();
        assertThat(Axe.violations(page)).as("docs").isEmpty();
        assertThat(troubles).isEmpty();
    }
}
