package org.wonsi.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A node in a process of its own, asked over HTTP. */
final class RunningNode implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)");

    private final Path dataDirectory;
    private final Program program;
    private final String url;

    private RunningNode(Path dataDirectory, Program program) {
        this.dataDirectory = dataDirectory;
        this.program = program;
        this.url = program.await(URL).group();
    }

    /** Starts a regtest node on free ports and waits for the URL it prints. */
    static RunningNode start(Path home, String name, String... more) {
        Path data = home.resolve("regtest").resolve(name);
        List<String> args =
                new ArrayList<>(List.of("node", "--network", "regtest", "--name", name, "--data-dir", data.toString()));
        args.addAll(List.of("--http", "127.0.0.1:0", "--p2p", "127.0.0.1:0"));
        args.addAll(List.of(more));
        return new RunningNode(data, Program.start(home, Program.NODE_JAR, args.toArray(String[]::new)));
    }

    String url() {
        return url;
    }

    Program program() {
        return program;
    }

    /** The P2P address as the node itself states it. */
    String p2p() {
        return get("/node/status").path("p2p").asText();
    }

    int height() {
        return get("/node/status").path("height").asInt();
    }

    String tip() {
        return get("/node/status").path("tip").asText();
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + path)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return parse(answer.body());
    }

    /** Posts JSON as the operator. */
    JsonNode post(String path, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .header("X-Wonsi-Token", token())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return parse(answer.body());
    }

    /** Mines blocks at once, their coins to the address. */
    void mine(int blocks, String address) {
        post("/node/mining/generate", "{\"blocks\":" + blocks + ",\"address\":\"" + address + "\"}");
    }

    private String token() {
        try {
            String cookie = Files.readString(dataDirectory.resolve(".cookie"));
            return cookie.substring(cookie.indexOf(':') + 1).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    /** Asks again and again until the condition holds; fails after a minute. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
