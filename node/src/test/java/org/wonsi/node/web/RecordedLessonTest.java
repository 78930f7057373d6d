package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.LinkControl;
import org.wonsi.node.talk.TalkChange;

@DisplayName("a lesson's recording")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedLessonTest {
    /** What a recorded step may take to play, whose waits are made shorter. */
    private static final LocatorAssertions.HasCountOptions LONG =
            new LocatorAssertions.HasCountOptions().setTimeout(60_000);

    /** What a page needs to find its node again. */
    private static final LocatorAssertions.IsEmptyOptions UP =
            new LocatorAssertions.IsEmptyOptions().setTimeout(30_000);

    /** What the page asks a node about the chain; a recording must do without. */
    private static final Pattern CHAIN = Pattern.compile(".*/(api/|sql|node/decode|node/messages|node/blocks).*");

    /** Waits until the page has loaded all recordings, for a minute at most; answers whether it has. */
    private static final String LOADED = """
            async () => {
              const { tapeOf } = await import('/js/lab/recorded.js');
              for (let look = 0; look < 1200 && !tapeOf(16); look++) await new Promise(resolve => setTimeout(resolve, 50));
              return tapeOf(16) !== undefined;
            }
            """;

    /** The network whose chain the page shows: the room's, or the recorded one. */
    private static final String SHOWN_NETWORK = "import('/js/store.js').then(module => module.store.state.network)";

    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private LabRoom room;
    private HttpServer http;

    @BeforeAll
    void open(@TempDir Path directory) {
        chromium = Chromium.start();
        room = new LabRoom(directory);
        http = serve(0);
    }

    /** The room's first node with a token that stays the same, as {@code --resume} keeps it. */
    private HttpServer serve(int port) {
        return HttpServer.start(
                room.nodes().get(0), HttpConfig.loopback(port).withOperatorToken("0123456789abcdef".repeat(4)));
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            http.close();
            room.close();
            chromium.close();
        }
    }

    @BeforeEach
    void begin() {
        room.lab().reset("tamper").join();
        room.nodes()
                .get(0)
                .talk()
                .change(new TalkChange(
                        3, 0, "experiment", false, false, false, null, 3, null, 50, false, null, null, true));
        room.nodes().get(0).votes().close();
        troubles.clear();
    }

    private BrowserContext context(int width, int height) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private Page page(BrowserContext context, String url) {
        Page page = context.newPage();
        PageErrors.addTo(troubles, page);
        page.navigate(url);
        page.locator("#where svg").waitFor();
        return page;
    }

    private static Locator band(Page page) {
        return page.locator("#recorded");
    }

    private static Locator done(Page page, String step) {
        return page.locator("[data-step=" + step + "] .done");
    }

    /** The presenter's window has its own eyes, and may see later than the projector that a step is done. */
    private static void leadsOn(Page presenter, String to) {
        assertThat(presenter.locator(".presenter .go")).hasAttribute("aria-label", to);
    }

    private static void isAt(Page page, String part) {
        assertThat(page.locator(".lesson")).hasAttribute("data-part", part);
    }

    @Test
    @DisplayName(
            "takes the place of a step that hangs, in the middle of it and in both windows, and hands back at the same step")
    void middleOfAStep() {
        try (BrowserContext context = context(1280, 720)) {
            Page projector = page(context, http.operatorUrl() + "&lang=en&theme=light#/lesson/3/4");
            Page presenter = page(context, http.operatorUrl() + "&lang=ko#/presenter");
            isAt(projector, "send");
            CompletableFuture<Route> held = new CompletableFuture<>();
            Interception.route(projector, "**/lab/tamper/send", held::complete);
            projector.keyboard().press("e");
            projector.waitForCondition(held::isDone);
            assertThat(projector.locator("[data-next]")).isDisabled();
            assertThat(band(projector)).isEmpty();

            projector.keyboard().press("y");
            assertThat(band(projector)).containsText("Recording of ");
            assertThat(band(projector)).containsText("it is not the live network");
            assertThat(band(presenter)).containsText("녹화");
            isAt(projector, "send");
            assertThat(projector.locator(".lab-kind-verdict")).containsText("bad-txnmrklroot");
            assertThat(done(projector, "send")).hasCount(1);
            assertThat(done(projector, "edit")).hasCount(1);
            assertThat(done(projector, "repair")).hasCount(0);

            presenter.keyboard().press("ArrowRight");
            isAt(projector, "repair");
            presenter.keyboard().press("ArrowRight");
            assertThat(projector.locator(".lab-kind-verdict")).containsText("high-hash");
            assertThat(done(projector, "repair")).hasCount(1);
            projector.keyboard().press("ArrowLeft");
            isAt(projector, "send");
            projector.reload();
            isAt(projector, "send");
            // Who reloads gets the language that this browser was last told, here by the presenter's window.
            assertThat(band(projector)).containsText("녹화");
            assertThat(done(projector, "repair")).hasCount(1);
            assertThat(Axe.violations(projector)).isEmpty();
            assertThat(room.lab().seen("tamper").facts()).isEmpty();

            LinkControl links = room.nodes().get(0).peers();
            links.cut("Busan");
            assertThat(presenter.locator(".presenter .nodes .ac")).hasCount(1);
            projector.keyboard().press("y");
            assertThat(band(projector)).isEmpty();
            assertThat(band(presenter)).isEmpty();
            isAt(projector, "send");
            assertThat(done(projector, "send")).hasCount(0);
            projector.waitForCondition(() -> links.cutFrom().isEmpty());
            projector.unroute("**/lab/tamper/send");
            assertThat(projector.locator("[data-next]")).isEnabled();
            projector.keyboard().press("e");
            projector.waitForCondition(() -> !room.lab().seen("tamper").facts().isEmpty());
            held.join().abort();
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("is offered where the live run failed, with why, and not shown before it is chosen")
    void offered() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, http.operatorUrl() + "&lang=en&theme=dark#/lesson/3/4");
            isAt(page, "send");
            Interception.route(
                    page,
                    "**/lab/tamper/send",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(409)
                            .setContentType("application/problem+json")
                            .setBody("{\"detail\":\"the experiment failed: waited 60 s in vain\"}")));
            page.keyboard().press("e");
            Locator offer = page.locator(".lesson-said .recorded-offer");
            assertThat(offer).containsText("The live run failed.");
            assertThat(page.locator(".toast[role=alert]")).containsText("waited 60 s in vain");
            assertThat(band(page)).isEmpty();
            assertThat(done(page, "send")).hasCount(0);
            assertThat(Axe.violations(page)).isEmpty();
            offer.locator("button").click();
            assertThat(band(page)).containsText("Recording of ");
            assertThat(done(page, "send")).hasCount(1);
            assertThat(offer).hasCount(0);
            page.keyboard().press("?");
            assertThat(page.locator("dialog.keys")).containsText("Show this lesson’s recording");
        }
        troubles.removeIf(trouble -> trouble.contains("status of 409 "));
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("goes on in both windows when the whole program is gone, and hands back when it is there again")
    void withoutANode() {
        try (BrowserContext context = context(1280, 720)) {
            Page projector = page(context, http.operatorUrl() + "&lang=en&theme=light#/lesson/3/5");
            Page presenter = page(context, http.operatorUrl() + "&lang=en#/presenter");
            isAt(projector, "repair");
            assertThat(presenter.locator(".presenter .now .where")).containsText("5 Repair the root");
            assertThat(projector.locator(".lesson-switch button")).isVisible();
            assertThat(presenter.getByText("Play the recording")).isVisible();
            assertThat(projector.evaluate(LOADED)).isEqualTo(true);
            assertThat(presenter.evaluate(LOADED)).isEqualTo(true);
            int port = http.port();
            http.close();
            try {
                projector.keyboard().press("y");
                assertThat(band(projector)).containsText("Recording of ");
                assertThat(band(presenter)).containsText("Recording of ");
                projector.keyboard().press("ArrowRight");
                assertThat(done(projector, "repair")).hasCount(1);
                leadsOn(presenter, "Next");
                presenter.keyboard().press("ArrowRight");
                isAt(projector, "redo");
                presenter.keyboard().press("ArrowRight");
                assertThat(done(projector, "redo")).hasCount(1, LONG);
                assertThat(projector.locator(".lab-kind-verdict")).containsText("mandatory-script-verify-flag-failed");
                leadsOn(presenter, "Next lesson");
                presenter.keyboard().press("ArrowRight");
                assertThat(projector.locator(".lesson h1"))
                        .hasText(
                                LessonLibrary.load().find("en", 4).orElseThrow().title());
                assertThat(band(projector)).isEmpty();
                presenter.keyboard().press("y");
                assertThat(band(projector)).containsText("Recording of ");
                presenter.keyboard().press("u");
                isAt(projector, "redo");
                assertThat(done(projector, "redo")).hasCount(1);
                projector.keyboard().press("y");
                assertThat(projector.locator(".toast[role=alert]")).containsText("so the recording goes on");
                assertThat(band(projector)).containsText("Recording of ");
            } finally {
                http = serve(port);
            }
            assertThat(projector.locator("#flags")).isEmpty(UP);
            assertThat(presenter.locator(".presenter .now .where")).containsText("6 Redo the work");
            projector.keyboard().press("y");
            assertThat(band(projector)).isEmpty();
            assertThat(band(presenter)).isEmpty();
            isAt(projector, "redo");
            assertThat(done(projector, "redo")).hasCount(0);
            assertThat(room.nodes().get(0).talk().now().step()).isEqualTo(6);
        }
        troubles.removeIf(trouble -> trouble.contains("ERR_"));
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("holds what each lesson shows as three faces, and says of anything else that it doesn't")
    void faces() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, http.url() + "/?lang=en&theme=light#/lessons");
            Interception.route(page, CHAIN, Route::abort);
            for (Lesson lesson : LessonLibrary.load().of("en")) {
                page.evaluate("at => { location.hash = at; }", "#/lesson/" + lesson.number());
                assertThat(page.locator(".lesson h1")).hasText(lesson.title());
                assertThat(page.locator(".lesson-switch button")).isVisible();
                page.keyboard().press("y");
                assertThat(band(page)).containsText("Recording of ");
                page.keyboard().press("f");
                assertThat(page.locator(".faces-cells .fieldmark.on")).hasCount(1);
                assertThat(page.locator(".toast")).hasCount(0);
            }
            page.evaluate("location.hash = '#/faces/header/1'");
            assertThat(page.locator("main h1")).hasText("The recording doesn’t hold this.");
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("is there for who reads alone without a token, shows the recorded room on the board, and fits a phone")
    void alone() {
        try (BrowserContext context = context(390, 844)) {
            Page page = page(context, http.url() + "/?lang=ko&theme=dark#/lesson/3/4");
            isAt(page, "send");
            page.locator(".lesson-switch button").click();
            assertThat(band(page)).containsText("녹화");
            page.locator("[data-next]").click();
            assertThat(page.locator(".lab-kind-verdict")).containsText("bad-txnmrklroot");
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .isEqualTo(0);
            assertThat(Axe.violations(page)).isEmpty();
            page.evaluate("location.hash = '#/board'");
            assertThat(band(page)).containsText("녹화");
            assertThat(page.evaluate(SHOWN_NETWORK)).isEqualTo("seminar");
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .isEqualTo(0);
            page.evaluate("location.hash = '#/explore'");
            assertThat(band(page)).isEmpty();
            assertThat(page.evaluate(SHOWN_NETWORK)).isEqualTo("regtest");
            assertThat(room.nodes().get(0).talk().now().recorded()).isEmpty();
        }
        assertThat(troubles).isEmpty();
    }
}
