package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

/** Another page with the same wallet, another phone with the same name, a browser that keeps nothing, a node that doesn't answer. */
@DisplayName("A phone's page, where not all is well,")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneTroubleTest {
    private static final double PATIENCE = 120_000;
    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
    private static final LocatorAssertions.ContainsTextOptions PART =
            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
    /** Chooses a name before the page runs, as at an earlier visit. */
    private static final String NAMED = "if (location.host) localStorage.setItem('wonsi.phone.person', 'Jiu');";

    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    private Chromium chromium;
    private RegtestNetwork network;
    private Node node;
    private HttpServer http;

    @BeforeAll
    void start(@TempDir Path place) throws IOException {
        chromium = Chromium.start();
        network = new RegtestNetwork(place);
        node = network.start("Seoul");
        http = HttpServer.start(node, HttpConfig.loopback(0));
        node.serve(http, http.url());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            http.close();
            node.close();
        }
        assertThat(troubles).isEmpty();
    }

    private BrowserContext open(String language) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setLocale(language));
    }

    private Page page(BrowserContext in) {
        Page page = in.newPage();
        page.setDefaultTimeout(PATIENCE);
        // A payment that a node hasn't seen yet, and a name that another has.
        PageErrors.addTo(
                troubles, page, message -> PageErrors.isStatus(message, 404) || PageErrors.isStatus(message, 409));
        page.navigate(http.url() + "/phone");
        page.waitForFunction("() => window.wonsiPeer?.state.phase === 'ready'");
        return page;
    }

    private static Locator button(Page page, String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true));
    }

    private static void makeWallet(Page page) {
        button(page, "Make a new wallet").click();
        button(page, "I wrote them down").click();
        awaitBalance(page, "0.00");
    }

    private static void awaitBalance(Page page, String coins) {
        assertThat(page.locator(".balance .sum")).containsText(coins + " ", PART);
    }

    private static String keptWords(Page page) {
        return (String) page.evaluate("JSON.parse(localStorage.getItem('wonsi.phone.wallet.regtest')).words");
    }

    @Test
    @DisplayName("has the wallet that another page of its browser made, and never writes its own words over those")
    void twoPages() {
        RegtestNetwork.mine(node, 105);
        try (BrowserContext one = open("en")) {
            Page first = page(one);
            makeWallet(first);
            String older = keptWords(first);
            Page second = page(one);
            awaitBalance(second, "0.00");
            button(second, "Forget this wallet").click();
            button(second, "Forget it").click();
            button(first, "Make a new wallet").waitFor();
            makeWallet(second);
            String newer = keptWords(second);
            assertThat(newer).isNotEqualTo(older);
            String address = second.locator(".receive .grouped").textContent();
            assertThat(first.locator(".receive .grouped")).hasText(address, TEXT);
            button(first, "Get play money").click();
            assertThat(second.locator(".balance")).containsText("+1.00", PART);
            RegtestNetwork.mine(node, 1);
            awaitBalance(first, "1.00");
            first.locator(".pay .choices button").first().click();
            first.locator("#pay-amount").fill("0.5");
            button(first, "Review").click();
            button(first, "Sign and send").click();
            assertThat(second.locator(".history li")).hasCount(2);
            assertThat(second.locator(".history li").first()).containsText("On its way.", PART);
            assertThat(keptWords(first)).isEqualTo(newer);
        }
    }

    @Test
    @DisplayName(
            "says that another phone has its name until its owner chose another, and begins again without a reload")
    void nameOfAnother() {
        try (BrowserContext one = open("en");
                BrowserContext other = open("en");
                BrowserContext third = open("en")) {
            Page owner = page(one);
            makeWallet(owner);
            takeName(owner, "Jiu");
            other.addInitScript(NAMED);
            Page page = page(other);
            makeWallet(page);
            Locator warning = page.locator(".warning .trouble");
            assertThat(warning).hasText("Another phone has this name. Choose another one.", TEXT);
            assertThat(Axe.violations(page)).isEmpty();
            takeName(page, "Min");
            assertThat(warning).hasCount(0);

            third.addInitScript(NAMED);
            Page forgetful = page(third);
            makeWallet(forgetful);
            assertThat(forgetful.locator(".warning .trouble")).hasCount(1);
            button(forgetful, "Forget this wallet").click();
            button(forgetful, "Forget it").click();
            assertThat(button(forgetful, "Make a new wallet")).isVisible();
            assertThat(forgetful.locator(".warning .trouble")).hasCount(0);
        }
    }

    private static void takeName(Page page, String name) {
        page.locator("#own-name").fill(name);
        button(page, "Take it").click();
        assertThat(page.locator(".own .said")).hasText("Others can now pay you by this name.", TEXT);
    }

    @Test
    @DisplayName("is there where the browser blocks site data, and says that it keeps nothing")
    void withoutStorage() {
        try (BrowserContext strict = open("en")) {
            strict.addInitScript(TestPage.NO_STORAGE);
            Page page = page(strict);
            assertThat(page.locator(".phone"))
                    .containsText("This browser keeps nothing. Close the page, and the wallet is gone.", PART);
            makeWallet(page);
            takeName(page, "Sora");
        }
    }

    @Test
    @DisplayName("asks its node again for what didn't come at first, and tells of a wrong clock without a wallet")
    void patient() {
        try (BrowserContext context = open("ko")) {
            Page page = context.newPage();
            page.setDefaultTimeout(PATIENCE);
            AtomicInteger asked = new AtomicInteger();
            // Each fails once.
            Consumer<Route> notAtFirst = route -> {
                if (asked.incrementAndGet() % 2 == 1) {
                    route.abort();
                } else {
                    route.resume();
                }
            };
            page.route("**/i18n/rules.json", notAtFirst);
            page.route("**/node/status", notAtFirst);
            page.addInitScript("{ const { now } = Date; Date.now = () => now() + 600_000; }");
            page.navigate(http.url() + "/phone");
            assertThat(page.locator("[role=alert]").first()).hasText("노드가 응답하지 않습니다. 다시 물어보고 있습니다.", TEXT);
            button(page, "새 지갑 만들기").waitFor();
            assertThat(asked.get()).isEqualTo(4);
            assertThat(page.locator(".warning .trouble")).containsText("방의 시계와 10분 어긋납니다", PART);
        }
    }
}
