package org.wonsi.node.http.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.mirror.DatabaseAwayException;
import org.wonsi.node.mirror.StaleMirrorException;
import org.wonsi.node.service.ChainBusyException;
import org.wonsi.node.store.db.DamagedBlockException;

/**
 * The mapping of exceptions to answers: problem details, or one line of text under {@code /api}, as Esplora has it.
 *
 * <p>What we didn't expect is logged with all that is known and answered with nothing but the fact.
 */
public final class ProblemAnswers {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Of a place in a body, letters that are repeated. */
    private static final int LONGEST_PLACE = 60;

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    /** Answers what goes wrong in these routes. */
    public static void addTo(JavalinDefaultRoutingApi routes) {
        routes.exception(HttpProblemException.class, (e, ctx) -> answer(ctx, e));
        routes.exception(
                MalformedException.class, (e, ctx) -> answer(ctx, HttpProblemException.badRequest(message(e))));
        routes.exception(
                JsonProcessingException.class, (e, ctx) -> answer(ctx, HttpProblemException.badRequest(describe(e))));
        routes.exception(UnsupportedCharsetException.class, (e, ctx) -> answer(ctx, unknownCharset()));
        routes.exception(IllegalCharsetNameException.class, (e, ctx) -> answer(ctx, unknownCharset()));
        routes.exception(NotFoundResponse.class, (e, ctx) -> answer(ctx, noSuchPath(ctx)));
        routes.exception(
                MethodNotAllowedResponse.class, (e, ctx) -> answer(ctx, HttpProblemException.of(405, message(e))));
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> answer(ctx, HttpProblemException.of(e.getStatus(), message(e))));
        routes.exception(CompletionException.class, (e, ctx) -> unwrap(e, ctx));
        routes.exception(ExecutionException.class, (e, ctx) -> unwrap(e, ctx));
        routes.exception(
                HttpException.RuntimeException.class,
                (e, ctx) -> answer(ctx, HttpProblemException.of(e.getCode(), refusal(e.getCode()))));
        routes.exception(
                DamagedBlockException.class, (e, ctx) -> answer(ctx, HttpProblemException.of(500, e.publicMessage())));
        routes.exception(DatabaseAwayException.class, (e, ctx) -> away(e, ctx));
        routes.exception(StaleMirrorException.class, (e, ctx) -> later(ctx, message(e)));
        routes.exception(RejectedExecutionException.class, (e, ctx) -> busy(e, ctx));
        routes.exception(IOException.class, (e, ctx) -> lost(e, ctx));
        routes.exception(Exception.class, (e, ctx) -> unexpected(e, ctx));
    }

    private static HttpProblemException unknownCharset() {
        return HttpProblemException.of(415, "the body's charset isn't known here; send UTF-8");
    }

    private static void unwrap(Exception e, Context ctx) {
        Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
        if (cause instanceof HttpProblemException problem) {
            answer(ctx, problem);
        } else if (cause instanceof MalformedException malformed) {
            answer(ctx, HttpProblemException.badRequest(message(malformed)));
        } else if (cause instanceof RejectedExecutionException rejected) {
            busy(rejected, ctx);
        } else {
            unexpected(cause, ctx);
        }
    }

    /** The answer to what Jetty refuses while a body is read or before our code runs, in words of our own. */
    public static String refusal(int status) {
        return switch (status) {
            case 408 -> "the request's body comes too slowly";
            case 413 -> "the request's body is too large";
            case 414 -> "the request's URL is too long";
            case 431 -> "the request's headers are too large";
            default -> status < 500 ? "this is no request that HTTP allows" : "the node failed to answer this";
        };
    }

    /** Reading or writing failed: the client went away, or stopped sending. Our own files fail unchecked. */
    private static void lost(IOException e, Context ctx) {
        LOG.debug("{} {} was broken off", ctx.method(), ctx.path(), e);
        answer(ctx, HttpProblemException.of(408, refusal(408)));
    }

    /** Too much waits for the chain thread, or the node is stopping: nothing that this request did wrong. */
    private static void busy(RejectedExecutionException e, Context ctx) {
        if (e instanceof ChainBusyException) {
            ctx.header("Retry-After", "1");
        }
        answer(ctx, HttpProblemException.of(503, message(e)));
    }

    /** The database's own words are for the log: they may name what isn't a stranger's business. */
    private static void away(DatabaseAwayException e, Context ctx) {
        // That there is no connection is told once, by who watches the database; that one question failed, here.
        LOG.atLevel(e.isUnreachable() ? Level.DEBUG : Level.WARN)
                .log("{} {} had no answer from the database: {}", ctx.method(), ctx.path(), message(e));
        later(ctx, "the database behind this server doesn't answer; ask again in a few seconds");
    }

    private static void later(Context ctx, String why) {
        ctx.header("Retry-After", "5");
        answer(ctx, HttpProblemException.of(503, why));
    }

    private static void unexpected(Throwable e, Context ctx) {
        LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
        answer(ctx, HttpProblemException.of(500, "the node failed to answer this; its log says why"));
    }

    static void answer(Context ctx, HttpProblemException problem) {
        ctx.status(problem.status());
        ctx.header("Cache-Control", "no-store");
        ctx.removeHeader("ETag");
        if (isEsplora(ctx)) {
            ctx.contentType("text/plain; charset=utf-8").result(problem.detail());
        } else {
            ctx.contentType(MEDIA_TYPE).result(json(problem));
        }
    }

    /** A problem as JSON, in the form of RFC 9457 (problem details). */
    public static String json(HttpProblemException problem) {
        return Json.write(new Problem(
                "about:blank",
                title(problem.status()),
                problem.status(),
                problem.detail(),
                problem.reason().orElse(null),
                problem.values().isEmpty() ? null : problem.values()));
    }

    private static boolean isEsplora(Context ctx) {
        String accept = Optional.ofNullable(ctx.header("Accept")).orElse("");
        return ctx.path().startsWith("/api/") && !accept.contains(MEDIA_TYPE);
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.forStatus(status);
        return known == HttpStatus.UNKNOWN ? "Error" : known.getMessage();
    }

    private static HttpProblemException noSuchPath(Context ctx) {
        return HttpProblemException.notFound(
                ctx.path().startsWith("/api/")
                        ? "endpoint does not exist \"" + ctx.path() + "\""
                        : "there is nothing at " + ctx.path() + "; /docs lists what is here");
    }

    private static String message(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    private static String describe(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "the body has a field '" + unknown.getPropertyName() + "' that isn't known here; known are "
                    + unknown.getKnownPropertyIds();
        }
        if (e instanceof JsonMappingException other && !(e.getCause() instanceof StreamReadException)) {
            // Jackson's own words name our classes.
            String place = place(other);
            return "the body is not the JSON expected here: "
                    + (place.isEmpty() ? "it has another form" : "'" + place + "' has another form or is null")
                    + "; /docs has its form";
        }
        JsonProcessingException form = e.getCause() instanceof StreamReadException cause ? cause : e;
        return "the body is not the JSON expected here: " + form.getOriginalMessage();
    }

    /** Such as {@code settings.nodes}; empty for the whole. */
    private static String place(JsonMappingException e) {
        String place = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? String.valueOf(part.getIndex()) : part.getFieldName())
                .collect(Collectors.joining("."));
        return place.length() <= LONGEST_PLACE ? place : place.substring(0, LONGEST_PLACE) + "...";
    }
}
