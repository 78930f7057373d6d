package org.wonsi.node.http.lab;

import io.javalin.http.Context;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.lesson.Handbook;

/** The route {@code /handbook/{language}/{page}}: how to give the seminar, the questions that rooms ask, the words. */
public final class HandbookRoutes implements RouteFamily {
    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/handbook/{language}/{page}",
                                "A page of the handbook (guide, questions or glossary): its title, and its text as"
                                        + " HTML.",
                                Content.json(Handbook.Page.class))
                        .failing(404, "There is no such page"),
                HandbookRoutes::one);
    }

    private static void one(Context ctx) {
        String language = ctx.pathParam("language");
        String page = ctx.pathParam("page");
        ctx.json(Handbook.page(language, page)
                .orElseThrow(() -> HttpProblemException.notFound("the handbook has no page '" + page + "' in '"
                        + language + "'; it has " + Handbook.pages() + " in " + Handbook.languages())));
    }
}
