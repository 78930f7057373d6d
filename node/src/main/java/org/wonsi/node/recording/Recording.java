package org.wonsi.node.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Condition;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.service.lab.ExperimentService.Fact;

/**
 * A recording of a lesson in a real run: for each of its steps the commands that were run, and what they showed. Times are
 * milliseconds since the recording began.
 *
 * @param head what was recorded, when and of what
 * @param steps in the lesson's order
 * @param events how many events of the room are in it
 * @param answers how many answers about objects of the chain are in it
 * @param length when it ends
 */
public record Recording(Head head, List<Step> steps, int events, int answers, long length) {
    public Recording {
        steps = List.copyOf(steps);
    }

    /**
     * The head of a recording: what was recorded, when and of what.
     *
     * @param recorded when it began
     * @param program the release that made it
     * @param seed of what was chance in the experiments; absent if there was none
     * @param experiments those that the lesson's steps name
     */
    public record Head(
            int lesson,
            Instant recorded,
            String program,
            @Nullable Long seed,
            List<String> experiments) {
        public Head {
            experiments = List.copyOf(experiments);
        }
    }

    /**
     * A step of the lesson.
     *
     * @param commands as the lesson's file wrote them when it was recorded
     * @param at when it began
     * @param frames pictures of the experiments, in order of time
     */
    public record Step(String id, List<String> commands, long at, List<Frame> frames) {
        public Step {
            commands = List.copyOf(commands);
            frames = List.copyOf(frames);
        }

        /** What was told in this step. */
        List<Fact> facts() {
            return frames.stream().flatMap(frame -> frame.facts().stream()).toList();
        }
    }

    /**
     * A change in the picture of an experiment.
     *
     * @param command what ran then; empty if nothing did
     * @param facts the new ones
     * @param panels the names of those that changed or went
     */
    public record Frame(long at, String experiment, String command, List<Fact> facts, List<String> panels) {
        public Frame {
            facts = List.copyOf(facts);
            panels = List.copyOf(panels);
        }
    }

    /** A command as a lesson writes it: {@code tamper edit block=tip-4}. */
    static String text(Action action) {
        return action.experiment() + " " + new Fact(0, action.command(), action.arguments());
    }

    /** The commands of a step, as text. */
    public static List<String> commands(Lesson.Step step) {
        return step.actions().stream().map(Recording::text).toList();
    }

    /** What of a lesson this recording doesn't have, or has otherwise; empty if it can take the lesson's place. */
    public List<String> mismatches(Lesson lesson) {
        List<String> mismatches = new ArrayList<>();
        if (head.lesson() != lesson.number()) {
            mismatches.add("it is of lesson " + head.lesson());
        }
        List<String> wanted = lesson.steps().stream().map(Lesson.Step::id).toList();
        List<String> recorded = steps.stream().map(Step::id).toList();
        if (!wanted.equals(recorded)) {
            mismatches.add("the lesson's steps are " + wanted + ", the recorded ones " + recorded);
            return mismatches;
        }
        for (int i = 0; i < steps.size(); i++) {
            mismatches.addAll(mismatches(lesson.steps().get(i), steps.get(i)));
        }
        return mismatches;
    }

    private static List<String> mismatches(Lesson.Step wanted, Step recorded) {
        List<String> mismatches = new ArrayList<>();
        if (!commands(wanted).equals(recorded.commands())) {
            mismatches.add(
                    "step " + wanted.id() + " runs " + commands(wanted) + ", the recorded one " + recorded.commands());
        }
        List<Fact> facts = recorded.facts();
        for (Condition condition : wanted.conditions()) {
            if (facts.stream().noneMatch(fact -> condition.isMetBy(fact.name(), fact.values()))) {
                mismatches.add("step " + wanted.id() + " waits for "
                        + new Fact(0, condition.fact(), condition.values()) + ", recorded are "
                        + facts.stream().map(Fact::toString).collect(Collectors.joining(", ")));
            }
        }
        return mismatches;
    }
}
