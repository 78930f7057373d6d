package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Calls JSON-RPC of a server as the operator. */
final class RpcCaller {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Client client;
    private final String token;

    RpcCaller(HttpServer server) {
        this.client = new Client(server);
        this.token = server.operatorUrl().replaceAll(".*token=", "");
    }

    /** The body that a request's body gets, as it is. */
    String raw(String body) {
        return client.post("/", body, "X-Wonsi-Token", token).body();
    }

    private JsonNode answer(String method, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        try {
            return MAPPER.readTree(
                    client.post("/", body, "X-Wonsi-Token", token).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(method, e);
        }
    }

    /** The result; fails if there is an error. */
    JsonNode call(String method, String params) {
        JsonNode answer = answer(method, params);
        assertThat(answer.has("result")).as(method + params + answer).isTrue();
        return answer.get("result");
    }

    /** The result of a call without arguments. */
    JsonNode call(String method) {
        return call(method, "[]");
    }

    /** Asserts the error's code, and that its message holds a text. */
    void assertFails(String method, String params, int code, String message) {
        JsonNode error = answer(method, params).path("error");
        assertThat(error.path("code").asInt()).as(method + params + error).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(message);
    }
}
