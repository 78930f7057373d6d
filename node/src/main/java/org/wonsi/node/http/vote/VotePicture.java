package org.wonsi.node.http.vote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wonsi.node.http.lab.LabRoutes;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.VoteService.Phase;
import org.wonsi.node.service.VoteService.Poll;
import org.wonsi.node.service.VoteService.Question;
import org.wonsi.node.service.lab.ExperimentService;
import org.wonsi.node.service.lab.ExperimentService.Fact;
import org.wonsi.node.service.lab.ExperimentService.Seen;

/**
 * A vote as JSON, in a language of the lessons. The only place that puts the counts, the right answer, its reason and what the
 * experiment showed into an answer for phones; it does so once the vote is revealed.
 */
final class VotePicture {
    /**
     * Browsers ask for a language in fewer letters; who lists more gets English. A search among languages takes time by the square of what
     * is asked for: thousands of subtags would keep a processor busy for seconds.
     */
    private static final int LONGEST_PREFERENCE = 200;

    private static final String OTHERWISE = "en";

    private final NodeService node;
    private final LessonLibrary lessons;

    VotePicture(NodeService node, LessonLibrary lessons) {
        this.node = node;
        this.lessons = lessons;
    }

    /** The question with that name; empty if the lesson has none. */
    Optional<Question> question(int lesson, String ask) {
        return find(OTHERWISE, lesson)
                .flatMap(l -> ask(l, ask))
                .map(a -> new Question(
                        lesson,
                        ask,
                        a.answers().stream().map(Lesson.Answer::letter).toList()));
    }

    /** What anybody may see of a vote. */
    ObjectNode draw(Poll poll, String language) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("vote", poll.id())
                .put("phase", poll.phase().name().toLowerCase(Locale.ROOT))
                .put("language", language)
                .put("voted", poll.voted())
                .put("here", poll.here());
        poll.question().ifPresent(question -> {
            Lesson lesson = find(language, question.lesson()).orElseThrow();
            Lesson.Ask ask = ask(lesson, question.ask()).orElseThrow();
            json.put("lesson", lesson.number())
                    .put("section", lesson.section())
                    .put("ask", ask.id())
                    .put("question", ask.question());
            ArrayNode answers = json.putArray("answers");
            ask.answers()
                    .forEach(a -> answers.addObject().put("letter", a.letter()).put("text", a.text()));
            if (poll.phase() == Phase.REVEALED) {
                counts(json, poll.counts());
                json.put("right", ask.right()).put("why", ask.why());
                happened(lesson, ask).ifPresent(happened -> json.set("happened", happened));
            }
        });
        return json;
    }

    static void counts(ObjectNode json, List<Integer> counts) {
        ArrayNode array = json.putArray("counts");
        counts.forEach(array::add);
    }

    /** What the experiment after a question has shown; empty until it showed all that its step waits for. */
    private Optional<ObjectNode> happened(Lesson lesson, Lesson.Ask ask) {
        Optional<Lesson.Step> step = lesson.parts().stream()
                .dropWhile(part -> part != ask)
                .flatMap(part -> part instanceof Lesson.Step s && !s.actions().isEmpty()
                        ? java.util.stream.Stream.of(s)
                        : java.util.stream.Stream.empty())
                .findFirst();
        return step.flatMap(s -> seen(s).map(seen -> {
            ObjectNode json = Json.MAPPER.createObjectNode().put("title", s.title());
            ArrayNode say = json.putArray("say");
            s.say().forEach(say::add);
            json.put("experiment", seen.experiment());
            ObjectNode panels = json.putObject("panels");
            seen.panels().forEach((name, panel) -> panels.set(name, LabRoutes.json(panel)));
            return json;
        }));
    }

    private Optional<Seen> seen(Lesson.Step step) {
        Optional<ExperimentService> lab = node.experimentService();
        String experiment = step.actions().get(0).experiment();
        if (lab.isEmpty() || lab.get().list().stream().noneMatch(l -> l.name().equals(experiment))) {
            return Optional.empty();
        }
        Seen seen = lab.get().seen(experiment);
        List<Fact> facts = seen.facts();
        return step.conditions().stream()
                        .allMatch(c -> facts.stream().anyMatch(fact -> c.isMetBy(fact.name(), fact.values())))
                ? Optional.of(seen)
                : Optional.empty();
    }

    private Optional<Lesson> find(String language, int number) {
        return lessons.find(language, number).or(() -> lessons.find(OTHERWISE, number));
    }

    private static Optional<Lesson.Ask> ask(Lesson lesson, String id) {
        return lesson.parts().stream()
                .flatMap(part -> part instanceof Lesson.Ask a && a.id().equals(id)
                        ? java.util.stream.Stream.of(a)
                        : java.util.stream.Stream.empty())
                .findFirst();
    }

    /** The language that the address asks for, or else the browser, of those that there are lessons in. */
    String language(Context ctx) {
        String wanted = Optional.ofNullable(ctx.queryParam("lang"))
                .or(() -> Optional.ofNullable(ctx.header("Accept-Language")))
                .orElse("");
        List<Locale.LanguageRange> ranges = ranges(wanted);
        return Optional.ofNullable(Locale.lookupTag(ranges, lessons.languages()))
                .orElse(OTHERWISE);
    }

    private static List<Locale.LanguageRange> ranges(String wanted) {
        try {
            return wanted.isBlank() || wanted.length() > LONGEST_PREFERENCE
                    ? List.of()
                    : Locale.LanguageRange.parse(wanted);
        } catch (IllegalArgumentException e) {
            // A browser that names no language that could be one gets English, as one that names none.
            return List.of();
        }
    }
}
