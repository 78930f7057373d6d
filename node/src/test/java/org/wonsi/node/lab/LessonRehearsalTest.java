package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Condition;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.service.lab.ExperimentService.Fact;

@DisplayName("a rehearsal")
class LessonRehearsalTest {
    private final List<String> done = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    /** A laboratory in which each command takes two seconds and tells its name. */
    private final class Fake implements LessonRehearsal.Hands {
        @Override
        public LessonRehearsal.Outcome run(Action action) {
            done.add(action.experiment() + " " + action.command());
            nanos.addAndGet(2_000_000_000L);
            return action.command().equals("break")
                    ? new LessonRehearsal.Outcome(List.of(), Optional.of("it broke"))
                    : new LessonRehearsal.Outcome(
                            List.of(new Fact(1, "did", Map.of("what", action.command()))), Optional.empty());
        }

        @Override
        public Optional<String> reset(String experiment) {
            done.add("reset " + experiment);
            return experiment.equals("stuck") ? Optional.of("the node is stopping") : Optional.empty();
        }
    }

    private static Lesson.Step step(String id, List<Action> actions, Condition... conditions) {
        return new Lesson.Step(id, id, List.of(), List.of(), actions, List.of(conditions), List.of(), List.of());
    }

    private static Action action(String experiment, String command) {
        return new Action(experiment, command, Map.of());
    }

    private List<String> rehearse(Lesson.Part... parts) {
        List<String> told = new ArrayList<>();
        Lesson lesson = new Lesson("en", 1, "", "", 1, Map.of(), Lesson.Needs.NONE, List.of(), List.of(parts), "");
        new LessonRehearsal(new Fake(), nanos::get)
                .run(
                        lesson,
                        result -> told.add(result.id() + " " + result.took().toSeconds() + " "
                                + result.failure().orElse("ok")));
        return told;
    }

    @Test
    @DisplayName("resets, does what each step says, looks for what it waits for, and resets again")
    void wholeLesson() {
        Condition first = new Condition("did", Map.of("what", "one"));
        assertThat(rehearse(
                        step("say", List.of()),
                        step("both", List.of(action("a", "one"), action("b", "two")), first),
                        new Lesson.Ask("ask", "?", List.of(), "a", ""),
                        step("last", List.of(action("a", "three")))))
                .containsExactly("reset 0 ok", "both 4 ok", "last 2 ok", "reset 0 ok");
        assertThat(done).containsExactly("reset a", "reset b", "a one", "b two", "a three", "reset a", "reset b");
    }

    @Test
    @DisplayName("a step must bring what it waits for itself: what an earlier one told doesn't count")
    void notSeen() {
        Condition first = new Condition("did", Map.of("what", "one"));
        assertThat(rehearse(
                        step("one", List.of(action("a", "one")), first),
                        step("two", List.of(action("a", "two")), first)))
                .containsExactly(
                        "reset 0 ok", "one 2 ok", "two 2 not seen: did what=one; seen: did what=two", "reset 0 ok");
    }

    @Test
    @DisplayName("goes on after a failure, and tells of each")
    void failure() {
        assertThat(rehearse(
                        step("bad", List.of(action("stuck", "break")), new Condition("did", Map.of("what", "*"))),
                        step("good", List.of(action("stuck", "one")))))
                .containsExactly(
                        "reset 0 the node is stopping",
                        "bad 2 it broke; not seen: did what=*",
                        "good 2 ok",
                        "reset 0 the node is stopping");
    }

    @Test
    @DisplayName("a lesson that does nothing has nothing to reset")
    void nothingToDo() {
        assertThat(rehearse(step("say", List.of()))).isEmpty();
        assertThat(done).isEmpty();
    }
}
