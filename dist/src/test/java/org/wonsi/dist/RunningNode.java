package org.wonsi.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A node in a process of its own, asked over HTTP. */
final class RunningNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern URL = Pattern.compile("http://[0-9.]+:([0-9]+)");

    private final Host host;
    private final Path dataDirectory;
    private final Program program;
    private final String url;

    private RunningNode(Host host, Path dataDirectory, Program program) {
        this.host = host;
        this.dataDirectory = dataDirectory;
        this.program = program;
        try {
            this.url = program.await(URL).group();
        } catch (AssertionError e) {
            // Nobody else knows of the process yet.
            program.kill();
            throw e;
        }
    }

    /** Starts a regtest node on free ports and waits for the URL it prints. */
    static RunningNode start(Path home, String name, String... more) {
        return start(Host.HERE, "127.0.0.1:0", home, name, more);
    }

    /** Starts a regtest node on a host, with its P2P address there, and waits for the URL it prints. */
    static RunningNode start(Host host, String p2p, Path home, String name, String... more) {
        Path data = home.resolve("regtest").resolve(name);
        String[] args = arguments(data, name, p2p, more);
        return new RunningNode(host, data, Program.start(host, home, Program.NODE_JAR, args));
    }

    /** Starts a regtest node on a host at which other hosts reach its HTTP too. */
    static RunningNode startOpen(NamespaceNetwork.Computer host, int p2pPort, Path home, String name, String... more) {
        Path data = home.resolve("regtest").resolve(name);
        String p2p = host.address() + ":" + p2pPort;
        String[] args = arguments(data, name, host.address() + ":0", p2p, more);
        return new RunningNode(host, data, Program.start(host, home, Program.NODE_JAR, args));
    }

    /** The command line of a regtest node whose HTTP port is any free one. */
    static String[] arguments(Path data, String name, String p2p, String... more) {
        return arguments(data, name, "127.0.0.1:0", p2p, more);
    }

    private static String[] arguments(Path data, String name, String http, String p2p, String... more) {
        List<String> args =
                new ArrayList<>(List.of("node", "--network", "regtest", "--name", name, "--data-dir", data.toString()));
        args.addAll(List.of("--http", http, "--p2p", p2p));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
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
        return parse(ok(path, host.request("GET", url + path, Map.of(), "")));
    }

    /** Posts JSON as the operator. */
    JsonNode post(String path, String body) {
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json", "X-Wonsi-Token", cookie().substring(cookie().indexOf(':') + 1));
        return parse(ok(path, host.request("POST", url + path, headers, body)));
    }

    /** Calls a JSON-RPC method with the cookie's user, as bitcoin-cli does; the parameters are JSON values. */
    JsonNode rpc(String method, String... parameters) {
        return parse(ok(method, rpcAnswer(method, parameters))).path("result");
    }

    /** The answer to a JSON-RPC call, also if it is an error. */
    Host.Answer rpcAnswer(String method, String... parameters) {
        String login = Base64.getEncoder().encodeToString(cookie().getBytes(StandardCharsets.UTF_8));
        String body = "{\"id\":1,\"method\":\"" + method + "\",\"params\":[" + String.join(",", parameters) + "]}";
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Authorization", "Basic " + login);
        return host.request("POST", url + "/", headers, body);
    }

    private static String ok(String what, Host.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError(what + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Mines blocks at once, their coins to the address. */
    void mine(int blocks, String address) {
        post("/node/mining/generate", "{\"blocks\":" + blocks + ",\"address\":\"" + address + "\"}");
    }

    private String cookie() {
        try {
            return host.read(dataDirectory.resolve(".cookie")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parse(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    /** Asks again and again until the condition holds; fails after a minute. */
    static void await(String what, BooleanSupplier condition) {
        await(what, 1, condition);
    }

    /** Asks again and again until the condition holds; fails after some minutes. */
    static void await(String what, int minutes, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + minutes + " min: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
