package org.wonsi.node.http.pages;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.route.ResponseWriter.CacheLifetime;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;

/** The board's files and the scripts it uses, from the class path; each is read once and kept. */
public final class StaticPages implements RouteFamily {
    private static final List<String> ROOT_FILES = List.of("/index.html", "/icon.svg", "/favicon.ico", "/robots.txt");
    private static final List<String> DIRECTORIES =
            List.of("/css/<path>", "/js/<path>", "/i18n/<path>", "/img/<path>", "/lessons/<path>");

    /** Nothing that climbs, hides or has a scheme. */
    private static final Pattern SAFE_PATH = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*)+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("md", "text/markdown; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("woff2", "font/woff2"));

    /** Where the modules are that a mirror's server has in place of a node's, with the same functions. */
    private static final String OF_MIRROR = "/mirror";

    private static final List<String> MODULES_OF_MIRROR = List.of("/js/source.js", "/js/offered.js");

    private final boolean ofNode;

    /** Only files that exist, so that requests for others don't fill the memory. */
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private StaticPages(boolean ofNode) {
        this.ofNode = ofNode;
    }

    /** A node's: the board, and the pages for phones. */
    public static StaticPages ofNode() {
        return new StaticPages(true);
    }

    /** A mirror's server's: the same page with the views that a chain is enough for. */
    public static StaticPages ofMirror() {
        return new StaticPages(false);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.PAGES, "/", "The board.", Content.HTML),
                ctx -> file(ctx, "/web", "/index.html", CacheLifetime.SHORT));
        if (ofNode) {
            addPhonePages(routes);
        } else {
            MODULES_OF_MIRROR.forEach(
                    name -> routes.add(boardFile(name), ctx -> file(ctx, OF_MIRROR, name, CacheLifetime.SHORT)));
        }
        ROOT_FILES.forEach(name -> routes.add(boardFile(name), ctx -> file(ctx, "/web", name, CacheLifetime.SHORT)));
        DIRECTORIES.forEach(
                path -> routes.add(boardFile(path), ctx -> file(ctx, "/web", ctx.path(), CacheLifetime.SHORT)));
        // A webjar's path holds its version.
        routes.add(
                boardFile("/webjars/<path>"),
                ctx -> file(ctx, "/META-INF/resources", ctx.path(), CacheLifetime.IMMUTABLE));
    }

    private void addPhonePages(RouteTable routes) {
        routes.add(
                Operation.get(Tag.PAGES, "/vote", "The page that phones vote on.", Content.HTML),
                ctx -> file(ctx, "/web", "/vote.html", CacheLifetime.SHORT));
        routes.add(
                Operation.get(
                        Tag.PAGES, "/phone", "The page that is a node of its own, in the reader's tab.", Content.HTML),
                ctx -> file(ctx, "/web", "/phone.html", CacheLifetime.SHORT));
        routes.add(boardFile("/tab/<path>"), ctx -> file(ctx, "/site", ctx.path(), CacheLifetime.SHORT));
    }

    private static Operation boardFile(String path) {
        return Operation.get(Tag.PAGES, path, "A file of the board.", Content.FILE);
    }

    private void file(Context ctx, String root, String path, CacheLifetime lifetime) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !SAFE_PATH.matcher(path).matches()) {
            throw HttpProblemException.notFound("there is no file " + path);
        }
        ResponseWriter.send(ctx, type, bytes(root, path), lifetime);
    }

    private byte[] bytes(String root, String path) {
        byte[] known = files.get(root + path);
        if (known != null) {
            return known;
        }
        byte[] read = load(root + path).orElseThrow(() -> HttpProblemException.notFound("there is no file " + path));
        files.put(root + path, read);
        return read;
    }

    private static Optional<byte[]> load(String resource) {
        try (InputStream in = StaticPages.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
