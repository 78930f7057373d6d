package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import org.wonsi.node.http.node.body.DemoPayments;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.PaymentStream;

/** The routes {@code /node/demo-payments}: the switch of the payments that a seminar makes for show. */
final class DemoRoutes implements RouteFamily {
    private static final String PATH = "/node/demo-payments";

    private final SiblingNodes siblings;

    DemoRoutes(SiblingNodes siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.MINING,
                                PATH,
                                "Whether a seminar's nodes pay each other for show.",
                                Content.json(DemoPayments.class))
                        .failing(404, "There are none: the node isn't part of a seminar"),
                ctx -> ctx.json(new DemoPayments(stream().isOn())));
        routes.add(
                Operation.post(Tag.MINING, PATH, "Switches these payments on or off.", Content.json(DemoPayments.class))
                        .taking(DemoPayments.class)
                        .byOperator()
                        .failing(404, "There are none: the node isn't part of a seminar"),
                this::change);
    }

    private PaymentStream stream() {
        return siblings.self()
                .payments()
                .orElseThrow(() -> HttpProblemException.notFound(
                        "this node makes no payments for show; only those of 'wonsi seminar' do"));
    }

    private void change(Context ctx) throws JsonProcessingException {
        PaymentStream stream = stream();
        stream.setOn(RequestBodies.read(ctx, DemoPayments.class).enabled());
        ctx.json(new DemoPayments(stream.isOn()));
    }
}
