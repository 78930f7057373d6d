package org.wonsi.node.http.docs;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.wonsi.node.http.Json;
import org.wonsi.node.http.RouteFamily;
import org.wonsi.node.http.rest.Answers;
import org.wonsi.node.http.rest.Answers.Lasting;

/** {@code /openapi.json} and {@code /docs}. */
public final class DocsRoutes implements RouteFamily {
    private final String description = Json.write(OpenApi.describe(Operations.all()));

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(
                "/openapi.json",
                ctx -> Answers.send(
                        ctx, "application/json", description.getBytes(StandardCharsets.UTF_8), Lasting.BRIEFLY));
        routes.get("/docs", ctx -> file(ctx, "docs.html", "text/html; charset=utf-8"));
        routes.get("/docs/start.js", ctx -> file(ctx, "docs.js", "text/javascript; charset=utf-8"));
    }

    private static void file(Context ctx, String name, String type) {
        try (InputStream in = DocsRoutes.class.getResourceAsStream("/pages/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no /pages/" + name);
            }
            Answers.send(ctx, type, in.readAllBytes(), Lasting.BRIEFLY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
