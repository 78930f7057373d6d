package org.wonsi.node.http.auth;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.function.BiConsumer;

/**
 * The security headers of every answer, which tell a browser what it may do with it.
 *
 * <p>The policy has no inline script and no foreign source, so that text from the chain (a coinbase message, a node's
 * name) can never run in the page. Reading across sites is allowed: the chain is public.
 */
public final class ResponseHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'self'";

    /** The documentation page's library writes style attributes; scripts stay as strict as elsewhere. */
    private static final String DOCS_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    /**
     * The worker of a tab's own node has a policy of its own, which is that of its file: it compiles WebAssembly, and the compiler's
     * runtime makes the functions between that and JavaScript from texts of its own. The page may do neither, and no text of
     * anybody else's gets there.
     */
    private static final String WORKER_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'");

    /** The page that reads codes. */
    private static final String PHONE = "/phone";

    private ResponseHeaders() {}

    private static String policy(String path) {
        if (path.startsWith("/tab/") && path.endsWith("-worker.js")) {
            return WORKER_POLICY;
        }
        return path.startsWith("/docs") ? DOCS_POLICY : POLICY;
    }

    /**
     * Answers a browser that asks whether a foreign page may read with headers of its own ({@code If-None-Match}): it may.
     * Whether it may change anything isn't asked here; it may not.
     */
    public static void answerPreflight(Context ctx) {
        if (ctx.method().equals(HandlerType.OPTIONS)) {
            ctx.header("Access-Control-Allow-Methods", "GET, HEAD");
            ctx.header("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match, Last-Event-ID");
            ctx.header("Access-Control-Max-Age", "86400");
            ctx.status(204).skipRemainingHandlers();
        }
    }

    /** Adds them. */
    public static void add(Context ctx) {
        add(ctx.path(), ctx.method().name(), ctx::header);
    }

    /** Hands each of them, a name and a value, to {@code header}. */
    public static void add(String path, String method, BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", policy(path));
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("X-Frame-Options", "SAMEORIGIN");
        header.accept("Referrer-Policy", "no-referrer");
        header.accept("Cross-Origin-Opener-Policy", "same-origin");
        header.accept(
                "Permissions-Policy",
                "camera=" + (path.equals(PHONE) ? "(self)" : "()") + ", microphone=(), geolocation=()");
        // A cache must not hand a compressed answer to who can't read it.
        header.accept("Vary", "Accept-Encoding");
        switch (method) {
            case "GET", "HEAD", "OPTIONS" -> header.accept("Access-Control-Allow-Origin", "*");
            default -> {}
        }
    }
}
