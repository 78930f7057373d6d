package org.wonsi.node.http.route;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Writes answers with what a cache needs to know: how long they hold, and a tag to ask whether they still do. */
public final class Answers {
    private static final Duration FOREVER = Duration.ofDays(365);

    private Answers() {}

    /** How long an answer stays true. */
    public enum Lasting {
        /** What is named by its own hash, or buried deep. */
        FOREVER,
        /** Anything a new block or transaction may change. */
        BRIEFLY
    }

    /** JSON. */
    public static void json(Context ctx, Object value, Lasting lasting) {
        send(ctx, "application/json", Json.write(value).getBytes(StandardCharsets.UTF_8), lasting);
    }

    /** Plain text without a line's end, as Esplora has it. */
    public static void text(Context ctx, String text, Lasting lasting) {
        send(ctx, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), lasting);
    }

    /** Bytes as they are. */
    public static void bytes(Context ctx, byte[] bytes, Lasting lasting) {
        send(ctx, "application/octet-stream", bytes, lasting);
    }

    /** Bytes of this media type. */
    public static void send(Context ctx, String type, byte[] body, Lasting lasting) {
        String tag = '"' + tag(body) + '"';
        ctx.header("ETag", tag);
        ctx.header(
                "Cache-Control",
                lasting == Lasting.FOREVER
                        ? "public, max-age=" + FOREVER.toSeconds() + ", immutable"
                        : "public, max-age=0, must-revalidate");
        if (Optional.ofNullable(ctx.header("If-None-Match")).orElse("").contains(tag)) {
            ctx.status(304);
            return;
        }
        if (!type.startsWith("text/")) {
            // Bytes have no character set, and JSON has only one.
            ctx.res().setCharacterEncoding(null);
        }
        ctx.header("Content-Type", type);
        ctx.result(body);
    }

    private static String tag(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
