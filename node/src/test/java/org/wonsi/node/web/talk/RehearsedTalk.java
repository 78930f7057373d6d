package org.wonsi.node.web.talk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.wonsi.node.lab.LabRoom;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.service.VoteService;

/**
 * The talk of fifty minutes from its first step to its last, as a presenter gives it: one key leads through it, pressed in the
 * presenter's window or at the projector; the room votes on every question; each experiment is waited for.
 *
 * <p>What the machine needs is measured. The presenter speaks for the rest of each step's share of its lesson's minutes, or not at all.
 */
final class RehearsedTalk {
    /** What an experiment may take, on a machine that does other things too. */
    private static final double SOON = 60_000;

    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(SOON);
    private static final LocatorAssertions.ContainsTextOptions CONTAINS =
            new LocatorAssertions.ContainsTextOptions().setTimeout(SOON);
    private static final LocatorAssertions.HasCountOptions COUNT =
            new LocatorAssertions.HasCountOptions().setTimeout(SOON);
    private static final LocatorAssertions.HasAttributeOptions ATTRIBUTE =
            new LocatorAssertions.HasAttributeOptions().setTimeout(SOON);

    /** A presenter who means to be in time is done a little before it. */
    private static final double MESSAGE_TYPES = 0.95;

    private final LabRoom room;
    private final Page presenter;
    private final Page projector;
    private final Phones phones;
    private final Words words;
    private final boolean speaks;
    private final List<Row> rows = new ArrayList<>();
    private int presses;

    /**
     * A step that is over.
     *
     * @param planned its share of its lesson's minutes
     * @param machine what was waited for after its keys, voting included, by this machine's clock
     * @param votes what the room chose, for each answer; empty where nothing was asked
     * @param failure what wasn't seen; nothing if all was
     */
    record Row(
            int lesson,
            String step,
            Duration planned,
            Duration machine,
            List<Integer> votes,
            Optional<String> failure) {
        Row {
            votes = List.copyOf(votes);
        }
    }

    /**
     * A talk that begins on the screen before the first lesson.
     *
     * @param words of the presenter's window and the projector
     * @param speaks whether the presenter speaks, in the time of the room's clock
     */
    RehearsedTalk(LabRoom room, Page presenter, Page projector, Phones phones, Words words, boolean speaks) {
        this.room = room;
        this.presenter = presenter;
        this.projector = projector;
        this.phones = phones;
        this.words = words;
        this.speaks = speaks;
    }

    /** What was done so far. */
    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Gives lessons one after the other, and leads to the end. */
    void give(List<Lesson> lessons, LeftOut leftOut) {
        for (int i = 0; i < lessons.size(); i++) {
            give(lessons.get(i), leftOut, i + 1 == lessons.size());
        }
        press(rows.get(rows.size() - 1).failure().isEmpty() ? "next" : "skip");
        assertThat(projector).hasURL(Pattern.compile("#/end$"), new PageAssertions.HasURLOptions().setTimeout(SOON));
        promises("stay");
    }

    /** The steps of a lesson that this talk leaves out. */
    interface LeftOut {
        Set<Integer> of(Lesson lesson);
    }

    private void give(Lesson lesson, LeftOut leftOut, boolean last) {
        List<Lesson.Part> parts = lesson.parts().stream()
                .filter(part -> part instanceof Lesson.Step || part instanceof Lesson.Ask)
                .toList();
        Set<Integer> out = leftOut.of(lesson);
        Duration share = Duration.ofMillis((long) (lesson.minutes() * 60_000 / (parts.size() - out.size() + 1)));
        long begun = System.nanoTime();
        int given = 0;
        measured(lesson, "idea", share, () -> {
            press(rows.isEmpty() || rows.get(rows.size() - 1).failure().isEmpty() ? "next" : "skip");
            assertThat(projector.locator(".lesson h1")).hasText(lesson.title(), TEXT);
            isAt("idea");
            return List.of();
        });
        speakUntil(begun, share, ++given);
        for (int at = 1; at <= parts.size(); at++) {
            Lesson.Part part = parts.get(at - 1);
            // What is left out, or failed, is skipped.
            String key =
                    out.contains(at - 1) || rows.get(rows.size() - 1).failure().isPresent() ? "skip" : "next";
            if (out.contains(at)) {
                press(key);
                isAt(part.id());
                continue;
            }
            boolean isLast = at == parts.size();
            measured(lesson, part.id(), share, () -> {
                press(key);
                isAt(part.id());
                List<Integer> votes = part instanceof Lesson.Ask ask ? vote(lesson, ask) : List.of();
                if (part instanceof Lesson.Step step && !step.actions().isEmpty()) {
                    experiment(step);
                }
                promises(!isLast ? "next" : last ? "end" : "nextLesson");
                return votes;
            });
            speakUntil(begun, share, ++given);
        }
    }

