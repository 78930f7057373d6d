package org.wonsi.node.http.lab;

import io.javalin.http.Context;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.Parameters;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.recording.RecordingLibrary;

/** The routes under {@code /recordings}: lessons as they went in a real run, to be played where the live run fails. */
public final class RecordingRoutes implements RouteFamily {
    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/recordings/{number}",
                                "A lesson's recording: a JSON object a line, the first says when it was made. See"
                                        + " docs/presenting.md.",
                                Content.media("application/jsonl"))
                        .failing(404, "There is no recording of this lesson"),
                RecordingRoutes::one);
    }

    private static void one(Context ctx) {
        int lesson = Parameters.number(ctx, "number");
        byte[] lines = RecordingLibrary.lines(lesson)
                .orElseThrow(() -> HttpProblemException.notFound("there is no recording of lesson " + lesson));
        ctx.contentType("application/jsonl; charset=utf-8").result(lines);
    }
}
