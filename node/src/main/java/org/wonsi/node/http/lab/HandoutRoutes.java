package org.wonsi.node.http.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
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

/** The routes under {@code /handout}: the lessons to be printed, a sheet each. */
public final class HandoutRoutes implements RouteFamily {
    private final LessonLibrary lessons;

    /** The routes of these lessons. */
    public HandoutRoutes(LessonLibrary lessons) {
        this.lessons = lessons;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.PAGES,
                                "/handout/{language}",
                                "All lessons to be printed, a sheet of A4 each.",
                                Content.HTML)
                        .failing(404, "There are no lessons in this language"),
                this::all);
        routes.add(
                Operation.get(
                                Tag.PAGES,
                                "/handout/{language}/{number}",
                                "A lesson to be printed, a sheet of A4.",
                                Content.HTML)
                        .failing(404, "There is no such lesson"),
                this::one);
    }

    private void all(Context ctx) {
        String language = ctx.pathParam("language");
        if (!lessons.languages().contains(language)) {
            throw HttpProblemException.notFound(
                    "there are no lessons in '" + language + "'; there are some in " + lessons.languages());
        }
        answer(ctx, language, lessons.of(language));
    }

    private void one(Context ctx) {
        String language = ctx.pathParam("language");
        Lesson lesson = lessons.find(language, Parameters.number(ctx, "number"))
                .orElseThrow(() -> HttpProblemException.notFound(
                        "there is no lesson " + ctx.pathParam("number") + " in '" + language + "'"));
        answer(ctx, language, List.of(lesson));
    }

    private static void answer(Context ctx, String language, List<Lesson> printed) {
        ctx.contentType("text/html; charset=utf-8").result(new Handout(words(language)).of(language, printed));
    }

    /** The page's words in a language; in English where it has none. */
    private static UnaryOperator<String> words(String language) {
        JsonNode english = read("en");
        JsonNode own = HandoutRoutes.class.getResource(place(language)) == null ? english : read(language);
        return key -> own.path(key).asText(english.path(key).asText(key));
    }

    private static String place(String language) {
        return "/web/i18n/" + language + ".json";
    }

    private static JsonNode read(String language) {
        try (InputStream in = HandoutRoutes.class.getResourceAsStream(place(language))) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's words are damaged: " + place(language), e);
        }
    }
}
