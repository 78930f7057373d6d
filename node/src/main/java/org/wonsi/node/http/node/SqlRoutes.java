package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.node.body.SqlAnswer;
import org.wonsi.node.http.node.body.SqlQuestion;
import org.wonsi.node.http.route.ClientPresence;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.store.sql.SqlLimits;
import org.wonsi.node.store.sql.SqlRefusedException;
import org.wonsi.node.store.sql.SqlResult;

/**
 * The route {@code POST /sql}: one reading statement on the chain's tables, within the limits of {@link SqlLimits}.
 *
 * <p>Not GET, so that a link or an image on a foreign page can't make a node work. Only a few run at a time ({@link ConcurrencyLimit}),
 * and one whose client has gone ends.
 */
final class SqlRoutes implements RouteFamily {
    private static final String RETRY_SECONDS = "2";

    private final SiblingNodes siblings;
    private final ConcurrencyLimit limit;

    SqlRoutes(SiblingNodes siblings, ConcurrencyLimit limit) {
        this.siblings = siblings;
        this.limit = limit;
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
        String query = RequestBodies.required(
                RequestBodies.read(ctx, SqlQuestion.class).query(), "query");
        ClientAddress client = ClientAddress.of(ctx);
        switch (limit.take(client)) {
            case TAKEN -> {
                try {
                    run(ctx, query);
                } finally {
                    limit.release(client);
                }
            }
            case ADDRESS_BUSY ->
                throw later(
                        ctx,
                        429,
                        "from this address " + limit.ofOne()
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
        } catch (SqlRefusedException e) {
            if (e.kind() == SqlRefusedException.Kind.BUSY) {
                throw later(ctx, 503, busy());
            }
            throw HttpProblemException.refused(400, e.kind().code(), String.valueOf(e.getMessage()));
        }
    }

    private String busy() {
        return "this node is answering " + limit.atOnce() + " SQL questions already; ask again in a moment";
    }

    private static HttpProblemException later(Context ctx, int status, String detail) {
        ctx.header("Retry-After", RETRY_SECONDS);
        return HttpProblemException.refused(status, SqlRefusedException.Kind.BUSY.code(), detail);
    }
}
