package org.wonsi.node.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Condition;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.service.lab.ExperimentService.Fact;

/**
 * A rehearsal: lessons gone through without a page, as a presenter would: each step's commands are run in order, and then all must have been
 * seen that the step waits for.
 */
public final class LessonRehearsal {
    private final Hands hands;
    private final LongSupplier nanoTime;

    /** A runner of commands, over a connection or in this process. */
    public interface Hands {
        /** Runs a command to its end. */
        Outcome run(Action action);

        /** Ends what an experiment does, and throws away what it made; why that couldn't be, or nothing. */
        Optional<String> reset(String experiment);
    }

    /**
     * The outcome of a command.
     *
     * @param facts those that this command told
     * @param failure why it failed; nothing if it didn't
     */
    public record Outcome(List<Fact> facts, Optional<String> failure) {
        public Outcome {
            facts = List.copyOf(facts);
        }
    }

    /**
     * A step, or a reset, that is over.
     *
     * @param id the step's, or {@code reset}
     * @param took by the clock
     * @param failure what went wrong or wasn't seen; nothing if all is well
     */
    public record Result(String id, Duration took, Optional<String> failure) {}

    /**
     * With these hands.
     *
     * @param nanoTime a clock for durations, such as {@link System#nanoTime}
     */
    public LessonRehearsal(Hands hands, LongSupplier nanoTime) {
        this.hands = hands;
        this.nanoTime = nanoTime;
    }

    /**
     * Resets a lesson's experiments, goes through its steps, and resets them again. A step that fails isn't the end: those after
     * it make what they need themselves.
     *
     * @param told each step that does something, when it is over
     */
    public void run(Lesson lesson, Consumer<Result> told) {
        Set<String> experiments = experiments(lesson);
        if (!experiments.isEmpty()) {
            reset(experiments, told);
            lesson.steps().stream().filter(step -> !step.actions().isEmpty()).forEach(step -> told.accept(step(step)));
            reset(experiments, told);
        }
    }

    private static Set<String> experiments(Lesson lesson) {
        Set<String> names = new LinkedHashSet<>();
        lesson.steps().forEach(step -> step.actions().forEach(action -> names.add(action.experiment())));
        return names;
    }

    private void reset(Set<String> experiments, Consumer<Result> told) {
        long begun = nanoTime.getAsLong();
        List<String> failures = new ArrayList<>();
        experiments.forEach(experiment -> hands.reset(experiment).ifPresent(failures::add));
        told.accept(result("reset", begun, failures));
    }

    /** Does a step, and compares what its commands told with what it waits for. */
    Result step(Lesson.Step step) {
        long begun = nanoTime.getAsLong();
        List<Fact> facts = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Action action : step.actions()) {
            Outcome outcome = hands.run(action);
            facts.addAll(outcome.facts());
            outcome.failure().ifPresent(failures::add);
        }
        for (Condition condition : step.conditions()) {
            if (facts.stream().noneMatch(fact -> condition.isMetBy(fact.name(), fact.values()))) {
                failures.add("not seen: " + text(condition));
            }
        }
        if (!failures.isEmpty() && !facts.isEmpty()) {
            failures.add("seen: "
                    + String.join(", ", facts.stream().map(Fact::toString).toList()));
        }
        return result(step.id(), begun, failures);
    }

    private static String text(Condition condition) {
        return new Fact(0, condition.fact(), condition.values()).toString();
    }

    private Result result(String id, long begun, List<String> failures) {
        return new Result(
                id,
                Duration.ofNanos(nanoTime.getAsLong() - begun),
                failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures)));
    }
}
