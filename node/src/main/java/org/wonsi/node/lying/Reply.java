package org.wonsi.node.lying;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.http.route.Json;

/**
 * An answer under Esplora's paths.
 *
 * @param lies what in it isn't true; empty if all is as the honest node said
 */
record Reply(int status, String contentType, ByteString body, List<Told> lies) {
    private static final String JSON = "application/json";

    Reply {
        lies = List.copyOf(lies);
    }

    /**
     * A lie that was told.
     *
     * @param what in a few words, for the person who watches
     */
    record Told(Lie lie, String what) {}

    /** An answer of the honest node. */
    static Reply honest(int status, String contentType, ByteString body) {
        return new Reply(status, contentType, body, List.of());
    }

    /** A made-up answer in plain text. */
    static Reply text(String text, Lie lie, String what) {
        return new Reply(200, "text/plain; charset=utf-8", bytes(text), List.of(new Told(lie, what)));
    }

    /** A made-up answer in bytes. */
    static Reply bytes(ByteString bytes, Lie lie, String what) {
        return new Reply(200, "application/octet-stream", bytes, List.of(new Told(lie, what)));
    }

    /** A made-up answer in JSON. */
    static Reply json(Object value, Lie lie, String what) {
        return new Reply(200, JSON, bytes(Json.write(value)), List.of(new Told(lie, what)));
    }

    /** As if there were nothing. */
    static Reply notFound(String text, Lie lie, String what) {
        return new Reply(404, "text/plain; charset=utf-8", bytes(text), List.of(new Told(lie, what)));
    }

    private static ByteString bytes(String text) {
        return ByteString.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isGood() {
        return status == 200;
    }

    /** The body as text. */
    String text() {
        return new String(body.toByteArray(), StandardCharsets.UTF_8).strip();
    }

    /** The body as JSON, if it is a good answer in JSON. */
    Optional<JsonNode> json() {
        if (!isGood() || !contentType.startsWith(JSON)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readTree(body.toByteArray()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** The same with another body and one more lie. */
    Reply withJson(JsonNode tree, Lie lie, String what) {
        List<Told> more = new ArrayList<>(lies);
        more.add(new Told(lie, what));
        return new Reply(status, contentType, bytes(Json.write(tree)), more);
    }
}
