package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.Turns;
import org.wonsi.node.http.node.body.SqlAnswer;
import org.wonsi.node.http.node.body.SqlQuestion;
import org.wonsi.node.http.route.ClientPresence;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblem;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Siblings;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.store.sql.SqlLimits;
import org.wonsi.node.store.sql.SqlRefused;
import org.wonsi.node.store.sql.SqlResult;

/**
 * {@code POST /sql}: one reading statement on the chain's tables, within the limits of {@link SqlLimits}.
 *
 * <p>Not GET, so that a link or an image on a foreign page can't make a node work. Only a few run at a time ({@link Turns}),
 * and one whose client has gone ends.
 */
final class SqlRoutes implements RouteFamily {
    private static final String RETRY_SECONDS = "2";

    private final Siblings siblings;
    private final Turns turns;

    SqlRoutes(Siblings siblings, Turns turns) {
        this.siblings = siblings;
        this.turns = turns;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.post(
                                Tag.OTHER,
                                "/sql",
                                "One SELECT on the chain's tables, within limits.",
                                Content.json(SqlAnswer.class))
                        .taking(SqlQuestion.class)
                        .failing(429, "This address has as many questions running as it may")
                        .failing(503, "Too many are being answered"),
                this::answer);
    }

    private void answer(Context ctx) throws JsonProcessingException {
        String query = Bodies.required(Bodies.read(ctx, SqlQuestion.class).query(), "query");
        ClientAddress client = ClientAddress.of(ctx);
        switch (turns.take(client)) {
            case TAKEN -> {
                try {
                    run(ctx, query);
                } finally {
                    turns.giveBack(client);
                }
            }
            case ADDRESS_BUSY ->
                throw later(
                        ctx,
                        429,
                        "from this address " + turns.ofOne()
                                + " SQL questions are running already; ask again in a moment");
            case NODE_BUSY -> throw later(ctx, 503, busy());
        }
    }

    private void run(Context ctx, String query) {
        ClientPresence client = ClientPresence.of(ctx);
        try {
            SqlResult result = siblings.target(ctx)
                    .queries()
                    .sql(query, SqlLimits.standard().cancelledBy(client::isGone));
            ctx.json(new SqlAnswer(
                    result.columns(), result.numbers(), result.rows(), result.truncated(), result.millis()));
        } catch (SqlRefused e) {
            if (e.kind() == SqlRefused.Kind.BUSY) {
                throw later(ctx, 503, busy());
            }
            throw HttpProblem.refused(400, e.kind().code(), String.valueOf(e.getMessage()));
        }
    }

    private String busy() {
        return "this node is answering " + turns.atOnce() + " SQL questions already; ask again in a moment";
    }

    private static HttpProblem later(Context ctx, int status, String detail) {
        ctx.header("Retry-After", RETRY_SECONDS);
        return HttpProblem.refused(status, SqlRefused.Kind.BUSY.code(), detail);
    }
}
