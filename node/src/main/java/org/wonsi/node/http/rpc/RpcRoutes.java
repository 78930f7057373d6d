package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    private final Set<String> quick;
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
        quick = methods.values().stream()
                .filter(RpcMethod::quick)
                .map(RpcMethod::name)
                .collect(Collectors.toUnmodifiableSet());
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
                ctx -> answer(ctx.body()).send(ctx));
    }

    /** Answers what is in a request's body. */
    RpcAnswer answer(String body) {
        JsonNode request;
        try {
            request = RpcJson.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            request = MissingNode.getInstance();
        }
        if (HugeNumbers.within(request)) {
            return refusal(400, RpcException.INVALID_REQUEST, HugeNumbers.REFUSAL);
        } else if (request.isArray()) {
            return batch(request);
        } else if (request.isObject()) {
            return single(request);
        }
        return refusal(
                500,
                RpcException.PARSE_ERROR,
                request.isMissingNode() ? "Parse error" : "Top-level object parse error");
    }

    /** Whether a body may be a call of a method that is quick, which is found out without reading it. */
    boolean mayBeQuick(String body) {
        return quick.stream().anyMatch(body::contains);
    }

    /** Answers a single call of a method that is quick; none to anything else. */
    Optional<RpcAnswer> answerAtOnce(String body) {
        try {
            JsonNode request = RpcJson.MAPPER.readTree(body);
            return request.isObject() && quick.contains(request.path("method").asText()) && !HugeNumbers.within(request)
                    ? Optional.of(single(request))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static RpcAnswer refusal(int status, int code, String message) {
        return new RpcAnswer(status, reply(false, NULL_ID, RpcException.of(code, message)), List.of());
    }

    private RpcAnswer single(JsonNode request) {
        List<Runnable> afterwards = new ArrayList<>();
        Optional<Outcome> outcome = call(request, afterwards);
        return outcome.map(answered -> new RpcAnswer(answered.httpStatus(), answered.reply(), afterwards))
                .orElseGet(() -> RpcAnswer.none(afterwards));
    }

    /** An empty batch has an empty answer: it names no version, and old clients expect one. */
    private RpcAnswer batch(JsonNode requests) {
        if (requests.size() > MAX_BATCH) {
            return refusal(400, RpcException.INVALID_REQUEST, "a batch holds at most " + MAX_BATCH + " calls");
        }
        ArrayNode replies = RpcJson.array();
        List<Runnable> afterwards = new ArrayList<>();
        for (int from = 0; from < requests.size(); ) {
            List<JsonNode> group = group(requests, from);
            List<Optional<Outcome>> outcomes =
                    group.size() == 1 ? List.of(call(group.get(0), afterwards)) : callTogether(group);
            outcomes.forEach(outcome -> outcome.ifPresent(answered -> replies.add(answered.reply())));
            from += group.size();
        }
        return replies.isEmpty() && !requests.isEmpty()
                ? RpcAnswer.none(afterwards)
                : new RpcAnswer(200, replies, afterwards);
    }

    /** The reply to one call, and the HTTP status it has where it stands alone. */
    private record Outcome(JsonNode reply, int httpStatus) {}

    /** The call at a place, and those behind it that are answered together with it. */
    private List<JsonNode> group(JsonNode requests, int from) {
        List<JsonNode> group = new ArrayList<>(List.of(requests.get(from)));
        String name = requests.get(from).path("method").asText();
        RpcMethod method = methods.get(name);
        if (method != null && method.group().isPresent()) {
            for (int i = from + 1; i < requests.size(); i++) {
                if (!requests.get(i).path("method").asText().equals(name)) {
                    break;
                }
                group.add(requests.get(i));
            }
        }
        return group;
    }

    /** What is wrong with one of the calls is its own answer; the others are made without it. */
    private List<Optional<Outcome>> callTogether(List<JsonNode> requests) {
        List<RpcParams> calls = new ArrayList<>();
        List<Supplier<JsonNode>> results = new ArrayList<>();
        List<Supplier<JsonNode>> answers = new ArrayList<>();
        for (JsonNode request : requests) {
            try {
                calls.add(params(request));
                int place = calls.size() - 1;
                answers.add(() -> results.get(place).get());
            } catch (RpcException e) {
                answers.add(() -> {
                    throw e;
                });
            }
        }
        if (!calls.isEmpty()) {
            RpcMethod method = calls.get(0).method();
            results.addAll(run(method, () -> method.group().orElseThrow().call(calls)));
        }
        List<Optional<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            outcomes.add(outcome(requests.get(i), answers.get(i)));
        }
        return outcomes;
    }

    private Optional<Outcome> call(JsonNode request, List<Runnable> afterwards) {
        return outcome(request, () -> dispatch(request, afterwards));
    }

    /** Empty for a notification. */
    private Optional<Outcome> outcome(JsonNode request, Supplier<JsonNode> answer) {
        boolean modern = request.path("jsonrpc").asText().equals("2.0");
        Optional<JsonNode> id = request.isObject() ? Optional.ofNullable(request.get("id")) : NULL_ID;
        boolean notification = modern && id.isEmpty();
        try {
            JsonNode result = answer.get();
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
        RpcParams params = params(request);
        RpcMethod method = params.method();
        JsonNode result = run(method, () -> method.handler().call(params));
        method.afterwards().ifPresent(afterwards::add);
        return result;
    }

    /** The method that is called, with its arguments. */
    private RpcParams params(JsonNode request) {
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
        return RpcParams.of(method, params);
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

    private <T> T run(RpcMethod method, Supplier<T> call) {
        Object key = new Object();
        running.put(key, new ActiveCall(method.name(), System.nanoTime()));
        try {
            return call.get();
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
}
