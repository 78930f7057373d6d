package org.wonsi.node.http.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.javalin.http.Context;
import java.util.Optional;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.Parameters;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.VoteService;

/**
 * The routes under {@code /lessons}: the handbook's lessons as the page shows them.
 *
 * <p>While the room votes on a question, nobody gets its right answer and reason from here; {@code /vote} tells both once they
 * are revealed.
 */
public final class LessonRoutes implements RouteFamily {
    private final LessonLibrary lessons;
    private final NodeService node;

    /** The routes of these lessons, given in this node's room. */
    public LessonRoutes(LessonLibrary lessons, NodeService node) {
        this.lessons = lessons;
        this.node = node;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/lessons/{language}",
                                "The lessons of a language: number, section, title, minutes by schedule, what each needs"
                                        + " of the room, and what of that the room lacks (lab, nodes, blocks, payments).",
                                Content.ANY_JSON)
                        .failing(404, "There are no lessons in this language"),
                this::list);
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/lessons/{language}/{number}",
                                "A lesson: its texts as HTML, its steps, questions, commands and places in the code.",
                                Content.ANY_JSON)
                        .failing(404, "There is no such lesson"),
                this::one);
    }

    private void list(Context ctx) {
        String language = ctx.pathParam("language");
        if (!lessons.languages().contains(language)) {
            throw HttpProblemException.notFound(
                    "there are no lessons in '" + language + "'; there are some in " + lessons.languages());
        }
        ArrayNode list = Json.MAPPER.createArrayNode();
        LessonPrerequisites prerequisites = LessonPrerequisites.of(node);
        for (Lesson lesson : lessons.of(language)) {
            list.add(LessonJson.listed(lesson, prerequisites.lacks(lesson)));
        }
        ctx.json(list);
    }

    private void one(Context ctx) {
        Optional<Lesson> lesson = lessons.find(ctx.pathParam("language"), Parameters.number(ctx, "number"));
        if (lesson.isEmpty()) {
            throw HttpProblemException.notFound(
                    "there is no lesson " + ctx.pathParam("number") + " in '" + ctx.pathParam("language") + "'");
        }
        // It says more once a vote is over.
        ctx.header("Cache-Control", "no-store");
        ctx.json(LessonJson.whole(lesson.get(), ask -> isOpen(lesson.get(), ask)));
    }

    private boolean isOpen(Lesson lesson, Lesson.Ask ask) {
        VoteService.Poll poll = node.votes().poll();
        return poll.phase() == VoteService.Phase.OPEN
                && poll.question()
                        .map(q -> q.lesson() == lesson.number() && q.ask().equals(ask.id()))
                        .orElse(false);
    }
}
