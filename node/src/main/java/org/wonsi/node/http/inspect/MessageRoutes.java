package org.wonsi.node.http.inspect;

import io.javalin.http.Context;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.MessageCapture;

/** The routes under {@code /node/messages}: the last few messages of each type that passed, and the bytes of one. */
final class MessageRoutes implements RouteFamily {
    private final SiblingNodes siblings;

    MessageRoutes(SiblingNodes siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.NODE,
                        "/node/messages",
                        "The last few messages of each type that passed between this node and its peers, newest first;"
                                + " none of more than 20,000 bytes.",
                        Content.list(PassedMessage.class)),
                ctx -> ctx.json(siblings.target(ctx).peers().passed().stream()
                        .map(message -> PassedMessage.of(message, null))
                        .toList()));
        routes.add(
                Operation.get(
                                Tag.NODE,
                                "/node/messages/{number}",
                                "One of them with its bytes, as they travelled.",
                                Content.json(PassedMessage.class))
                        .failing(404, "It isn't kept any more, or never was"),
                this::one);
    }

    private void one(Context ctx) {
        String number = ctx.pathParam("number");
        MessageCapture tap = siblings.target(ctx).peers();
        ctx.json(tap.passed().stream()
                .filter(message -> number.equals(Long.toString(message.number())))
                .findFirst()
                .flatMap(message -> tap.bytesOf(message.number()).map(bytes -> PassedMessage.of(message, bytes)))
                .orElseThrow(() -> HttpProblemException.notFound("this node keeps no message " + number
                        + "; it keeps the last few of each type, and /node/messages lists them")));
    }
}
