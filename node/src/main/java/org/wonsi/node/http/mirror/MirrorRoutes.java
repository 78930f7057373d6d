package org.wonsi.node.http.mirror;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.mirror.StaleMirrorException;

/**
 * The routes {@code /live} and {@code /ready}, for whatever stands in front of several servers; and the headers that say how old an answer is.
 */
public final class MirrorRoutes implements RouteFamily {
    /** When the chain that an answer is about was the node's, to the second. */
    static final String AS_OF = "X-Wonsi-As-Of";

    private final MirrorReader reader;
    private final MirroredChain chain;

    /** For this mirror. */
    public MirrorRoutes(MirrorReader reader, MirroredChain chain) {
        this.reader = reader;
        this.chain = chain;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.OTHER, "/live", "Answers while the process lives.", Content.TEXT),
                ctx -> ctx.header("Cache-Control", "no-store").result("ok\n"));
        routes.add(
                Operation.get(
                                Tag.OTHER,
                                "/ready",
                                "Whether it can answer: its database does, and isn't behind.",
                                Content.TEXT)
                        .failing(503, "The database doesn't answer, or is behind; give its work to others"),
                this::ready);
        routes.before("/api/*", this::begin);
        routes.before("/node/*", ctx -> ctx.header("Cache-Control", "no-store"));
        routes.before("/node/*", this::begin);
        routes.after("/api/*", this::end);
        routes.after("/node/*", this::end);
    }

    private void ready(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        refuseIfNotReady();
        ctx.result("ready\n");
    }

    /** What is only in memory has the age of the last look. */
    private void begin(Context ctx) {
        reader.beginAnswer();
        refuseIfNotReady();
    }

    private void refuseIfNotReady() {
        Optional<String> why = chain.whyNot();
        if (why.isPresent()) {
            throw new StaleMirrorException(why.get());
        }
    }

    private void end(Context ctx) {
        Optional.ofNullable(reader.asOf()).or(chain::seen).ifPresent(state -> ctx.header(AS_OF, time(state)));
    }

    private static String time(MirrorReader.AsOf state) {
        return Instant.ofEpochMilli(state.trueAt()).toString();
    }
}