    private void isAt(String part) {
        assertThat(projector.locator(".lesson")).hasAttribute("data-part", part, ATTRIBUTE);
    }

    private interface Doing {
        List<Integer> votes();
    }

    private void measured(Lesson lesson, String step, Duration share, Doing doing) {
        long begun = System.nanoTime();
        List<Integer> votes = List.of();
        Optional<String> failure = Optional.empty();
        try {
            votes = doing.votes();
        } catch (AssertionError | TimeoutError e) {
            failure = Optional.of(e.getMessage() + "; on the projector: "
                    + projector.locator("main").innerText());
        }
        rows.add(new Row(lesson.number(), step, share, Duration.ofNanos(System.nanoTime() - begun), votes, failure));
    }

    /** The room chooses, all see the answer, and the presenter saw how they stood before. */
    private List<Integer> vote(Lesson lesson, Lesson.Ask ask) {
        promises("reveal");
        VoteService votes = room.nodes().get(0).votes();
        VoteService.Question asked = new VoteService.Question(
                lesson.number(),
                ask.id(),
                ask.answers().stream().map(Lesson.Answer::letter).toList());
        presenter.waitForCondition(
                () -> votes.poll().question().filter(asked::equals).isPresent()
                        && votes.poll().voted() == phones.count(),
                new Page.WaitForConditionOptions().setTimeout(SOON));
        List<Integer> wished = phones.wishes(ask.answers().size());
        assertThat(votes.counts()).isEqualTo(wished);
        Locator counts = presenter.locator(".presenter .answers .count");
        assertThat(counts).hasText(wished.stream().map(String::valueOf).toArray(String[]::new), TEXT);
        assertThat(projector.locator(".lesson-ask .right, .lesson-ask .count")).hasCount(0);

        press("next");
        assertThat(projector.locator(".lesson-ask .count"))
                .hasText(wished.stream().map(String::valueOf).toArray(String[]::new), TEXT);
        assertThat(projector.locator(".lesson-ask .right .letter"))
                .hasText(ask.right().toUpperCase(java.util.Locale.ROOT), TEXT);
        phones.seeOutcome(ask, wished);
        return wished;
    }

    /** All is seen that the step waits for, on the projector. */
    private void experiment(Lesson.Step step) {
        assertThat(presenter.locator(".presenter .now .where")).containsText(step.title(), CONTAINS);
        promises("run");
        press("next");
        assertThat(projector.locator("[data-step=" + step.id() + "] .done")).hasCount(1, COUNT);
    }

    /** The presenter's window says that the next press does this. */
    private void promises(String action) {
        assertThat(presenter.locator(".presenter .go"))
                .hasAttribute("aria-label", words.of("lesson.do." + action), ATTRIBUTE);
    }

    /** A press of the clicker, whose receiver is at the presenter's window or at the projector's. */
    private void press(String what) {
        Page page = presses++ % 2 == 0 ? presenter : projector;
        // The clicker's own keys bounce; a speaking presenter never presses twice so soon.
        String next = speaks ? "PageDown" : "n";
        page.keyboard().press(what.equals("skip") ? "k" : next);
    }

    /** The presenter speaks until so many shares of the lesson's minutes are over, by the room's clock. */
    private void speakUntil(long begun, Duration share, int shares) {
        if (!speaks) {
            return;
        }
        long until = (long) ((double) (share.toMillis() * shares) * MESSAGE_TYPES / LabRoom.SPEED);
        long rest = until - Duration.ofNanos(System.nanoTime() - begun).toMillis();
        if (rest > 0) {
            presenter.waitForTimeout((double) rest);
        }
    }
}
