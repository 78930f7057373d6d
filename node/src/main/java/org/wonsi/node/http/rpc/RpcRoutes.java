package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.http.rpc.call.DoubledKeys;
import org.wonsi.node.http.rpc.call.HugeNumbers;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.store.db.DamagedBlockException;

/**
 * The route of JSON-RPC, {@code POST /}: it reads calls, finds their methods and writes what they answer.
 *
 * <p>An old call (no {@code "jsonrpc": "2.0"}) fails with an HTTP status of its own, a new one always answers 200. Without
 * an id an old call is answered without one, a new one not at all. Source: JSON-RPC 2.0, and Bitcoin Core, {@code httprpc.cpp}.
 */
public final class RpcRoutes implements RouteFamily {
    private static final Logger LOG = LoggerFactory.getLogger(RpcRoutes.class);
    private static final int MAX_BATCH = 1_000;
    private static final Set<String> VERSIONS = Set.of("1.0", "1.1", "2.0");

    /** What an answer carries if the request's own id can't be known. */
    private static final Optional<JsonNode> NULL_ID = Optional.of(NullNode.getInstance());

    private final Map<String, RpcMethod> methods = new LinkedHashMap<>();
    private final Map<Object, ActiveCall> running = new ConcurrentHashMap<>();

    /** A call that is being answered, for {@code getrpcinfo}. */
    private record ActiveCall(String method, long startedNanos) {}

