package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.util.concurrent.Semaphore;
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
import org.wonsi.node.store.query.SqlLimits;
import org.wonsi.node.store.query.SqlRefused;
import org.wonsi.node.store.query.SqlResult;

/**
 * {@code POST /sql}: one reading statement on the chain's database, within the limits of {@link SqlLimits}.
 *
 * <p>Not GET, so that a link or an image on a foreign page can't make a node work. Only a few run at a time, and one whose
 * client has gone ends.
 */
final class SqlRoutes implements RouteFamily {
    private static final int AT_ONCE = 2;

    private final Siblings siblings;
    private final Semaphore running = new Semaphore(AT_ONCE);

    SqlRoutes(Siblings siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.post(
                                Tag.OTHER,
                                "/sql",
                                "One SELECT on the chain's database, within limits.",
                                Content.json(SqlAnswer.class))
                        .taking(SqlQuestion.class)
                        .failing(503, "Too many are being answered"),
                this::answer);
    }

    private void answer(Context ctx) throws JsonProcessingException {
        String query = Bodies.required(Bodies.read(ctx, SqlQuestion.class).query(), "query");
        if (!running.tryAcquire()) {
            ctx.header("Retry-After", "2");
            throw HttpProblem.of(
                    503, "this node is answering " + AT_ONCE + " SQL questions already; ask again in a moment");
        }
        try {
            ClientPresence client = ClientPresence.of(ctx);
            SqlResult result = siblings.target(ctx)
                    .queries()
                    .sql(query, SqlLimits.standard().cancelledBy(client::isGone));
            ctx.json(new SqlAnswer(result.columns(), result.rows(), result.truncated(), result.millis()));
        } catch (SqlRefused e) {
            throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
        } finally {
            running.release();
        }
    }
}
