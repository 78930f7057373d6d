package org.wonsi.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine's own Firefox without a window, driven by the protocol that it speaks itself: WebDriver BiDi, JSON over a WebSocket. */
final class Firefox implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/bin/firefox-esr", "/usr/bin/firefox");
    private static final Pattern LISTENING = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");
    private static final int PATIENCE_SECONDS = 180;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program program;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    private final String tab;

    private Firefox(Program program) {
        this.program = program;
        String address = program.await(LISTENING).group(1);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address + "/session"), new Answers())
                .join();
        ask("session.new", Map.of("capabilities", Map.of()));
        ask("session.subscribe", Map.of("events", List.of("log.entryAdded")));
        tab = ask("browsingContext.getTree", Map.of())
                .path("contexts")
                .path(0)
                .path("context")
                .asText();
    }

    /** Where it is installed, if it is; {@code WONSI_FIREFOX} names another place. */
    static Optional<Path> installed() {
        return Stream.concat(Optional.ofNullable(System.getenv("WONSI_FIREFOX")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a new profile. */
    static Firefox start(Path executable, Path profile) throws IOException {
        Files.createDirectories(profile);
        Program program = Program.startCommand(
                Host.HERE,
                profile,
                Map.of("HOME", profile.toString(), "MOZ_HEADLESS", "1"),
                List.of(
                        executable.toString(),
                        "--headless",
                        "--no-remote",
                        "--profile",
                        profile.toString(),
                        "--remote-debugging-port",
                        "0",
                        "about:blank"));
        try {
            return new Firefox(program);
        } catch (RuntimeException | AssertionError e) {
            program.kill();
            throw e;
        }
    }

    /** What its console and its pages' scripts called an error so far. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** Goes to an address and waits until its page has loaded. */
    void open(String url) {
        ask("browsingContext.navigate", Map.of("context", tab, "url", url, "wait", "complete"));
    }

    /** The value of an expression on the page, awaited if it is a promise. */
    JsonNode evaluate(String expression) {
        JsonNode result = ask(
                "script.evaluate",
                Map.of(
                        "expression",
                        "Promise.resolve(" + expression + ").then(value => JSON.stringify(value ?? null))",
                        "target",
                        Map.of("context", tab),
                        "awaitPromise",
                        true));
        if (!result.path("type").asText().equals("success")) {
            throw new AssertionError(expression + ": "
                    + result.path("exceptionDetails").path("text").asText());
        }
        return RunningNode.parse(result.path("result").path("value").asText());
    }

    /** Waits for an expression to be true. */
    void await(String expression) {
        RunningNode.await(
                expression, 3, () -> evaluate("!!(" + expression + ")").asBoolean());
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        socket.sendText(message.toString(), true).join();
        JsonNode said = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (said.path("type").asText().equals("error")) {
            throw new AssertionError(method + ": " + said.path("message").asText());
        }
        return said.path("result");
    }

    /** Puts the pieces of each message together, and gives it to who asked. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder pieces = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            pieces.append(data);
            if (last) {
                take(RunningNode.parse(pieces.toString()));
                pieces.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(JsonNode message) {
            if (message.path("method").asText().equals("log.entryAdded")) {
                JsonNode entry = message.path("params");
                if (entry.path("level").asText().equals("error")) {
                    troubles.add(entry.path("text").asText());
                }
            }
            Optional.ofNullable(asked.remove(message.path("id").asInt())).ifPresent(answer -> answer.complete(message));
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            asked.values().forEach(answer -> answer.completeExceptionally(error));
        }
    }

    @Override
    public void close() {
        socket.abort();
        program.stop();
    }
}
