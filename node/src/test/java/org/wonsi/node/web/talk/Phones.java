package org.wonsi.node.web.talk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.web.Chromium;
import org.wonsi.node.web.PageErrors;

/**
 * The phones of a room: pages in one browser, each with cookies of its own, all behind one address. Every second one is Korean.
 *
 * <p>Each has an owner who chooses as soon as a question appears, by a press of the answer's button.
 */
final class Phones implements AutoCloseable {
    /** A phone asks once a second; this is for a machine that does other things too. */
    private static final double SOON = 60_000;

    /** Owners don't all want the same, nor each answer equally often. */
    private static final int WISHES = 7;

    private static final Words KOREAN = Words.in("ko");
    private static final Words ENGLISH = Words.in("en");

    private static final String OWNER = """
            const look = () => {
              const answers = [...document.querySelectorAll('.answers button')];
              if (answers.length > 0 && answers.every(each => each.getAttribute('aria-pressed') === 'false')) answers[%d %% answers.length].click();
            };
            addEventListener('DOMContentLoaded', () => new MutationObserver(look).observe(document.body, { childList: true, subtree: true }));
            """;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

    Phones(Chromium chromium, String url, int count) {
        for (int i = 0; i < count; i++) {
            BrowserContext context = chromium.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setViewportSize(390, 844)
                            .setLocale(i % 2 == 0 ? "ko" : "en"));
            contexts.add(context);
            context.addInitScript(OWNER.formatted(i % WISHES));
            Page page = context.newPage();
            // A question that is passed over is on the phones for a moment only; who answers it then is told so by 409.
            PageErrors.addTo(
                    troubles,
                    page,
                    message -> PageErrors.isStatus(message, 409)
                            && message.location().contains("/vote/choice"));
            page.navigate(url);
            pages.add(page);
        }
        pages.forEach(page -> page.locator(".vote h1").waitFor());
    }

    List<Page> pages() {
        return List.copyOf(pages);
    }

    int count() {
        return pages.size();
    }

    /** What went wrong on any of them. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** What their owners choose, of so many answers: the number for each. */
    List<Integer> wishes(int answers) {
        int[] counts = new int[answers];
        for (int i = 0; i < pages.size(); i++) {
            counts[wish(i, answers)]++;
        }
        return java.util.Arrays.stream(counts).boxed().toList();
    }

    private static int wish(int phone, int answers) {
        return phone % WISHES % answers;
    }

    /** Every phone shows its own choice, the right answer and these counts. */
    void seeOutcome(Lesson.Ask ask, List<Integer> counts) {
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            Words words = i % 2 == 0 ? KOREAN : ENGLISH;
            String own = ask.answers().get(wish(i, ask.answers().size())).letter();
            assertThat(page.locator(".answer.right .letter"))
                    .hasText(letter(ask.right()), new LocatorAssertions.HasTextOptions().setTimeout(SOON));
            assertThat(page.locator(".answer.chosen .letter").textContent())
                    .as("phone %d", i)
                    .isEqualTo(letter(own));
            assertThat(page.locator(".answer .count").allTextContents().stream()
                            .map(text -> Integer.valueOf(text.replaceAll("\\D", ""))))
                    .as("phone %d", i)
                    .isEqualTo(counts);
            assertThat(page.locator(".pn h2").first().textContent())
                    .as("phone %d", i)
                    .isEqualTo(
                            own.equals(ask.right())
                                    ? words.of("vote.correct")
                                    : words.of("vote.wrong", "letter", letter(ask.right())));
        }
    }

    private static String letter(String answer) {
        return answer.toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }
}
