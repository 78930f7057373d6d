package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.rpc.call.RpcJson;

/**
 * An answer of JSON-RPC, as it is sent.
 *
 * @param json missing where nothing is answered but the status
 * @param afterwards done when the answer has left: what stops the node must not take the answer with it
 */
record RpcAnswer(int status, JsonNode json, List<Runnable> afterwards) {
    RpcAnswer {
        afterwards = List.copyOf(afterwards);
    }

    /** To notifications alone, nothing. */
    static RpcAnswer none(List<Runnable> afterwards) {
        return new RpcAnswer(204, MissingNode.getInstance(), afterwards);
    }

    void send(Context ctx) {
        doAfterwards(ServletContextRequest.getServletContextRequest(ctx.req()));
        ctx.status(status);
        addHeaders(ctx::header);
        if (json.isMissingNode()) {
            ctx.res().setContentType(null);
        } else {
            ctx.result(RpcJson.line(json));
        }
    }

    /**
     * The same by Jetty alone, after the headers that every answer has. The thread waits for a reader that takes his time: an answer
     * that he doesn't read would else stay in memory after its thread has gone on to the next.
     */
    void send(Request request, Response response, Callback callback) throws IOException {
        begin(request, response);
        List<ByteString> body = body();
        List<ByteBuffer> parts = body.stream()
                .flatMap(value -> ResponseWriter.parts(value).stream())
                .toList();
        if (parts.size() > 1) {
            response.getHeaders()
                    .put(
                            HttpHeader.CONTENT_LENGTH,
                            body.stream().mapToLong(ByteString::size).sum());
        }
        int written = 0;
        for (ByteBuffer part : parts) {
            written++;
            Content.Sink.write(response, written == parts.size(), part);
        }
        if (written == 0) {
            Content.Sink.write(response, true, ByteBuffer.allocate(0));
        }
        callback.succeeded();
    }

    /** The same for a small answer, by a thread that may not wait. */
    void sendAtOnce(Request request, Response response, Callback callback) {
        begin(request, response);
        List<ByteString> body = body();
        if (body.size() > 1) {
            throw new IllegalStateException("an answer in " + body.size() + " parts isn't small");
        }
        response.write(true, body.get(0).asReadOnlyBuffer(), callback);
    }

    private void begin(Request request, Response response) {
        doAfterwards(request);
        response.setStatus(status);
        addHeaders(response.getHeaders()::put);
    }

    private List<ByteString> body() {
        return json.isMissingNode() ? List.of(ByteString.EMPTY) : RpcJson.lineInParts(json);
    }

    private void doAfterwards(Request request) {
        afterwards.forEach(action -> Request.addCompletionListener(request, failure -> action.run()));
    }

    private void addHeaders(BiConsumer<String, String> header) {
        if (status == 503) {
            header.accept("Retry-After", "1");
        }
        if (!json.isMissingNode()) {
            header.accept("Cache-Control", "no-store");
            header.accept("Content-Type", "application/json");
        }
    }
}
