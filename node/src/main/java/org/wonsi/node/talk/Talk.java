package org.wonsi.node.talk;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.node.talk.TalkState.Place;
import org.wonsi.node.talk.TalkState.Question;
import org.wonsi.node.talk.TalkState.Recorded;
import org.wonsi.node.talk.TalkState.Spent;

/**
 * The position of the talk (lesson and step), shared by the projector's page, the presenter's window and any page that comes
 * back after a reload. May be called from any thread.
 *
 * <p>The clock starts by itself with the first step that is entered: a presenter forgets to press a button.
 */
public final class Talk {
    /** Lessons and steps are counted up to this. */
    private static final int MOST = 99;

    /** More questions than the lessons have; the oldest go first. */
    private static final int MOST_SHOWN = 200;

    private static final Set<Integer> PLANS = Set.of(50, 90, 180);
    private static final Set<String> TABS = Set.of("experiment", "faces", "terminal", "code");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final InstantSource clock;
    private final LongConsumer changed;
    private final LinkedHashSet<Question> shown = new LinkedHashSet<>();
    private final Map<Integer, Long> spent = new TreeMap<>();
    private final Map<Integer, Recorded> recorded = new TreeMap<>();
    private long version;
    private Place place = new Place(0, 0);
    private Optional<Place> before = Optional.empty();
    private String tab = "experiment";
    private boolean black;
    private boolean paused;
    private boolean slow;
    private int plan = 50;
    private @Nullable Long started;
    private @Nullable Long since;

    /**
     * A talk that hasn't begun.
     *
     * @param clock for the presenter's timer
     * @param changed told the number of each new state
     */
    public Talk(InstantSource clock, LongConsumer changed) {
        this.clock = clock;
        this.changed = changed;
        // So that a state from before a restart of the node is older than each from after it.
        this.version = clock.millis();
    }

    /** The talk now. */
    public synchronized TalkState now() {
        return new TalkState(
                version,
                place.lesson(),
                place.step(),
                tab,
                black,
                paused,
                slow,
                shown.stream().toList(),
                before.orElse(null),
                plan,
                started,
                since,
                spent.entrySet().stream()
                        .map(each -> new Spent(each.getKey(), each.getValue()))
                        .toList(),
                List.copyOf(recorded.values()),
                clock.millis());
    }

    /**
     * Changes it, all or nothing.
     *
     * @return the talk after it
     * @throws RefusedException if a number or a word is none of those that there are
     */
    public synchronized TalkState change(TalkChange change) {
        check(change);
        if (Boolean.TRUE.equals(change.back())
                ? before.isPresent()
                : change.lesson() != null || change.step() != null) {
            enter(next(change));
        }
        tab = change.tab() == null ? tab : change.tab();
        black = change.black() == null ? black : change.black();
        paused = change.paused() == null ? paused : change.paused();
        slow = change.slow() == null ? slow : change.slow();
        plan = change.plan() == null ? plan : change.plan();
        answers(change);
        timing(change);
        recording(change);
        version++;
        changed.accept(version);
        return now();
    }

    /** Where the talk is after a change. */
    private Place next(TalkChange change) {
        if (Boolean.TRUE.equals(change.back())) {
            return before.orElse(place);
        }
        int lesson = change.lesson() == null ? place.lesson() : change.lesson();
        int start = lesson == place.lesson() ? place.step() : 0;
        return new Place(lesson, change.step() == null ? start : change.step());
    }

    private void check(TalkChange change) {
        checkNumber("lesson", change.lesson(), 0);
        checkNumber("step", change.step(), 0);
        checkNumber("forget", change.forget(), 1);
        checkNumber("play", change.play(), 1);
        checkNumber("played", change.played(), 0);
        int next = next(change).lesson();
        if ((change.play() != null || change.played() != null) && (next == 0 || next == MOST)) {
            throw new RefusedException("play and played are steps of a lesson, and the talk is at none");
        }
        if (change.tab() != null && !TABS.contains(change.tab())) {
            throw new RefusedException(
                    "tab is one of experiment, faces, terminal and code, not '" + change.tab() + "'");
        }
        if (change.plan() != null && !PLANS.contains(change.plan())) {
            throw new RefusedException("plan is 50, 90 or 180 minutes, not " + change.plan());
        }
        if (change.show() != null && !ID.matcher(change.show()).matches()) {
            throw new RefusedException("show is a question's id, such as 'where'");
        }
    }

    private static void checkNumber(String name, @Nullable Integer number, int least) {
        if (number != null && (number < least || number > MOST)) {
            throw new RefusedException(name + " is " + least + " to " + MOST + ", not " + number);
        }
    }

    /** Another lesson starts its own time, and is remembered as one to come back from. */
    private void enter(Place next) {
        if (next.lesson() != place.lesson()) {
            settle();
            if (place.lesson() > 0) {
                before = Optional.of(place);
            }
            tab = "experiment";
        }
        place = next;
        if (started == null && next.step() > 0) {
            start();
        }
    }

    /** Books the time since the lesson was entered. */
    private void settle() {
        long now = clock.millis();
        if (since != null) {
            // A clock that is set back takes no time away.
            spent.merge(place.lesson(), Math.max(0, now - since), Long::sum);
            since = now;
        }
    }

    private void answers(TalkChange change) {
        if (change.forget() != null) {
            int lesson = change.forget();
            shown.removeIf(question -> question.lesson() == lesson);
        }
        if (change.show() != null) {
            shown.add(new Question(place.lesson(), change.show()));
            if (shown.size() > MOST_SHOWN) {
                shown.remove(shown.iterator().next());
            }
        }
    }

    private void timing(TalkChange change) {
        if (change.timing() != null) {
            spent.clear();
            started = null;
            since = null;
            if (change.timing()) {
                start();
            }
        }
    }

    /** A recording's place belongs to its lesson: a presenter who comes back to it finds it as it was left. */
    private void recording(TalkChange change) {
        int lesson = place.lesson();
        if (change.play() != null) {
            recorded.put(lesson, new Recorded(lesson, change.play(), clock.millis()));
        } else if (change.played() != null) {
            recorded.put(lesson, new Recorded(lesson, change.played(), 0));
        }
        if (Boolean.TRUE.equals(change.live())) {
            recorded.remove(lesson);
        }
    }

    private void start() {
        long now = clock.millis();
        started = now;
        since = now;
    }
}
