package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
import org.wonsi.node.service.VoteService;

@DisplayName("the pages of a vote")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class VotePageTest {
    /** A phone asks once a second; what an experiment may take, on a machine that does other things too. */
    private static final double SOON = 60_000;

    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(SOON);
    private static final LocatorAssertions.HasCountOptions COUNT =
            new LocatorAssertions.HasCountOptions().setTimeout(SOON);
    private static final LocatorAssertions.IsVisibleOptions VISIBLE =
            new LocatorAssertions.IsVisibleOptions().setTimeout(SOON);

    /** What a browser tells a page that goes out of sight, or comes back. */
    private static final String SLEEP =
            "asleep => { Object.defineProperty(document, 'hidden', { value: asleep, configurable: true });"
                    + " document.dispatchEvent(new Event('visibilitychange')); }";

    private final List<String> troubles = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
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
    void reset() {
        troubles.clear();
        votes().close();
        room.forgetTalk(3);
        room.lab().reset("tamper").join();
    }

    @AfterEach
    void leave() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }

    private VoteService votes() {
        return room.nodes().get(0).votes();
    }

    private Page page(Browser.NewContextOptions options, String url) {
        BrowserContext context = chromium.browser().newContext(options);
        contexts.add(context);
        Page page = context.newPage();
        PageErrors.addTo(troubles, page);
        page.navigate(url);
        return page;
    }

    private Page phone(String language) {
        Page page = page(
                new Browser.NewContextOptions().setViewportSize(390, 844).setLocale(language), http.url() + "/vote");
        page.locator(".vote h1").waitFor();
        return page;
    }

    private Page projector(String query) {
        Page page = page(new Browser.NewContextOptions().setViewportSize(1280, 720), http.operatorUrl() + query);
        page.locator("#where svg").waitFor();
        return page;
    }

    private static void fits(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("wider than its screen")
                .isEqualTo(0);
        assertThat(Axe.violations(page)).isEmpty();
    }

    private static Locator answer(Page phone, int index) {
        return phone.locator(".answers button").nth(index);
    }

    @Test
    @DisplayName(
            "phones in two languages wait, choose, change and see at the reveal what the room chose, and then what happened")
    void story() {
        Page korean = phone("ko");
        Page english = phone("en");
        Page third = phone("en");
        assertThat(korean.locator(".vote h1")).hasText("지금은 질문이 없습니다");
        fits(korean);
        Page projector = projector("&lang=ko&theme=light#/lesson/3/2");
        assertThat(projector.locator(".asking .q")).hasText("이 변경은 어디까지 영향을 줄까요?");
        assertThat(korean.locator(".vote h1")).hasText("이 변경은 어디까지 영향을 줄까요?", TEXT);
        assertThat(english.locator(".vote h1")).hasText("How far does this one change reach?", TEXT);
        answer(korean, 0).click();
        assertThat(korean.locator(".vote h2")).hasText("아직 바꿀 수 있습니다");
        answer(korean, 2).click();
        assertThat(korean.locator(".answer.chosen .own")).hasText("내 선택");
        // With the keyboard alone.
        answer(english, 1).focus();
        english.keyboard().press("Enter");
        assertThat(english.locator(".answer.chosen .letter")).hasText("B");
        assertThat(english.evaluate("document.activeElement.dataset.letter")).isEqualTo("b");
        answer(third, 1).waitFor(new Locator.WaitForOptions().setTimeout(SOON));
        assertThat(english.locator(".voted b")).hasText("2", TEXT);
        for (Page phone : List.of(korean, english, third)) {
            assertThat(phone.locator(".answer .count, .answer .bar, .why, .happened"))
                    .hasCount(0);
            fits(phone);
        }
        assertThat(projector.locator(".lesson-ask .count, .lesson-ask .bar, .lesson-ask .right"))
                .hasCount(0);
        assertThat(projector.locator(".lesson-ask .why")).isEmpty();
        fits(projector);

        projector.keyboard().press("ArrowRight");
        assertThat(projector.locator(".lesson-ask .count")).hasText(new String[] {"0", "1", "1"});
        assertThat(projector.locator(".lesson-ask .right .letter")).hasText("C");
        assertThat(projector.locator(".ask-said")).hasText("2명 중 1명이 맞혔습니다. 이제 직접 확인합니다.");
        fits(projector);
        assertThat(korean.locator(".pn h2").first()).hasText("맞혔습니다", TEXT);
        assertThat(korean.locator(".answer .count")).hasText(new String[] {"0명", "1명", "1명"});
        assertThat(english.locator(".pn h2").first()).hasText("Not this time: it is C", TEXT);
        assertThat(third.locator(".pn h2").first()).hasText("The answer is C", TEXT);
        assertThat(english.locator(".why")).containsText("The payment's id changes");
        assertThat(english.locator(".happened")).hasCount(0);
        fits(korean);
        fits(english);
        english.reload();
        assertThat(english.locator(".pn h2").first()).hasText("Not this time: it is C", TEXT);

        projector.keyboard().press("e");
        assertThat(projector.locator(".lesson")).hasAttribute("data-part", "follow");
        assertThat(korean.locator(".happened .lab-card").first()).isVisible(VISIBLE);
        assertThat(korean.locator(".happened")).containsText("끊어짐");
        fits(korean);
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("one person alone picks by key, compares, and asks again; no answer is given away by going back")
    void alone() {
        Page page = projector("&lang=en&theme=dark#/lesson/3/2");
        assertThat(page.locator(".asking .lesson-vote")).containsText("--lan");
        page.keyboard().press("4");
        assertThat(page.locator(".lesson-ask [aria-pressed=true]")).hasCount(0);
        page.keyboard().press("1");
        page.keyboard().press("2");
        assertThat(page.locator(".lesson-ask [aria-pressed=true] .letter")).hasText("B");
        fits(page);
        page.keyboard().press("e");
        assertThat(page.locator(".lesson-ask .right .letter")).hasText("C");
        assertThat(page.locator(".lesson-ask [aria-pressed=true] .letter")).hasText("B");
        assertThat(page.locator(".lesson-ask .count")).hasCount(0);
        fits(page);
        page.keyboard().press("1");
        assertThat(page.locator(".lesson-ask [aria-pressed=true] .letter")).hasText("B");
        page.keyboard().press("v");
        assertThat(page.locator(".lesson-ask .right")).hasCount(0);
        assertThat(page.locator(".lesson-ask [aria-pressed=true]")).hasCount(0);
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName(
            "another language or a reload keeps the vote; going on, another lesson and a reset end it on the phones")
    void leaving() {
        Page phone = phone("en");
        Page projector = projector("&lang=en&theme=light#/lesson/3/2");
        answer(phone, 0).waitFor(new Locator.WaitForOptions().setTimeout(SOON));
        answer(phone, 0).click();
        assertThat(projector.locator(".lesson-ask .q")).hasText("How far does this one change reach?");
        assertThat(phone.locator(".voted b")).hasText("1", TEXT);
        long vote = votes().poll().id();
        projector.keyboard().press("l");
        assertThat(projector.locator(".lesson-ask .q")).hasText("이 변경은 어디까지 영향을 줄까요?");
        projector.reload();
        assertThat(projector.locator(".asking .lesson-ask .q")).hasText("이 변경은 어디까지 영향을 줄까요?");
        assertThat(votes().poll())
                .extracting(VoteService.Poll::id, VoteService.Poll::voted)
                .containsExactly(vote, 1);
        phone.reload();
        assertThat(phone.locator(".answer.chosen .letter")).hasText("A", TEXT);
        projector.keyboard().press("ArrowLeft");
        assertThat(phone.locator(".vote h1")).hasText("No question right now", TEXT);
        projector.keyboard().press("k");
        assertThat(phone.locator(".answers button")).hasCount(3, COUNT);
        projector.evaluate("location.hash = '#/lesson/5'");
        assertThat(phone.locator(".vote h1")).hasText("No question right now", TEXT);
        projector.evaluate("location.hash = '#/lesson/3/2'");
        assertThat(phone.locator(".answers button")).hasCount(3, COUNT);
        projector.keyboard().press("ArrowRight");
        assertThat(phone.locator(".why")).isVisible(VISIBLE);
        projector.keyboard().press("r");
        assertThat(phone.locator(".vote h1")).hasText("No question right now", TEXT);
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("an answer that comes after the reveal is told so; a phone that lost the node finds it again")
    void lateAndLost() {
        VoteService.Question question = new VoteService.Question(3, "where", List.of("a", "b", "c"));
        long vote = votes().open(question, false).id();
        Page phone = phone("en");
        answer(phone, 0).waitFor(new Locator.WaitForOptions().setTimeout(SOON));
        Interception.route(phone, "**/vote/choice", route -> {
            votes().reveal(vote);
            route.resume();
        });
        answer(phone, 0).click();
        assertThat(phone.locator(".trouble")).hasText("That came too late: the question is closed.", TEXT);
        assertThat(phone.locator(".pn h2").first()).hasText("The answer is C", TEXT);
        phone.context().setOffline(true);
        assertThat(phone.locator(".trouble")).hasText("The connection is gone. Trying again.", TEXT);
        votes().open(question, true);
        phone.context().setOffline(false);
        assertThat(phone.locator(".trouble")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(SOON));
        assertThat(phone.locator(".answers button")).hasCount(3, COUNT);
        phone.unroute("**/vote/choice");
        phone.context().clearCookies();
        answer(phone, 1).click();
        assertThat(phone.locator(".answer.chosen .letter")).hasText("B", TEXT);
        assertThat(phone.locator(".voted b")).hasText("1", TEXT);
        assertThat(votes().counts()).containsExactly(0, 1, 0);
        phone.evaluate(SLEEP, true);
        votes().reveal(votes().poll().id());
        phone.evaluate(SLEEP, false);
        assertThat(phone.locator(".answer .count")).hasText(new String[] {"0", "1", "0"}, TEXT);
        troubles.removeIf(trouble -> trouble.contains("status of 409 ")
                || trouble.contains("status of 403 ")
                || trouble.contains("ERR_INTERNET"));
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("a visitor who reads the lesson while the room votes sees no answer until it is revealed")
    void visitor() {
        VoteService.Question question = new VoteService.Question(3, "where", List.of("a", "b", "c"));
        long vote = votes().open(question, false).id();
        Page page =
                page(new Browser.NewContextOptions().setViewportSize(1280, 720), http.url() + "/?lang=en#/lesson/3/2");
        page.locator(".lesson-ask button").nth(1).click();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".lesson-ask")).containsText("The room is voting.");
        assertThat(page.locator(".lesson-ask .right")).hasCount(0);
        assertThat(page.locator(".asking")).hasCount(0);
        votes().reveal(vote);
        assertThat(page.locator(".lesson-ask .right .letter")).hasText("C", TEXT);
        assertThat(page.locator(".lesson-ask .why")).containsText("The payment's id changes");
        votes().close();
        page.locator("[data-step=edit]").click();
        page.locator("[data-step=where]").click();
        assertThat(page.locator(".lesson-ask .right .letter")).hasText("C", TEXT);
        assertThat(troubles).isEmpty();
    }
}
