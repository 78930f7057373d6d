package org.wonsi.node.http.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.talk.Talk;
import org.wonsi.node.talk.TalkChange;
import org.wonsi.node.talk.TalkState;

/**
 * The routes under {@code /talk}: which lesson and step the talk shows. Everybody may read it, so that a projector needs no
 * token; only the operator changes it.
 */
public final class TalkRoutes implements RouteFamily {
    private final Talk talk;

    /** The routes of this talk. */
    public TalkRoutes(Talk talk) {
        this.talk = talk;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.LAB,
                        "/talk",
                        "Where the talk is: lesson, step, what holds it, and the presenter's clock.",
                        Content.json(TalkState.class)),
                ctx -> ctx.json(talk.now()));
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/talk",
                                "Moves the talk; what is absent stays as it is.",
                                Content.json(TalkState.class))
                        .taking(TalkChange.class)
                        .byOperator(),
                this::change);
    }

    private void change(Context ctx) throws JsonProcessingException {
        TalkChange change = Json.MAPPER.readValue(ctx.body(), TalkChange.class);
        if (change == null) {
            throw HttpProblemException.badRequest(
                    "the body is null; send an object such as {\"lesson\": 3, \"step\": 1}");
        }
        try {
            ctx.json(talk.change(change));
        } catch (RefusedException e) {
            throw HttpProblemException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
