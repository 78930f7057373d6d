package org.wonsi.node.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.Mirror;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.mirror.PostgresServer;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.web.Axe;
import org.wonsi.node.web.Chromium;
import org.wonsi.node.web.PageErrors;

@Tag("long")
@DisplayName("The page of a mirror's server")
class MirrorPageTest {
    private static final Duration BOUND = Duration.ofHours(1);
    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.IsVisibleOptions VISIBLE =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    @TempDir
    static Path directory;

    private static final List<String> TROUBLES = new ArrayList<>();
    private static PostgresServer postgres;
    private static TestNode node;
    private static Mirror mirror;
    private static MirrorReader reader;
    private static MirrorServer server;
    private static Chromium chromium;

    /** While the database is away, a 503 is what the page gets, and the browser tells of it. */
    private static volatile boolean isAway;

    /** Views with something in them: a block, a payment in it, an input of that, an address. */
    private static List<String> views = List.of();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(PostgresServer.isHere(), "skipped: PostgreSQL isn't here (Debian's package postgresql)");
        chromium = Chromium.start();
        postgres = PostgresServer.start();
        postgres.create("chain");
        node = new TestNode(directory);
        node.mine(110);
        String address = node.faucetWallet().address().toString();
        pay();
        Block block = node.mine(Script.ofHex("51"));
        pay();
        mirror = TestMirror.start(node, directory, postgres);
        reader = MirrorReader.toCome(DatabaseAddress.parse(postgres.url("chain", "wonsi_reader")), 4, BOUND);
        server = MirrorServer.start(reader, HttpConfig.loopback(0), BOUND);
        Client client = new Client(server.url());
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!client.get("/api/blocks/tip/hash").body().equals(block.hash().toDisplay())
                || client.get("/api/mempool/txids").body().equals("[]")) {
            assertThat(System.nanoTime()).as("waited too long for the mirror").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        String payment = block.transactions().get(1).txid().toDisplay();
        views = List.of(
                "explore",
                "board",
                "bytes",
                "rules",
                "replay",
                "block/" + block.hash().toDisplay(),
                "tx/" + payment,
                "steps/" + payment + "/0",
                "bytes/block/" + block.hash().toDisplay() + "/1",
                "bytes/tx/" + payment,
                "address/" + address);
    }

    private static Transaction pay() {
        return ((Paid) node.faucetWallet()
                        .pay(node.faucetWallet().scriptPubKey(), new Amount(5_000))
                        .join())
                .transaction();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {server, reader, mirror, node, postgres, chromium}) {
            if (part != null) {
                part.close();
            }
        }
        assertThat(TROUBLES).isEmpty();
    }

    private static Page open(BrowserContext context, String rest) {
        Page page = context.newPage();
        PageErrors.addTo(TROUBLES, page, message -> isAway && PageErrors.isStatus(message, 503));
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.navigate(server.url() + "/" + rest);
        assertThat(page.locator(".view-explore tbody a").first()).isVisible(VISIBLE);
        return page;
    }

    private static BrowserContext context(int width) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, 800));
    }

    private static void go(Page page, String path) {
        page.evaluate("path => { location.hash = `#/${path}` }", path);
        assertThat(page.locator(".view-" + path.replaceFirst("/.*", "") + " h1"))
                .isVisible(VISIBLE);
    }

    /** A view is complete when what it asks for has come; the board's blocks come with the board. */
    private static void settle(Page page) {
        page.evaluate(
                "() => new Promise(done => { let last = ''; const look = () => { const now = document.body.innerHTML;"
                        + " if (now === last) { done(); return; } last = now; setTimeout(look, 200); }; look(); })");
    }

    @ParameterizedTest
    @CsvSource({"en, dark, 1280", "ko, light, 1280", "ko, dark, 390"})
    @DisplayName("offers only what a chain is enough for, in both languages and themes, and axe finds nothing")
    void views(String language, String theme, int width) {
        TreeSet<String> offered = new TreeSet<>();
        try (BrowserContext context = context(width)) {
            Page page = open(context, "?lang=" + language + "&theme=" + theme);
            for (String view : views) {
                go(page, view);
                settle(page);
                offered.addAll(linked(page));
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(view)
                        .isEqualTo(true);
                assertThat(Axe.violations(page)).as(view).isEmpty();
            }
        }
        assertThat(offered)
                .containsExactly("address", "block", "board", "bytes", "explore", "replay", "rules", "steps", "tx");
    }

    /** The names of the views that a page leads to. */
    @SuppressWarnings("unchecked")
    private static List<String> linked(Page page) {
        return (List<String>) page.evaluate("() => [...document.querySelectorAll('a')]"
                + ".map(link => link.getAttribute('href')).filter(href => href.startsWith('#/'))"
                + ".map(href => href.slice(2).split('/')[0])");
    }

    @Test
    @DisplayName("says that nothing answers while the database is away, and goes on when it is back")
    void away() throws Exception {
        try (BrowserContext context = context(1280)) {
            Page page = open(context, "?lang=en");
            isAway = true;
            postgres.kill();
            page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
            assertThat(page.locator("#flags")).hasText("The node does not answer; trying again", SOON);
            postgres.restart();
            assertThat(page.locator("#flags")).hasText("", SOON);
            go(page, "board");
            int height = node.chain().tip().height() + 1;
            node.mine(Script.ofHex("53"));
            assertThat(page.locator(".board .chain li[data-height='" + height + "']"))
                    .isVisible(VISIBLE);
        } finally {
            isAway = false;
        }
    }

    @Test
    @DisplayName("shows a new block without being asked, and has nothing to press that needs a node")
    void follows() {
        try (BrowserContext context = context(1280)) {
            Page page = open(context, "?lang=en");
            go(page, "board");
            assertThat(page.locator(".board .chain a.bk").first()).isVisible(VISIBLE);
            pay();
            assertThat(page.locator(".board .tree a").first()).isVisible(VISIBLE);
            assertThat(page.locator(".board .waits rect").first()).isAttached();
            assertThat(page.locator(".board button:visible")).hasCount(0);
            assertThat(page.locator(".network, .mining, .money")).hasCount(0);
            int height = node.chain().tip().height() + 1;
            node.mine(Script.ofHex("52"));
            assertThat(page.locator(".board .chain li[data-height='" + height + "']"))
                    .isVisible(VISIBLE);
            assertThat(page.locator(".mempool .nothing")).hasText("No payments waiting");
            page.keyboard().press("?");
            assertThat(page.locator("dialog.keys")).containsText("Larger type");
            assertThat(page.locator("dialog.keys")).not().containsText("resenter");
            page.keyboard().press("Escape");
            for (String gone :
                    List.of("sql", "lessons", "messages", "simulation", "presenter", "projector", "faces/header/1")) {
                page.evaluate("path => { location.hash = `#/${path}` }", gone);
                assertThat(page.locator(".view-none h1")).hasText("There is no page #/" + gone + ".");
            }
        }
    }
}
