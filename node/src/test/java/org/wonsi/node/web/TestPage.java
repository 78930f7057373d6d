package org.wonsi.node.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.route.Json;

/** The page in a browser of its own, served from the class path with the strictest policy, over a board that a test tells. */
final class TestPage implements AutoCloseable {
    private static final String ORIGIN = "http://board.test";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'self'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final BrowserContext context;
    private final Page page;
    private final List<String> troubles = new ArrayList<>();
    private final List<Request> posts = new ArrayList<>();
    private String events = "retry: 60000\n\n";
    private final List<Route> waiting = new ArrayList<>();
    private Board board;
    private boolean silent;
    private int postStatus = 200;
    private String postAnswer = "{}";

    /** A browser that blocks site data: the mere name of its storage throws, as in Chrome. */
    static final String NO_STORAGE = """
            for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
              Object.defineProperty(window, name, { get() { throw new DOMException('site data is blocked', 'SecurityError'); } });
            }""";

    private TestPage(BrowserContext context, Board board) {
        this.context = context;
        this.board = board;
        context.route(ORIGIN + "/**", this::answer);
        this.page = context.newPage();
        PageErrors.addTo(troubles, page);
    }

    /** Opens the board at this size; {@code query} may hold language and theme. */
    static TestPage open(Chromium chromium, Board board, int width, int height, String query) {
        return open(chromium, board, width, height, query, List.of());
    }

    /** The same, where the stream then tells of these events. */
    static TestPage open(Chromium chromium, Board board, int width, int height, String query, List<String> events) {
        BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        TestPage opened = new TestPage(context, board);
        opened.events += String.join("", events);
        opened.page.navigate(ORIGIN + "/" + query);
        opened.page.locator("#where svg").waitFor();
        return opened;
    }

    /** Opens the board in a browser that blocks site data. */
    static TestPage openWithoutStorage(Chromium chromium, Board board, int width, int height, String query) {
        BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        context.addInitScript(NO_STORAGE);
        TestPage opened = new TestPage(context, board);
        opened.page.navigate(ORIGIN + "/" + query);
        opened.page.locator("#where svg").waitFor();
        return opened;
    }

    /** Opens the board of a node that doesn't answer. */
    static TestPage openSilent(Chromium chromium, Board board, int width, int height, String query) {
        BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        TestPage opened = new TestPage(context, board);
        opened.silent = true;
        opened.page.navigate(ORIGIN + "/" + query);
        opened.page.locator(".say h1").waitFor();
        return opened;
    }

    /** Lets a silent node answer what was asked of it. */
    void speak() {
        silent = false;
        waiting.forEach(this::answer);
        waiting.clear();
    }

    Page page() {
        return page;
    }

    /** Errors of the console, exceptions and violations of the policy so far. */
    List<String> troubles() {
        return troubles;
    }

    /** What the page asked the node to do. */
    List<Request> posts() {
        return posts;
    }

    /** What the node answers from now on. */
    void tell(Board next) {
        board = next;
    }

    /** What the node answers to everything that is asked of it from now on. */
    void answer(int status, String json) {
        postStatus = status;
        postAnswer = json;
    }

    /** The sentence above the chain. */
    String sentence() {
        return page.locator(".say h1").textContent();
    }

    private void answer(Route route) {
        URI uri = URI.create(route.request().url());
        if (route.request().method().equals("POST")) {
            posts.add(route.request());
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(postStatus)
                    .setContentType("application/json")
                    .setBody(postAnswer));
            return;
        }
        switch (uri.getPath()) {
            case "/node/board" -> answerBoard(route);
            case "/events" ->
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/event-stream")
                        .setBody(events));
            case "/people/blocks" ->
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"from\":0,\"finders\":[]}"));
            default -> answerFile(route, uri.getPath());
        }
    }

    private void answerBoard(Route route) {
        if (silent) {
            waiting.add(route);
            return;
        }
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(Json.write(board)));
    }

    private static void answerFile(Route route, String path) {
        String resource = path.startsWith("/webjars/") ? "/META-INF/resources" + path : "/web" + path;
        String name = resource.endsWith("/") ? resource + "index.html" : resource;
        try (InputStream in = TestPage.class.getResourceAsStream(name)) {
            if (in == null) {
                route.fulfill(new Route.FulfillOptions().setStatus(404));
                return;
            }
            route.fulfill(new Route.FulfillOptions()
                    .setContentType(TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"))
                    .setHeaders(Map.of(
                            "Content-Security-Policy",
                            POLICY,
                            "Content-Type",
                            TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain")))
                    .setBodyBytes(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
