package org.wonsi.node.http.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.concurrent.Semaphore;
import org.wonsi.core.api.SqlAnswer;
import org.wonsi.core.api.SqlQuestion;
import org.wonsi.node.http.ClientPresence;
import org.wonsi.node.http.HttpProblem;
import org.wonsi.node.http.RouteFamily;
import org.wonsi.node.http.Siblings;
import org.wonsi.node.store.SqlLimits;
import org.wonsi.node.store.SqlRefused;
import org.wonsi.node.store.SqlResult;

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
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/sql", this::answer);
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
