package org.wonsi.node.lesson;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A lesson in one language, as its file has it. Texts are HTML made from the file's Markdown, with nothing in it but
 * emphasis, code, links and paragraphs.
 *
 * @param number 1 to 12, the paper's section; higher for lessons beside the paper
 * @param section the paper's section as it is called there
 * @param minutes in a talk of 50 minutes
 * @param plans minutes by schedule: in a talk of 50 minutes, one of 90, and a workshop of 180
 * @param needs what the room must have before it begins
 * @param paragraphs the idea, before anything is done
 * @param next the question that leads to the next lesson; empty in the last
 */
public record Lesson(
        String language,
        int number,
        String section,
        String title,
        double minutes,
        Map<Integer, Double> plans,
        Needs needs,
        List<String> paragraphs,
        List<Part> parts,
        String next) {
    public Lesson {
        plans = Collections.unmodifiableMap(new TreeMap<>(plans));
        paragraphs = List.copyOf(paragraphs);
        parts = List.copyOf(parts);
    }

    /**
     * The needs of a lesson: what its experiments must find in the room, or begin with.
     *
     * @param nodes in this process, each with coins of its own
     * @param blocks on the room's chain
     * @param payments in the newest blocks of the room's chain, coinbases left out
     */
    public record Needs(int nodes, int blocks, int payments) {
        /** Nothing. */
        public static final Needs NONE = new Needs(0, 0, 0);
    }

    /** The parts that a lesson is made of, in its order. */
    public sealed interface Part {
        /** Names it within the lesson, the same in each language. */
        String id();
    }

    /**
     * A step of a lesson.
     *
     * @param title as the list of steps shows it
     * @param say to the room, a sentence or a few
     * @param note to the presenter alone
     * @param actions to be done, in order
     * @param conditions what must have been seen when they are done
     * @param faces the object that is shown as idea, bytes and row; none or one
     * @param real where it stops being true, and what Bitcoin does
     */
    public record Step(
            String id,
            String title,
            List<String> say,
            List<String> note,
            List<Action> actions,
            List<Condition> conditions,
            List<Action> faces,
            List<String> real)
            implements Part {
        public Step {
            say = List.copyOf(say);
            note = List.copyOf(note);
            actions = List.copyOf(actions);
            conditions = List.copyOf(conditions);
            faces = List.copyOf(faces);
            real = List.copyOf(real);
        }
    }

    /**
     * A question before the experiment.
     *
     * @param right the letter of the right answer
     */
    public record Ask(String id, String question, List<Answer> answers, String right, String why) implements Part {
        public Ask {
            answers = List.copyOf(answers);
        }
    }

    /** An answer by its letter. */
    public record Answer(String letter, String text) {}

    /** A terminal session: what to type, and what comes. */
    public record Terminal(String id, List<Typed> commands) implements Part {
        public Terminal {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A command.
     *
     * @param output the lines that follow it; three dots in one stand for what varies
     */
    public record Typed(String command, List<String> output) {
        public Typed {
            output = List.copyOf(output);
        }
    }

    /**
     * The code to open in an editor.
     *
     * @param methods {@code Class.method} or {@code Class}
     * @param tests names of test classes
     * @param rules Bitcoin Core's reject strings
     */
    public record Code(String id, List<String> methods, List<String> tests, List<String> rules) implements Part {
        public Code {
            methods = List.copyOf(methods);
            tests = List.copyOf(tests);
            rules = List.copyOf(rules);
        }
    }

    /** The steps alone, in order. */
    public List<Step> steps() {
        return parts.stream()
                .flatMap(part -> part instanceof Step step ? Stream.of(step) : Stream.empty())
                .toList();
    }

    /** How many places a page goes through: steps and questions, as its list of steps counts them. */
    public int length() {
        return (int) parts.stream()
                .filter(part -> part instanceof Step || part instanceof Ask)
                .count();
    }
}
