package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.talk.Talk;
import org.wonsi.node.talk.TalkChange;

@DisplayName("the presenter's window and the projector")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class PresenterPageTest {
    private static final LocatorAssertions.HasCountOptions SOON =
            new LocatorAssertions.HasCountOptions().setTimeout(60_000);

    private static final LocatorAssertions.IsVisibleOptions SEEN =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);

    /** A clicker's button that comes again sooner than this has bounced; {@code keys.js} says 400. */
    private static final int BOUNCE_MILLIS = 450;

    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private LabRoom room;
    private HttpServer http;

    @BeforeAll
    void open(@TempDir Path directory) {
        chromium = Chromium.start();
        room = new LabRoom(directory);
        http = HttpServer.start(room.nodes().get(0), HttpConfig.loopback(0));
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
        talkAt(0);
        room.nodes().get(0).votes().close();
        troubles.clear();
    }

    private void talkAt(int step) {
        room.nodes()
                .get(0)
                .talk()
                .change(new TalkChange(
                        3, step, "experiment", false, false, false, null, 3, null, 50, false, null, null, true));
    }

    private BrowserContext context(int width, int height) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private Page watched(Page page) {
        PageErrors.addTo(troubles, page);
        return page;
    }

    private Page page(BrowserContext context, String url) {
        Page page = watched(context.newPage());
        page.navigate(url);
        page.locator("#where svg").waitFor();
        return page;
    }

    private Page projector(BrowserContext context) {
        Page page = page(context, http.operatorUrl() + "&lang=en&theme=light#/lesson/3");
        page.locator(".lesson h1").waitFor();
        return page;
    }

    private Page presenter(BrowserContext context, Page projector) {
        Page presenter = watched(context.waitForPage(() -> projector.keyboard().press("p")));
        presenter.locator(".presenter .go").waitFor();
        return presenter;
    }

    /** One press of a clicker, after its bounce. */
    private static void click(Page page, String key) {
        page.waitForTimeout(BOUNCE_MILLIS);
        page.keyboard().press(key);
    }

    private static void isAt(Page projector, String part) {
        assertThat(projector.locator(".lesson")).hasAttribute("data-part", part);
    }

    private static void says(Page presenter, String words) {
        assertThat(presenter.locator(".presenter .now .where")).containsText(words);
    }

    private static Locator done(Page projector, String part) {
        return projector.locator("[data-step=" + part + "] .done");
    }

    @Test
    @DisplayName("go through a lesson together by a clicker at either, and each finds its step again after a reload")
    void clicker() {
        try (BrowserContext context = context(1280, 720)) {
            Page projector = projector(context);
            Page presenter = presenter(context, projector);
            assertThat(presenter.locator(".presenter .connected")).containsText("A projector page is open");
            click(projector, "PageDown");
            isAt(projector, "edit");
            says(presenter, "1 Edit an amount in an old block");
            assertThat(presenter.locator(".presenter .notes")).containsText("edited a spreadsheet");
            click(projector, "PageDown");
            assertThat(done(projector, "edit")).hasCount(1, SOON);
            assertThat(presenter.locator(".presenter .go")).hasAttribute("aria-label", "Next");

            click(presenter, "PageDown");
            isAt(projector, "where");
            assertThat(presenter.locator(".presenter .answers .right")).containsText("loses its footing");
            assertThat(projector.locator(".lesson-ask .right")).hasCount(0);
            click(presenter, "PageDown");
            assertThat(projector.locator(".lesson-ask .right")).hasCount(1);

            projector.reload();
            isAt(projector, "where");
            assertThat(projector.locator(".lesson-ask .right")).hasCount(1);
            assertThat(done(projector, "edit")).hasCount(1);
            click(presenter, "PageDown");
            isAt(projector, "follow");
            presenter.reload();
            says(presenter, "3 Follow the change");
            click(presenter, "PageDown");
            assertThat(done(projector, "follow")).hasCount(1, SOON);

            presenter.close();
            Page again = presenter(context, projector);
            says(again, "3 Follow the change");
            click(again, "PageUp");
            isAt(projector, "where");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName("the projector shows neither notes nor token, and its address has none")
    void clean() {
        try (BrowserContext context = context(1280, 720)) {
            Page projector = projector(context);
            Page presenter = presenter(context, projector);
            click(projector, "PageDown");
            isAt(projector, "edit");
            String token = http.operatorUrl().replaceAll(".*token=", "");
            for (Page page : List.of(projector, presenter)) {
                assertThat(page.url()).doesNotContain(token);
                assertThat(page.content()).doesNotContain(token);
            }
            assertThat(projector.content()).doesNotContain("spreadsheet");
        }
    }

    @Test
    @DisplayName("a second press doesn't skip an experiment that runs, whether it bounced or was meant")
    void doublePress() {
        try (BrowserContext context = context(1280, 720)) {
            Page projector = projector(context);
            projector.locator("[data-step=send]").click();
            AtomicReference<Route> held = new AtomicReference<>();
            Interception.route(projector, "**/lab/tamper/send", held::set);
            projector.waitForTimeout(BOUNCE_MILLIS);
            projector.keyboard().press("PageDown");
            projector.keyboard().press("PageDown");
            assertThat(projector.locator("[data-next]")).isDisabled();
            projector.keyboard().press("ArrowRight");
            assertThat(projector.locator(".toast")).containsText("still running");
            isAt(projector, "send");
            projector.waitForCondition(() -> held.get() != null);
            Objects.requireNonNull(held.get()).resume();
            assertThat(done(projector, "send")).hasCount(1, SOON);
            isAt(projector, "send");
            click(projector, "PageDown");
            isAt(projector, "repair");
            click(projector, "k");
            isAt(projector, "redo");
            assertThat(done(projector, "repair")).hasCount(0);
            click(projector, "PageUp");
            isAt(projector, "repair");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName("one key leads back from a wrong lesson, wherever it was opened")
    void wrongLesson() {
        try (BrowserContext context = context(1280, 720)) {
            Page projector = projector(context);
            Page presenter = presenter(context, projector);
            projector.locator("[data-step=repair]").click();
            presenter.locator(".strip li:nth-child(11) button").click();
            assertThat(projector.locator("#progress")).containsText("11");
            assertThat(projector.locator(".lesson")).hasAttribute("data-part", "idea");
            projector.keyboard().press("u");
            isAt(projector, "repair");
            says(presenter, "5 Repair the root");
            projector.evaluate("location.hash = '#/lesson/7'");
            says(presenter, "The idea");
            presenter.keyboard().press("u");
            isAt(projector, "repair");
            projector.evaluate("location.hash = '#/board'");
            projector.locator(".say h1").waitFor();
            click(projector, "PageDown");
            isAt(projector, "repair");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName("a black screen covers the projector alone, and the next press only lifts it")
    void black() {
        try (BrowserContext context = context(1280, 720)) {
            Page projector = projector(context);
            Page presenter = presenter(context, projector);
            click(projector, ".");
            assertThat(projector.locator(".black")).isVisible();
            assertThat(presenter.locator(".black")).hasCount(0);
            assertThat(presenter.locator(".controls button[aria-pressed=true]")).containsText("Black screen");
            projector.reload();
            assertThat(projector.locator(".black")).isVisible();
            click(presenter, "PageDown");
            assertThat(projector.locator(".black")).hasCount(0);
            isAt(projector, "idea");
            presenter.keyboard().press("b");
            assertThat(projector.locator(".black")).isVisible();
            presenter.keyboard().press("b");
            assertThat(projector.locator(".black")).hasCount(0);
            presenter.keyboard().press(" ");
            assertThat(projector.locator("#flags")).containsText("Paused");
            projector.keyboard().press(" ");
            assertThat(projector.locator("#flags")).isEmpty();
        }
    }

    @Test
    @DisplayName("the clock starts with the first step, and says by how much a lesson is over its minutes")
    void clock() {
        try (BrowserContext context = context(1280, 720)) {
            Page presenter = watched(context.newPage());
            presenter.clock().install();
            presenter.navigate(http.operatorUrl() + "&lang=en&theme=dark#/presenter");
            presenter.locator(".presenter .go").waitFor();
            assertThat(presenter.locator(".clock .passed")).hasText("0:00");
            assertThat(presenter.locator(".clock .here")).hasText("The clock starts with the first step.");
            click(presenter, "PageDown");
            assertThat(presenter.locator(".clock .here")).hasText(Pattern.compile("This lesson 0:0\\d / 3:00"));
            // What is still on its way from the node tells the page the node's time anew.
            presenter.waitForTimeout(BOUNCE_MILLIS);
            presenter.clock().fastForward("02:30");
            assertThat(presenter.locator(".clock .passed")).hasText(Pattern.compile("2:3\\d"));
            assertThat(presenter.locator(".clock .here")).hasText(Pattern.compile("This lesson 2:3\\d / 3:00"));
            assertThat(presenter.locator(".clock .over")).hasText("");
            presenter.clock().fastForward("01:40");
            assertThat(presenter.locator(".clock .over")).hasText(Pattern.compile("1:1\\d over"));
            assertThat(presenter.locator(".strip .now .s")).hasText(Pattern.compile("4:1\\d / 3 min"));
            assertThat(presenter.locator(".clock .rest")).containsText("(with 6 min for questions)");
            presenter.locator(".timing select").selectOption("180");
            assertThat(presenter.locator(".clock .all")).hasText("/ 180:00");
            assertThat(presenter.locator(".clock .over")).hasText("");
            presenter.getByText("Clear the clock").click();
            assertThat(presenter.locator(".clock .passed")).hasText("0:00");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName("a projector without a token follows from this browser and from another, and passes its keys on")
    void withoutToken() {
        try (BrowserContext context = context(1280, 720);
                BrowserContext elsewhere = context(1280, 720)) {
            Page presenter = watched(page(context, http.operatorUrl() + "&lang=en#/presenter"));
            presenter.locator(".presenter .go").waitFor();
            Page here = page(context, http.url() + "/?lang=en#/projector");
            Page there = page(elsewhere, http.url() + "/?lang=ko#/projector");
            for (Page page : List.of(here, there)) {
                isAt(page, "idea");
                assertThat(page.locator(".lesson-controls")).isHidden();
                assertThat(page.evaluate("sessionStorage.getItem('wonsi.token')"))
                        .isNull();
            }
            click(presenter, "PageDown");
            isAt(here, "edit");
            isAt(there, "edit");
            assertThat(presenter.locator(".presenter .connected")).containsText("A projector page is open");
            click(here, "PageDown");
            assertThat(done(here, "edit")).hasCount(1, SOON);
            assertThat(done(there, "edit")).hasCount(1, SOON);
            here.reload();
            isAt(here, "edit");
            there.reload();
            isAt(there, "edit");
            click(there, "PageDown");
            assertThat(there.locator(".toast")).containsText("발표자 창도 없습니다");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName("what is told while the projector's question is on its way isn't lost, whatever that one is answered")
    void toldMeanwhile() {
        Talk talk = room.nodes().get(0).talk();
        try (BrowserContext context = context(1280, 720)) {
            Page projector = page(context, http.url() + "/?lang=en#/projector");
            isAt(projector, "idea");
            List<String> old = new ArrayList<>();
            Interception.route(projector, "**/talk", route -> {
                if (old.isEmpty()) {
                    APIResponse answer = route.fetch();
                    old.add(answer.text());
                    talk.change(step(3));
                    projector.waitForTimeout(500); // the page hears of it before it has its answer
                    route.fulfill(new Route.FulfillOptions().setResponse(answer));
                } else {
                    route.resume();
                }
            });
            talk.change(step(1));
            isAt(projector, "follow");
            assertThat(old).singleElement().asString().contains("\"step\":1");
            assertThat(troubles).isEmpty();
        }
    }

    private static TalkChange step(int step) {
        return new TalkChange(null, step, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Test
    @DisplayName("who reads a lesson without a token has a talk of his own, and without one the window says what to do")
    void reader() {
        try (BrowserContext context = context(1280, 720);
                BrowserContext other = context(1280, 720)) {
            Page projector = projector(context);
            Page reader = page(other, http.url() + "/?lang=en#/lesson/3/2");
            click(projector, "PageDown");
            isAt(projector, "edit");
            isAt(reader, "where");
            reader.keyboard().press("ArrowRight");
            assertThat(reader.locator(".lesson-ask .right")).hasCount(1);
            reader.keyboard().press("ArrowRight");
            isAt(reader, "follow");
            isAt(projector, "edit");
            reader.evaluate("location.hash = '#/presenter'");
            assertThat(reader.locator("main")).containsText("needs the operator token");
        }
    }

    @Test
    @DisplayName("r on the board joins all that was cut")
    void heal() {
        try (BrowserContext context = context(1280, 720)) {
            Page board = page(context, http.operatorUrl() + "&lang=en#/board");
            room.nodes().get(0).peers().cut("Busan");
            room.nodes().get(1).peers().cut("Seoul");
            board.reload();
            Locator cut = board.locator(".link[aria-label$='cut, heal it']");
            assertThat(cut).hasCount(1, SOON);
            board.keyboard().press("r");
            assertThat(cut).hasCount(0, SOON);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}x{3}")
    @CsvSource({"ko, dark, 1280, 720", "en, light, 1920, 1080", "ko, light, 390, 844", "en, dark, 390, 844"})
    @DisplayName("the talk's pages fit their screen, and axe finds nothing in them")
    void fits(String language, String theme, int width, int height) {
        try (BrowserContext context = context(width, height)) {
            Page page = page(context, http.operatorUrl() + "&lang=" + language + "&theme=" + theme + "#/lesson/3/2");
            for (String view : List.of("presenter", "welcome/23:59", "end", "lessons")) {
                page.evaluate("view => { location.hash = '#/' + view }", view);
                page.locator(".view-" + view.replaceFirst("/.*", "") + " h1")
                        .first()
                        .waitFor();
                if (view.startsWith("welcome")) {
                    assertThat(page.locator(".countdown")).not().isEmpty();
                }
                page.waitForFunction("() => !document.querySelector('.figures:empty')");
                assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as("%s is wider than its screen", view)
                        .isEqualTo(0);
                assertThat(Axe.violations(page)).as(view).isEmpty();
            }
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "the window has the phones' address as a code once the room reaches it, and sends them forged blocks, which they refuse")
    void phones() {
        try (BrowserContext context = context(1280, 720);
                BrowserContext pocket = context(390, 844)) {
            Page page = page(context, http.operatorUrl() + "&lang=ko&theme=dark#/presenter");
            page.locator(".presenter .go").waitFor();
            Locator phones = page.locator(".presenter .phones");
            assertThat(phones).isHidden(); // this node answers on its own machine only, and nobody has joined
            Page phone = watched(pocket.newPage());
            phone.navigate(http.url() + "/phone");
            assertThat(phones).isVisible(SEEN);
            assertThat(phones).containsText("1대 참여");
            assertThat(phones.locator("img")).hasCount(0);
            phones.locator("button").nth(0).click();
            assertThat(phones.locator("[role=status]")).hasText("1대 중 1대가 스스로 거부했습니다: bad-cb-amount", PATIENT);
            assertThat(phones).containsText("1대 참여", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            phones.locator("button").nth(1).click();
            assertThat(phones.locator("[role=status]")).hasText("1대 중 1대가 스스로 거부했습니다: bad-txnmrklroot", PATIENT);
            phone.close();
            assertThat(phones).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(60_000));
            assertThat(troubles).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}x{3}")
    @CsvSource({"ko, dark, 1280, 720", "en, light, 390, 844"})
    @DisplayName("the phones' code and a question fit the window together")
    void code(String language, String theme, int width, int height) {
        try (BrowserContext context = context(width, height)) {
            context.route(
                    "**/join/qr.svg",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("image/svg+xml")
                            .setBody("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'/>")));
            context.route(
                    "**/join",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody("{\"room\": \"http://192.168.100.107:8001\", \"others\": []}")));
            Page page = page(context, http.operatorUrl() + "&lang=" + language + "&theme=" + theme + "#/presenter");
            page.locator(".presenter .go").click();
            page.locator(".presenter .strip li:nth-child(3) button").click();
            Locator phones = page.locator(".presenter .phones");
            assertThat(phones).containsText("http://192.168.100.107:8001/phone");
            page.waitForFunction("() => document.querySelector('.phones img').naturalWidth > 100");
            assertThat(phones.locator("button:disabled")).hasCount(2); // nobody is there to be sent anything
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .isEqualTo(0);
            assertThat(Axe.violations(page)).isEmpty();
            talkAt(2); // a question, which needs the room
            assertThat(page.locator(".presenter .question .answers")).isVisible();
            assertThat(phones.locator("img")).isHidden();
            assertThat(phones).containsText("http://192.168.100.107:8001/phone");
            assertThat(Axe.violations(page)).isEmpty();
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "of what is pressed before a lesson's text has come the last counts once it has, at first and between lessons; none if it never does")
    void textUnderway() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, http.operatorUrl() + "&lang=en#/rules");
            Talk talk = room.nodes().get(0).talk();
            List<Route> held = new ArrayList<>();
            Interception.route(page, Pattern.compile(".*/lessons/en/[356]$"), held::add);
            page.evaluate("location.hash = '#/presenter'");
            page.waitForCondition(() -> !held.isEmpty());
            assertThat(page.locator(".presenter .main .now")).hasCount(1);
            click(page, "k");
            click(page, "PageDown");
            assertThat(page.locator(".presenter .go")).hasCount(0);
            assertThat(talk.now().step()).isZero();
            giveAll(held);
            says(page, "1 Edit an amount");

            page.locator(".strip li:nth-child(5) button").click();
            page.waitForCondition(() -> talk.now().lesson() == 5 && !held.isEmpty());
            click(page, "PageDown");
            click(page, "PageDown");
            assertThat(talk.now().step()).isZero();
            giveAll(held);
            page.waitForCondition(() -> talk.now().step() == 1);
            assertThat(talk.now().lesson()).isEqualTo(5);
            says(page, "1 ");

            // A lesson whose text can't be had has no steps: a press would leap over it.
            page.locator(".strip li:nth-child(6) button").click();
            page.waitForCondition(() -> talk.now().lesson() == 6 && !held.isEmpty());
            click(page, "PageDown");
            held.forEach(Route::abort);
            says(page, "After the talk");
            page.waitForTimeout(BOUNCE_MILLIS);
            assertThat(talk.now().lesson()).isEqualTo(6);
            troubles.removeIf(trouble -> trouble.contains("ERR_FAILED"));
            assertThat(troubles).isEmpty();
        }
    }

    private static void giveAll(List<Route> held) {
        held.forEach(Route::resume);
        held.clear();
    }

    @Test
    @DisplayName("the window is driven without a mouse, and ? lists every key in it")
    void keyboard() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, http.operatorUrl() + "&lang=en#/presenter");
            Locator go = page.locator(".presenter .go");
            assertThat(go).isEnabled();
            go.press("Enter");
            says(page, "1 Edit an amount");
            assertThat(go).isFocused(); // so the next Enter is this button's, too
            page.locator(".strip li:nth-child(5) button").press(" ");
            assertThat(page.locator(".strip .now")).containsText("5");
            assertThat(page.locator("#flags")).isEmpty();
            page.keyboard().press("?");
            assertThat(page.locator("dialog kbd")).hasText(new String[] {
                "→",
                "PageDown",
                "n",
                "←",
                "PageUp",
                "e",
                "v",
                "k",
                "r",
                "y",
                "p",
                "b",
                ".",
                "h",
                "u",
                "space",
                "s",
                "m",
                "+",
                "-",
                "t",
                "l",
                "f",
                "/",
                "?"
            });
            assertThat(Axe.violations(page)).isEmpty();
        }
    }
}
