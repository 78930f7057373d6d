package org.wonsi.node.http.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import org.wonsi.core.api.DemoPayments;
import org.wonsi.node.app.PaymentStream;
import org.wonsi.node.http.HttpProblem;
import org.wonsi.node.http.RouteFamily;
import org.wonsi.node.http.Siblings;
import org.wonsi.node.http.auth.Access;

/** {@code /node/demo-payments}: the switch of the payments that a seminar makes for show. */
final class DemoRoutes implements RouteFamily {
    private static final String PATH = "/node/demo-payments";

    private final Siblings siblings;

    DemoRoutes(Siblings siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(PATH, ctx -> ctx.json(new DemoPayments(stream().isOn())));
        routes.post(PATH, this::change, Access.OPERATOR);
    }

    private PaymentStream stream() {
        return siblings.self()
                .payments()
                .orElseThrow(() ->
                        HttpProblem.notFound("this node makes no payments for show; only those of 'wonsi seminar' do"));
    }

    private void change(Context ctx) throws JsonProcessingException {
        PaymentStream stream = stream();
        stream.setOn(Bodies.read(ctx, DemoPayments.class).enabled());
        ctx.json(new DemoPayments(stream.isOn()));
    }
}
