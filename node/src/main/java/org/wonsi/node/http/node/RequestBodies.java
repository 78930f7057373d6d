package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;

/** A reader of the JSON in a request's body. */
final class RequestBodies {
    private RequestBodies() {}

    static <T> T read(Context ctx, Class<T> type) throws JsonProcessingException {
        String body = ctx.body();
        T value = body.isBlank() ? null : Json.MAPPER.readValue(body, type);
        if (value == null) {
            throw HttpProblemException.badRequest("the body must be a JSON object");
        }
        return value;
    }

    /** Of a request that takes nothing: no body, or an empty object. */
    static void readNothing(Context ctx) throws JsonProcessingException {
        String body = ctx.body();
        JsonNode value = body.isBlank() ? null : Json.MAPPER.readTree(body);
        if (value != null && !(value.isObject() && value.isEmpty())) {
            throw HttpProblemException.badRequest("this request takes nothing: leave its body empty, or send {}");
        }
    }

    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw HttpProblemException.badRequest("the body has no field '" + field + "'");
        }
        return value.strip();
    }

    static Address address(@Nullable String text, ChainParams params) {
        String address = required(text, "address");
        try {
            return Address.parse(address, params);
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest(
                    "'" + address + "' is no address of " + params + ": " + e.getMessage());
        }
    }

    static BlockHash hash(@Nullable String text) {
        String hash = required(text, "hash");
        try {
            return BlockHash.ofDisplay(hash);
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest("'" + hash + "' is no block hash: " + e.getMessage());
        }
    }
}
