package org.wonsi.node.http.rpc.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.rpc.call.RpcJson;

/** An answer of {@link CoreRest}: bytes of a type, and the status. */
record RestAnswer(int status, String type, ByteString body) {
    private static final String TEXT = "text/plain";
    static final String BYTES = "application/octet-stream";

    /** The forms of an answer, by the end of the path that asks for it. */
    enum Format {
        BIN,
        HEX,
        JSON,
        NONE
    }

    /** A refusal in Core's words. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        RestAnswer answer() {
            return new RestAnswer(status, TEXT, utf8(getMessage() + "\r\n"));
        }
    }

    /** The last part of a path: what is asked for, and in which form. */
    record Named(String name, Format format) {
        static Named of(Context ctx, String parameter) {
            return of(ctx.pathParam(parameter));
        }

        /** An end that is no format's name belongs to the name. */
        static Named of(String text) {
            int dot = text.lastIndexOf('.');
            String end = text.substring(dot + 1);
            for (Format format : Format.values()) {
                if (dot >= 0
                        && format != Format.NONE
                        && end.equals(format.name().toLowerCase(Locale.ROOT))) {
                    return new Named(text.substring(0, dot), format);
                }
            }
            return new Named(text, Format.NONE);
        }

        /** The name as 64 hex digits. */
        Hash256 hash() {
            try {
                return Hash256.ofDisplay(name);
            } catch (MalformedException e) {
                throw new Refused(400, "Invalid hash: " + name);
            }
        }

        /** JSON, where there is no other form. */
        RestAnswer json(JsonNode json) {
            if (format != Format.JSON) {
                throw new Refused(404, "output format not found (available: json)");
            }
            return new RestAnswer(200, "application/json", ByteString.copyOf(RpcJson.line(json)));
        }

        /** The bytes as they are or in hex, or as JSON. */
        RestAnswer bytesOr(ByteString bytes, CoreRest.Json json) {
            return switch (format) {
                case BIN -> new RestAnswer(200, BYTES, bytes);
                case HEX -> text(bytes.toHex() + "\n");
                case JSON -> json(json.make());
                case NONE -> throw new Refused(404, "output format not found (available: .bin, .hex, .json)");
            };
        }
    }

    static RestAnswer text(String text) {
        return new RestAnswer(200, TEXT, utf8(text));
    }

    private static ByteString utf8(String text) {
        return ByteString.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(Context ctx) throws IOException {
        ctx.status(status);
        ctx.header("Cache-Control", "no-store");
        // Core names no character set.
        ctx.res().setCharacterEncoding(null);
        ctx.header("Content-Type", type);
        if (type.equals(BYTES)) {
            ResponseWriter.body(ctx, body);
        } else {
            ctx.result(body.toByteArray());
        }
    }
}
