package org.wonsi.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.lab.ExperimentService.Fact;

@DisplayName("the page of a lesson")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class LessonPageTest {
    /** What an experiment may take, on a machine that does other things too. */
    private static final LocatorAssertions.IsEnabledOptions SOON =
            new LocatorAssertions.IsEnabledOptions().setTimeout(180_000);

    private static final LocatorAssertions.HasAttributeOptions PATIENT =
            new LocatorAssertions.HasAttributeOptions().setTimeout(180_000);

    /** What clicks in any order are drawn by: {@code -Dwonsi.clicks.seed=N} draws others, {@code -Dwonsi.clicks=N} more. */
    private static final long CLICKS_SEED = Long.getLong("wonsi.clicks.seed", 20261127L);

    private static final String STEPS = ".lesson-steps button";
    private static final String TABS = ".lesson-tabs button";
    private static final int CLICKS = Integer.getInteger("wonsi.clicks", 12);
    private static final List<String> KEYS =
            List.of("ArrowRight", "ArrowRight", "ArrowLeft", "e", "e", "k", "r", "1", "2", "v", "u", "f", "l");

    private final List<String> troubles = new ArrayList<>();
    private Chromium chromium;
    private LabRoom room;
    private HttpServer http;

    @BeforeAll
    void open(@TempDir Path directory) {
        chromium = Chromium.start();
        room = LabRoom.ofATalk(directory);
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

    private Page page(BrowserContext context, String query) {
        Page page = context.newPage();
        PageErrors.addTo(troubles, page);
        page.navigate(http.operatorUrl() + query);
        page.locator("#where svg").waitFor();
        return page;
    }

    private BrowserContext context(int width, int height) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    static Stream<Arguments> lessons() {
        LessonLibrary lessons = LessonLibrary.load();
        return lessons.languages().stream()
                .flatMap(language ->
                        lessons.of(language).stream().map(lesson -> Arguments.of(language, lesson.number(), lesson)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lessons")
    @DisplayName("goes from the first step to the last with one key, sees all that it waits for, and fits its screen")
    void firstToLast(String language, int number, Lesson lesson) {
        resetAll(lesson);
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(
                    context,
                    "&lang=" + language + "&theme=" + (number % 2 == 0 ? "dark" : "light") + "#/lesson/" + number);
            assertThat(page.locator(".lesson h1")).hasText(lesson.title());
            through(page, lesson);
            if (!lesson.next().isEmpty()) {
                assertThat(page.locator(".lesson-next")).isVisible();
            }
            assertThat(Axe.violations(page)).isEmpty();
            assertThat(troubles).isEmpty();
        }
    }

    /** From a lesson's first step to its last with one key; each must show all that it waits for, and fit its screen. */
    private void through(Page page, Lesson lesson) {
        for (Lesson.Part part : shown(lesson)) {
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".lesson")).hasAttribute("data-part", part.id());
            if (part instanceof Lesson.Step step && !step.actions().isEmpty()) {
                page.keyboard().press("ArrowRight");
                assertThat(page.locator("[data-next]")).isEnabled(SOON);
                assertThat(unseen(step))
                        .as("%s: %s", step.id(), page.locator(".lesson-said").innerText())
                        .isEmpty();
                assertThat(page.locator(".lesson-panel .pn").first()).isVisible();
                assertThat(page.locator(".lesson-panel.elsewhere")).hasCount(0);
                assertThat(page.locator("[data-step=" + part.id() + "] .done")).hasCount(1);
            } else if (part instanceof Lesson.Ask) {
                page.locator(".lesson-ask button").first().click();
                page.keyboard().press("ArrowRight");
                assertThat(page.locator(".lesson-ask .right")).hasCount(1);
                assertThat(page.locator(".lesson-ask .why")).isVisible();
            }
            Object sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth");
            assertThat(sideways).as("%s is wider than its screen", part.id()).isEqualTo(0);
        }
    }

    private void resetAll(Lesson lesson) {
        room.nodes().get(0).votes().close();
        room.forgetTalk(lesson.number());
        lesson.steps().stream()
                .flatMap(step -> step.actions().stream())
                .map(action -> action.experiment())
                .distinct()
                .forEach(experiment -> room.lab().reset(experiment).join());
    }

    private static List<Lesson.Part> shown(Lesson lesson) {
        return lesson.parts().stream()
                .filter(part -> part instanceof Lesson.Step || part instanceof Lesson.Ask)
                .toList();
    }

    private List<String> unseen(Lesson.Step step) {
        List<Fact> facts = step.actions().stream()
                .flatMap(action -> room.lab().seen(action.experiment()).facts().stream())
                .toList();
        return step.conditions().stream()
                .filter(condition -> facts.stream().noneMatch(fact -> condition.isMetBy(fact.name(), fact.values())))
                .map(condition -> condition + " not among " + facts)
                .toList();
    }

    @Test
    @DisplayName("steps in a wrong order, a reset amid a step, a reload and another lesson leave nothing broken")
    void wrongOrder() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, "&lang=en&theme=light#/lesson/3/5");
            assertThat(page.locator(".lesson")).hasAttribute("data-part", "repair");
            page.keyboard().press("e");
            assertThat(page.locator("[data-next]")).isEnabled(SOON);
            assertThat(page.locator(".lab-kind-verdict")).containsText("high-hash");
            page.locator("[data-step=redo]").click();
            page.keyboard().press("e");
            page.keyboard().press("r");
            assertThat(page.locator(".lesson")).hasAttribute("data-part", "idea");
            assertThat(page.locator("[data-next]")).isEnabled(SOON);
            page.locator("[data-step=send]").click();
            page.keyboard().press("e");
            assertThat(page.locator(".lab-kind-verdict")).containsText("bad-txnmrklroot");
            page.reload();
            assertThat(page.locator(".lesson")).hasAttribute("data-part", "send");
            assertThat(page.locator(".lab-kind-verdict")).containsText("bad-txnmrklroot");
            page.evaluate("location.hash = '#/lesson/99'");
            assertThat(page.locator("h1")).hasText("There is no such lesson.");
            page.evaluate("location.hash = '#/lessons'");
            assertThat(page.locator(".lesson-list li"))
                    .hasCount(LessonLibrary.load().of("en").size());
        }
        troubles.removeIf(trouble -> trouble.contains("status of 409 ") || trouble.contains("status of 404 "));
        assertThat(troubles).isEmpty();
    }

    static Stream<Arguments> eachOnce() {
        LessonLibrary lessons = LessonLibrary.load();
        return lessons.of("en").stream().map(lesson -> {
            String language = lesson.number() % 2 == 0 ? "en" : "ko";
            return Arguments.of(
                    language,
                    lesson.number(),
                    lessons.find(language, lesson.number()).orElseThrow());
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("eachOnce")
    @DisplayName("any clicks in any order break nothing: after a reset the lesson goes from its first step to its last")
    void anyOrder(String language, int number, Lesson lesson) {
        Random random = new Random(CLICKS_SEED + number);
        List<String> clicked = new ArrayList<>();
        resetAll(lesson);
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, "&lang=" + language + "&theme=light#/lesson/" + number);
            try {
                for (int i = 0; i < CLICKS; i++) {
                    clicked.add(click(page, number, random));
                }
                page.evaluate("hash => { location.hash = hash; }", "#/lesson/" + number);
                if (!language.equals(page.locator("html").getAttribute("lang"))) {
                    page.keyboard().press("l");
                }
                assertThat(page.locator(".lesson h1")).hasText(lesson.title());
                assertThat(page.locator("[data-next]")).isEnabled(SOON);
                page.keyboard().press("r");
                assertThat(page.locator("[data-next]")).isEnabled(SOON);
                assertThat(page.locator(".lesson")).hasAttribute("data-part", "idea", PATIENT);
                page.locator("#tab-experiment").click(); // a question had the whole screen, maybe
                assertThat(page.locator(".lesson-panel .pn")).hasCount(0);
                through(page, lesson);
            } catch (AssertionError | PlaywrightException e) {
                throw new AssertionError("seed " + CLICKS_SEED + ", lesson " + number + " after " + clicked, e);
            }
        }
        List<String> written = List.copyOf(troubles);
        troubles.clear(); // so that the next lesson answers for its own only
        // A reset answers a command that it ended by 409, and a node with its few questions running answers the next
        // one by
        // 503, after which the page asks again; the browser writes both into its console.
        assertThat(written)
                .filteredOn(trouble -> !trouble.contains("status of 409 "))
                .filteredOn(trouble -> !(trouble.contains("status of 503 ") && trouble.contains("/sql")))
                .as("seed %d: %s", CLICKS_SEED, clicked)
                .isEmpty();
        room.nodes().forEach(node -> assertThat(node.peers().bans()).isEmpty());
    }

    /** A question that is asked meanwhile takes the whole screen. */
    private static void clickIfThere(Page page, String selector, int which) {
        page.evaluate("([selector, i]) => document.querySelectorAll(selector)[i]?.click()", List.of(selector, which));
    }

    /** Clicks or presses something, wherever the page is by now, and now and then waits for what it started. */
    private static String click(Page page, int number, Random random) {
        Locator steps = page.locator(STEPS);
        if (steps.count() == 0) { // before the first lesson, or after the last
            page.evaluate("hash => { location.hash = hash; }", "#/lesson/" + number);
            steps.first().waitFor();
            return "lesson " + number;
        }
        String click;
        boolean listed = steps.first().isVisible(); // a question has the whole screen
        switch (listed ? random.nextInt(8) : 7) {
            case 0, 1, 2 -> {
                int step = random.nextInt(steps.count());
                clickIfThere(page, STEPS, step);
                page.keyboard().press("e");
                click = "run " + (step + 1);
            }
            case 3 -> {
                int step = random.nextInt(steps.count());
                clickIfThere(page, STEPS, step);
                click = "step " + (step + 1);
            }
            case 4 -> {
                int tab = random.nextInt(page.locator(TABS).count());
                clickIfThere(page, TABS, tab);
                click = "tab " + tab;
            }
            case 5 -> {
                String arrow = random.nextBoolean() ? "ArrowRight" : "ArrowLeft";
                Object there = page.evaluate("() => { const slider = document.querySelector('.lab-sliders input');"
                        + " slider?.focus(); return slider !== null && document.activeElement === slider; }");
                if (Boolean.TRUE.equals(there)) {
                    page.keyboard().press(arrow);
                }
                click = "slider";
            }
            default -> {
                click = KEYS.get(random.nextInt(KEYS.size()));
                page.keyboard().press(click);
            }
        }
        if (random.nextInt(3) == 0 && page.locator("[data-next]").count() > 0) {
            assertThat(page.locator("[data-next]")).isEnabled(SOON);
            click += ", waited";
        }
        return click;
    }

    @Test
    @DisplayName("who has no token is told so, and nothing is run")
    void withoutToken() {
        room.lab().reset("tamper").join();
        try (BrowserContext context = context(1280, 720)) {
            Page page = context.newPage();
            page.navigate(http.url() + "/?lang=en#/lesson/3/1");
            page.locator("[data-next]").click();
            assertThat(page.locator(".toast[role=alert]")).containsText("operator token");
            assertThat(room.lab().seen("tamper").facts()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"en", "ko"})
    @DisplayName("is printed on one sheet of A4, with all of its text; the PDFs are kept in target/handout")
    void handout(String language) throws IOException {
        try (BrowserContext context = context(1280, 720)) {
            Page page = context.newPage();
            page.navigate(http.url() + "/handout/" + language);
            int lessons = LessonLibrary.load().of(language).size();
            assertThat(page.locator(".sheet")).hasCount(lessons);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.evaluate("[...document.querySelectorAll('.sheet')]"
                            + ".filter(s => s.scrollHeight > s.clientHeight || s.scrollWidth > s.clientWidth)"
                            + ".map(s => s.querySelector('h1').textContent)"))
                    .isEqualTo(List.of());
            assertThat(Axe.violations(page)).isEmpty();
            Path kept = Files.createDirectories(Path.of("target/handout"));
            byte[] pdf = page.pdf(new Page.PdfOptions()
                    .setPath(kept.resolve("handout-" + language + ".pdf"))
                    .setPreferCSSPageSize(true)
                    .setPrintBackground(true));
            String text = new String(pdf, StandardCharsets.ISO_8859_1);
            assertThat(Pattern.compile("/Type /Page\\b").matcher(text).results().count())
                    .isEqualTo(lessons);
            page.navigate(http.url() + "/handout/" + language + "/3");
            assertThat(page.locator(".sheet")).hasCount(1);
            page.setViewportSize(390, 844);
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .isEqualTo(0);
        }
    }

    @Test
    @DisplayName("fits a phone, and is read without a mouse")
    void phone() {
        try (BrowserContext context = context(390, 844)) {
            Page page = page(context, "&lang=ko&theme=light#/lesson/3/1");
            assertThat(page.locator(".lesson h1")).isVisible();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            Locator next = page.locator("[data-next]");
            next.focus();
            page.keyboard().press("Enter");
            assertThat(next).isEnabled(SOON);
            assertThat(next).isFocused();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            assertThat(Axe.violations(page)).isEmpty();
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    @DisplayName("a field chosen in one of the three faces is lit in all three, with its value in each form")
    void faces() {
        try (BrowserContext context = context(1280, 720)) {
            Page page = page(context, "&lang=en&theme=light#/faces/header/7");
            page.locator(".faces-card button")
                    .filter(new Locator.FilterOptions().setHasText("nonce"))
                    .click();
            assertThat(page.locator(".faces-card .on")).containsText("nonce");
            assertThat(page.locator(".faces-cells .fieldmark.on")).hasCount(1);
            assertThat(page.locator(".faces-record .on")).hasText("long nonce");
            assertThat(page.locator(".faces-row .on")).containsText("nonce");
            assertThat(page.locator(".faces-equation .term")).hasCount(3);
            assertThat(page.locator(".faces-line path")).hasCount(2);
            page.keyboard().press("ArrowUp");
            assertThat(page.locator(".faces-record .on")).hasText("long bits");
            page.locator(".faces-row button")
                    .filter(new Locator.FilterOptions().setHasText("merkle_root"))
                    .click();
            assertThat(page.locator(".faces-card .on")).containsText("merkle root");
            assertThat(Axe.violations(page)).isEmpty();
            page.evaluate("location.hash = '#/lesson/3'");
            page.locator(".lesson h1").waitFor();
            page.keyboard().press("f");
            assertThat(page.locator(".faces-record .on")).hasText("Hash256 merkleRoot");
            page.keyboard().press("f");
            assertThat(page.locator(".faces-record")).hasCount(0);
            page.evaluate("location.hash = '#/board'");
            page.locator(".say h1").waitFor();
            page.keyboard().press("f");
            assertThat(page.locator(".faces-cells")).isVisible();
        }
        assertThat(troubles).isEmpty();
    }
}
