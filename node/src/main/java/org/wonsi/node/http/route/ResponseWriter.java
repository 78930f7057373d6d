package org.wonsi.node.http.route;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.wonsi.core.bytes.ByteString;

/** A writer of answers with what a cache needs to know: how long they hold, and a tag to ask whether they still do. */
public final class ResponseWriter {
    private static final Duration FOREVER = Duration.ofDays(365);

    /** From so many bytes on an answer isn't copied and not compressed. */
    private static final int LONG_BODY = 64_000;

    /**
     * What a connection is given of a long body at a time. Java copies all it is given before each attempt to send it, and keeps room
     * for the largest such copy for each thread.
     */
    private static final int PART = 131_072;

    private ResponseWriter() {}

    /** The time for which an answer stays true. */
    public enum CacheLifetime {
        /** What is named by its own hash, or buried deep. */
        IMMUTABLE,
        /** Anything a new block or transaction may change. */
        SHORT
    }

    /** JSON. */
    public static void json(Context ctx, Object value, CacheLifetime lifetime) {
        send(ctx, "application/json", Json.write(value).getBytes(StandardCharsets.UTF_8), lifetime);
    }

    /** Plain text without a line's end, as Esplora has it. */
    public static void text(Context ctx, String text, CacheLifetime lifetime) {
        send(ctx, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), lifetime);
    }

    /** Bytes that a name stands for permanently: a block's or a transaction's, named by its hash. */
    public static void bytesOf(Context ctx, String name, ByteString bytes) throws IOException {
        if (isKnown(ctx, '"' + name + '"', CacheLifetime.IMMUTABLE)) {
            return;
        }
        ctx.res().setCharacterEncoding(null);
        ctx.header("Content-Type", "application/octet-stream");
        body(ctx, bytes);
    }

    /**
     * Hands over bytes that are no text. Many of them go to the connection as they are: compressing hashes and signatures saves
     * little, and each copy of a block costs about as much as reading it.
     */
    public static void body(Context ctx, ByteString bytes) throws IOException {
        if (bytes.size() >= LONG_BODY && ctx.res().getOutputStream() instanceof HttpOutput out) {
            ctx.res().setContentLength(bytes.size());
            for (ByteBuffer part : parts(bytes)) {
                out.write(part);
            }
        } else {
            ctx.result(bytes.toByteArray());
        }
    }

    /** Bytes in the parts that a connection is given one after the other. */
    public static List<ByteBuffer> parts(ByteString bytes) {
        ByteBuffer all = bytes.asReadOnlyBuffer();
        List<ByteBuffer> parts = new ArrayList<>();
        for (int from = 0; from < bytes.size(); from += PART) {
            parts.add(all.slice(from, Math.min(PART, bytes.size() - from)));
        }
        return parts;
    }

    /** Bytes of this media type. */
    public static void send(Context ctx, String type, byte[] body, CacheLifetime lifetime) {
        if (isKnown(ctx, '"' + tag(body) + '"', lifetime)) {
            return;
        }
        if (!type.startsWith("text/")) {
            // Bytes have no character set, and JSON has only one.
            ctx.res().setCharacterEncoding(null);
        }
        ctx.header("Content-Type", type);
        ctx.result(body);
    }

    /** Says how long the answer holds; if the asker has it already, that is the answer. */
    private static boolean isKnown(Context ctx, String tag, CacheLifetime lifetime) {
        ctx.header("ETag", tag);
        ctx.header(
                "Cache-Control",
                lifetime == CacheLifetime.IMMUTABLE
                        ? "public, max-age=" + FOREVER.toSeconds() + ", immutable"
                        : "public, max-age=0, must-revalidate");
        boolean known =
                Optional.ofNullable(ctx.header("If-None-Match")).orElse("").contains(tag);
        if (known) {
            ctx.status(304);
        }
        return known;
    }

    private static String tag(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