    /** Answers with these methods; {@code logFile} is what {@code getrpcinfo} says of the node's log. */
    RpcRoutes(List<? extends MethodFamily> families, Path logFile) {
        families.forEach(family -> family.methods().forEach(method -> methods.put(method.name(), method)));
        RpcMethod help = new HelpMethod(methods).method();
        methods.put(help.name(), help);
        RpcMethod active = active(logFile);
        methods.put(active.name(), active);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.post(
                                Tag.OTHER,
                                "/",
                                "Bitcoin Core's JSON-RPC, 1.0 and 2.0, with batches. The method help lists the others.",
                                Content.ANY_JSON)
                        .byLogin()
                        .takingBlocks()
                        .failing(404, "There is no such method (JSON-RPC 1.0)")
                        .failing(500, "The call failed (JSON-RPC 1.0); the body has code and message"),
                this::answer);
    }

    private void answer(Context ctx) {
        JsonNode request;
        try {
            request = RpcJson.MAPPER.readTree(ctx.body());
        } catch (JsonProcessingException e) {
            request = MissingNode.getInstance();
        }
        if (HugeNumbers.within(request)) {
            write(ctx, 400, reply(false, NULL_ID, RpcException.of(RpcException.INVALID_REQUEST, HugeNumbers.REFUSAL)));
        } else if (request.isArray()) {
            batch(ctx, request);
        } else if (request.isObject()) {
            single(ctx, request);
        } else {
            String message = request.isMissingNode() ? "Parse error" : "Top-level object parse error";
            write(ctx, 500, reply(false, NULL_ID, RpcException.of(RpcException.PARSE_ERROR, message)));
        }
    }

    private void single(Context ctx, JsonNode request) {
        List<Runnable> afterwards = new ArrayList<>();
        Optional<Outcome> outcome = call(request, afterwards);
        whenSent(ctx, afterwards);
        if (outcome.isEmpty()) {
            ctx.status(204);
            return;
        }
        if (outcome.get().httpStatus() == 503) {
            ctx.header("Retry-After", "1");
        }
        write(ctx, outcome.get().httpStatus(), outcome.get().reply());
    }

    /** An empty batch has an empty answer: it names no version, and old clients expect one. */
    private void batch(Context ctx, JsonNode requests) {
        if (requests.size() > MAX_BATCH) {
            write(
                    ctx,
                    400,
                    reply(
                            false,
                            NULL_ID,
                            RpcException.of(
                                    RpcException.INVALID_REQUEST, "a batch holds at most " + MAX_BATCH + " calls")));
            return;
        }
        ArrayNode replies = RpcJson.array();
        List<Runnable> afterwards = new ArrayList<>();
        requests.forEach(request -> call(request, afterwards).ifPresent(outcome -> replies.add(outcome.reply())));
        whenSent(ctx, afterwards);
        if (replies.isEmpty() && !requests.isEmpty()) {
            ctx.status(204);
        } else {
            write(ctx, 200, replies);
        }
    }

    /** Does something when the answer has left; what stops the node must not take the answer with it. */
    private static void whenSent(Context ctx, List<Runnable> afterwards) {
        Request request = ServletContextRequest.getServletContextRequest(ctx.req());
        afterwards.forEach(action -> Request.addCompletionListener(request, failure -> action.run()));
    }

    /** The reply to one call, and the HTTP status it has where it stands alone. */
    private record Outcome(JsonNode reply, int httpStatus) {}

    /** Empty for a notification. */
    private Optional<Outcome> call(JsonNode request, List<Runnable> afterwards) {
        boolean modern = request.path("jsonrpc").asText().equals("2.0");
        Optional<JsonNode> id = request.isObject() ? Optional.ofNullable(request.get("id")) : NULL_ID;
        boolean notification = modern && id.isEmpty();
        try {
            JsonNode result = dispatch(request, afterwards);
            return notification ? Optional.empty() : Optional.of(new Outcome(reply(modern, id, result), 200));
        } catch (RpcException e) {
            return notification
                    ? Optional.empty()
                    : Optional.of(new Outcome(
                            reply(modern, id, e),
                            modern && e.code() != RpcException.BUSY ? 200 : httpStatus(e.code())));
        }
    }

    private JsonNode dispatch(JsonNode request, List<Runnable> afterwards) {
        if (!request.isObject() || DoubledKeys.in(request).isPresent()) {
            throw RpcException.of(RpcException.INVALID_REQUEST, "Invalid Request object");
        }
        checkVersion(request.path("jsonrpc"));
        JsonNode name = request.path("method");
        if (name.isMissingNode()) {
            throw RpcException.of(RpcException.INVALID_REQUEST, "Missing method");
        }
        if (!name.isTextual()) {
            throw RpcException.of(RpcException.INVALID_REQUEST, "Method must be a string");
        }
        JsonNode params = Optional.ofNullable(request.get("params")).orElse(NullNode.getInstance());
        if (!params.isNull() && !params.isContainerNode()) {
            throw RpcException.of(RpcException.INVALID_REQUEST, "Params must be an array or object");
        }
        RpcMethod method = methods.get(name.asText());
        if (method == null) {
            throw RpcException.of(RpcException.METHOD_NOT_FOUND, "Method not found");
        }
        JsonNode result = run(method, RpcParams.of(method, params));
        method.afterwards().ifPresent(afterwards::add);
        return result;
    }

    /** None or null, and 1.0 or 1.1, is the old form; 2.0 the new one. */
    private static void checkVersion(JsonNode version) {
        if (version.isMissingNode() || version.isNull()) {
            return;
        }
        if (!version.isTextual()) {
            throw RpcException.of(RpcException.INVALID_REQUEST, "jsonrpc field must be a string");
        }
        if (!VERSIONS.contains(version.asText())) {
            throw RpcException.of(RpcException.INVALID_REQUEST, "JSON-RPC version not supported");
        }
    }

    private RpcMethod active(Path logFile) {
        return RpcMethod.of("Control", "getrpcinfo", "The calls that are being answered, and where the log is.", p -> {
            ObjectNode json = RpcJson.object();
            ArrayNode calls = json.putArray("active_commands");
            running.values()
                    .forEach(call -> calls.addObject()
                            .put("method", call.method())
                            .put("duration", (System.nanoTime() - call.startedNanos()) / 1_000));
            return json.put("logpath", logFile.toString());
        });
    }

    private JsonNode run(RpcMethod method, RpcParams params) {
        Object key = new Object();
        running.put(key, new ActiveCall(method.name(), System.nanoTime()));
        try {
            return method.handler().call(params);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RpcException error) {
                throw error;
            }
            throw unexpected(method, e);
        } catch (RpcException e) {
            throw e;
        } catch (DamagedBlockException e) {
            throw RpcException.of(RpcException.MISC_ERROR, "Block not found on disk: " + e.publicMessage());
        } catch (RuntimeException e) {
            throw unexpected(method, e);
        } finally {
            running.remove(key);
        }
    }

    private static RpcException unexpected(RpcMethod method, RuntimeException e) {
        LOG.error("JSON-RPC method {} failed", method.name(), e);
        return RpcException.of(RpcException.INTERNAL_ERROR, "the node failed to answer this; its log says why");
    }

    private static int httpStatus(int code) {
        return switch (code) {
            case RpcException.INVALID_REQUEST -> 400;
            case RpcException.METHOD_NOT_FOUND -> 404;
            case RpcException.BUSY -> 503;
            default -> 500;
        };
    }

    private static ObjectNode reply(boolean modern, Optional<JsonNode> id, JsonNode result) {
        ObjectNode reply = RpcJson.object();
        if (modern) {
            reply.put("jsonrpc", "2.0").set("result", result);
        } else {
            reply.<ObjectNode>set("result", result).putNull("error");
        }
        id.ifPresent(value -> reply.set("id", value));
        return reply;
    }

    private static ObjectNode reply(boolean modern, Optional<JsonNode> id, RpcException error) {
        ObjectNode reply = RpcJson.object();
        if (modern) {
            reply.put("jsonrpc", "2.0");
        } else {
            reply.putNull("result");
        }
        reply.putObject("error").put("code", error.code()).put("message", error.message());
        id.ifPresent(value -> reply.set("id", value));
        return reply;
    }

    private static void write(Context ctx, int status, JsonNode reply) {
        ctx.status(status);
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("application/json").result(RpcJson.line(reply));
    }
}
