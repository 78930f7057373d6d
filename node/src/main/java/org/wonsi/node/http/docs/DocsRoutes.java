package org.wonsi.node.http.docs;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.route.ResponseWriter.CacheLifetime;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;

/**
 * The routes {@code /openapi.json} and {@code /docs}; they describe all routes of their server, and themselves.
 */
public final class DocsRoutes implements RouteFamily {
    /** Written when it is asked for the first time: few ask, and it takes a fifth of a server's start. */
    private byte @Nullable [] description;

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.OTHER, "/openapi.json", "This description.", Content.ANY_JSON),
                ctx -> ResponseWriter.send(
                        ctx, "application/json", describe(routes.operations()), CacheLifetime.SHORT));
        routes.add(
                Operation.get(Tag.PAGES, "/docs", "This description as a page.", Content.HTML),
                ctx -> file(ctx, "docs.html", "text/html; charset=utf-8"));
        routes.add(
                Operation.get(Tag.PAGES, "/docs/start.js", "The page's script.", Content.FILE),
                ctx -> file(ctx, "docs.js", "text/javascript; charset=utf-8"));
    }

    private synchronized byte[] describe(List<Operation> operations) {
        byte[] written = description;
        if (written == null) {
            written = Json.write(OpenApi.describe(operations)).getBytes(StandardCharsets.UTF_8);
            description = written;
        }
        return written;
    }

    private static void file(Context ctx, String name, String type) {
        try (InputStream in = DocsRoutes.class.getResourceAsStream("/pages/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no /pages/" + name);
            }
            ResponseWriter.send(ctx, type, in.readAllBytes(), CacheLifetime.SHORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
