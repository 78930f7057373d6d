package org.wonsi.node.lying;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;

/**
 * A proxy that passes a request on to the honest node and its answer back, unchanged: page, events, JSON-RPC and all else.
 */
final class RequestForwarder {
    /** What a request says that matters to the node; the rest is between two ends of one connection. */
    private static final List<String> REQUEST = List.of(
            "Accept",
            "Accept-Language",
            "Authorization",
            "Content-Type",
            "Cookie",
            "If-None-Match",
            "Last-Event-ID",
            "X-Wonsi-Token");

    /** What an answer says of its connection, or of how it is packed. */
    private static final Set<String> NOT_PASSED =
            Set.of("connection", "content-encoding", "content-length", "date", "keep-alive", "transfer-encoding");

    private static final int CHUNK = 8_192;

    private final HonestNode honest;

    RequestForwarder(HonestNode honest) {
        this.honest = honest;
    }

    void handle(Context ctx) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        REQUEST.forEach(name -> Optional.ofNullable(ctx.header(name)).ifPresent(value -> headers.put(name, value)));
        String query = Optional.ofNullable(ctx.queryString()).map(q -> "?" + q).orElse("");
        HttpResponse<InputStream> response = honest.send(
                ctx.method().name(), ctx.req().getRequestURI() + query, headers, ByteString.copyOf(ctx.bodyAsBytes()));
        ctx.status(response.statusCode());
        response.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                ctx.header(name, values.get(0));
            }
        });
        try (InputStream body = response.body()) {
            pass(body, ctx.outputStream());
        }
    }

    /** Chunk by chunk as they come, because an event stream never ends. */
    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            to.write(chunk, 0, read);
            to.flush();
        }
    }
}
