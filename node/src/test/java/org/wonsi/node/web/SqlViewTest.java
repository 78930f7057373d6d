package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;

@DisplayName("the SQL page of a running node")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlViewTest {
    private static final int BLOCKS = 70;
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private NodeGroup nodeGroup;
    private Node seoul;
    private HttpServer http;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        chromium = Chromium.start();
        nodeGroup = new NodeGroup(InstantSource.system());
        seoul = Node.start(NodeConfig.of("Seoul", ChainParams.regtest(), directory.resolve("Seoul")), nodeGroup);
        http = HttpServer.start(seoul, HttpConfig.loopback(0));
        seoul.serve(() -> {}, http.url());
        seoul.miner().generate(BLOCKS, seoul.faucetWallet().scriptPubKey()).join();
    }

    @AfterAll
    void stop() {
        if (chromium == null) {
            return;
        }
        http.close();
        seoul.close();
        nodeGroup.close();
        chromium.close();
    }

    private Page open(BrowserContext context, String query) {
        Page page = context.newPage();
        PageErrors.addTo(troubles, page);
        page.navigate(http.url() + "/?" + query);
        page.locator("#where svg").waitFor();
        return page;
    }

    private BrowserContext context(int width, int height) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private static void awaitAnswer(Page page) {
        assertThat(page.locator(".sql-status")).containsText(Pattern.compile("\\d (rows? in|ms)|행, "), SOON);
    }

    private static List<JsonNode> questions() throws IOException {
        List<JsonNode> questions = new ArrayList<>();
        new ObjectMapper()
                .readTree(SqlViewTest.class.getResourceAsStream("/web/i18n/sql.json"))
                .get("questions")
                .forEach(questions::add);
        return questions;
    }

    @ParameterizedTest
    @CsvSource({"en, dark, 1280, 720", "ko, light, 1280, 720", "en, light, 390, 844", "ko, dark, 390, 844"})
    @DisplayName("each prepared question is answered and explained, fits the screen, and axe finds nothing")
    void prepared(String language, String theme, int width, int height) throws IOException {
        try (BrowserContext context = context(width, height)) {
            Page page = open(context, "lang=" + language + "&theme=" + theme + "#/sql");
            for (JsonNode question : questions()) {
                page.evaluate(
                        "id => { location.hash = `#/sql/${id}`; }",
                        question.get("id").asText());
                assertThat(page.locator(".sql-main h2"))
                        .hasText(question.get(language).get("title").asText());
                assertThat(page.locator(".sql-answer"))
                        .hasText(question.get(language).get("answer").asText());
                awaitAnswer(page);
                assertThat(page.locator(".sql-failure")).isEmpty();
                Object sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth");
                assertThat(sideways).as(question.get("id").asText()).isEqualTo(0);
            }
            for (String id : List.of("blocks", "intervals", "newest")) {
                page.evaluate("id => { location.hash = `#/sql/${id}`; }", id);
                awaitAnswer(page);
                assertThat(Axe.violations(page)).as(id).isEmpty();
            }
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "with the keyboard alone: a question is typed, run, drawn, read point by point, paged, followed to a block")
    void byKeyboard() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = open(context, "lang=en&theme=dark#/sql");
            awaitAnswer(page);
            Locator field = page.locator("#sql-text");
            field.focus();
            page.keyboard().press("Control+a");
            page.keyboard().insertText("SELECT height, size, hash FROM v_block ORDER BY height");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".sql-status")).containsText((BLOCKS + 1) + " rows in", SOON);
            assertThat(page.locator(".sql-result tbody tr")).hasCount(50);
            assertThat(page.locator(".sql-result tbody td").first()).hasClass("n");
            assertThat(page.locator(".sql-pages .k")).hasText("1 to 50 of 71");
            tabTo(page, "Rows after");
            page.keyboard().press("Enter");
            assertThat(page.locator(".sql-pages .k")).hasText("51 to 71 of 71");
            assertThat(page.locator(".sql-result tbody tr")).hasCount(21);

            field.focus();
            tabTo(page, "Bars");
            page.keyboard().press("Enter");
            Locator plot = page.locator(".sql-plot");
            assertThat(plot).hasAttribute("aria-label", Pattern.compile("^Bars of size by height: 71 values, .*"));
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            assertThat(plot).isFocused();
            page.keyboard().press("Home");
            assertThat(plot).hasAttribute("aria-valuetext", "height 0: size 285");
            page.keyboard().press("ArrowRight");
            assertThat(plot).hasAttribute("aria-valuetext", Pattern.compile("height 1: size \\d+"));
            page.keyboard().press("End");
            assertThat(plot).hasAttribute("aria-valuetext", Pattern.compile("height 70: size \\d+"));

            Locator hash = page.locator(".sql-result .hash").first();
            hash.focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("main h1")).containsText("Block ", SOON);
            page.goBack();
            // What was typed is still there.
            assertThat(field).hasValue("SELECT height, size, hash FROM v_block ORDER BY height");
            assertThat(troubles).isEmpty();
        }
    }

    private static void tabTo(Page page, String button) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if (button.equals(page.evaluate("document.activeElement.textContent"))) {
                return;
            }
        }
        throw new AssertionError("Tab doesn't reach " + button);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | SELECT * FROM blocks   | SQLite doesn't understand this. Compare the names with the list of tables. | no such table: blocks
            ko | SELECT * FROM peer     | 여기서 읽을 수 없는 테이블입니다. 목록에 있는 테이블에 물으세요.         | the table peer can't be read here
            ko | DROP TABLE tx          | 여기서는 체인을 읽을 수만 있습니다. SELECT나 WITH로 시작하세요.          | begin with SELECT, not DROP
            en | SELECT replicate(1, 2) | This function can't be used here. Use one that SQLite has itself.          | replicate()
            """)
    @DisplayName("what can't be answered says what is wrong and what to do, in the page's language")
    void failures(String language, String sql, String words, String detail) {
        try (BrowserContext context = context(1280, 720)) {
            Page page = open(context, "lang=" + language + "&theme=light#/sql/blocks");
            awaitAnswer(page);
            page.locator("#sql-text").fill(sql);
            page.locator("#sql-text").press("Control+Enter");
            assertThat(page.locator(".sql-failure b")).hasText(words);
            assertThat(page.locator(".sql-failure .m")).containsText(detail);
            assertThat(page.locator(".sql-result")).hasCount(0);
            assertThat(Axe.violations(page)).isEmpty();
            // The browser itself tells of the 400.
            assertThat(troubles).allSatisfy(trouble -> assertThat(trouble).contains("status of 400 "));
            troubles.clear();
        }
    }

    @Test
    @DisplayName("the three faces hand their statement over; it is filled in and waits to be run")
    void fromFaces() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = open(context, "lang=en&theme=light#/faces/header/5");
            page.locator(".faces-ask").click();
            assertThat(page.locator("#sql-text"))
                    .hasValue(Pattern.compile("^SELECT height, hash_hex[\\s\\S]*height = 5$"));
            assertThat(page.locator(".sql-status")).hasText("Ready to run.");
            assertThat(page.locator("#sql-text")).isFocused();
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".sql-status")).containsText("1 row in", SOON);
            assertThat(troubles).isEmpty();
        }
    }
}
