package org.wonsi.node.bench.against;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.wonsi.node.bench.ProcessMemory;

/** A node's process that is being measured; closing ends it. */
final class RunningNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SHORTEST_BETWEEN_LOOKS = Duration.ofMillis(2).toNanos();
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final int MOST_OF_THE_LOG = 2_000;
    private static final int KIB = 1024;

    private final ComparedNode node;
    private final ComparedNode.Setup setup;
    private final Path log;
    private final Process process;
    private final long startedNanos;

    private RunningNode(ComparedNode node, ComparedNode.Setup setup, Path log, Process process, long startedNanos) {
        this.node = node;
        this.setup = setup;
        this.log = log;
        this.process = process;
        this.startedNanos = startedNanos;
    }

    /** Starts it; it may not answer yet. */
    static RunningNode start(ComparedNode node, ComparedNode.Setup setup) throws IOException {
        Files.createDirectories(setup.data());
        Path log = setup.data().resolveSibling(setup.data().getFileName() + ".out");
        ProcessBuilder builder = new ProcessBuilder(node.command(setup))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(node.variables());
        long startedNanos = System.nanoTime();
        return new RunningNode(node, setup, log, builder.start(), startedNanos);
    }

    /** Starts it, and waits until it answers. */
    static RunningNode ready(ComparedNode node, ComparedNode.Setup setup) throws IOException {
        RunningNode running = start(node, setup);
        try {
            running.awaitHeight(0);
            return running;
        } catch (IOException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    int p2pPort() {
        return setup.p2pPort();
    }

    /** A connection to it, of one thread. */
    HttpLink link() throws IOException {
        return new HttpLink(setup.rpcPort());
    }

    /** The bytes of a GET, for {@link HttpLink#exchange}. */
    byte[] get(String path) {
        return HttpLink.get(setup.rpcPort(), path);
    }

    /** A call's bytes, for {@link HttpLink#exchange}. */
    byte[] call(String method, Object... parameters) throws IOException {
        return HttpLink.post(setup.rpcPort(), ComparedNode.LOGIN, JSON.writeValueAsBytes(request(method, parameters)));
    }

    /** The bytes of many calls in one request. */
    byte[] batch(String method, List<String> firstParameters) throws IOException {
        Object[] calls = firstParameters.stream()
                .map(parameter -> request(method, parameter))
                .toArray();
        return HttpLink.post(setup.rpcPort(), ComparedNode.LOGIN, JSON.writeValueAsBytes(calls));
    }

    private static Object request(String method, Object... parameters) {
        return JSON.createObjectNode().put("id", 1).put("method", method).set("params", JSON.valueToTree(parameters));
    }

    /** The result of a call on a connection. */
    JsonNode ask(HttpLink link, String method, Object... parameters) throws IOException {
        return JSON.readTree(link.exchange(call(method, parameters))).path("result");
    }

    /** The result of a call on a connection of its own. */
    JsonNode ask(String method, Object... parameters) throws IOException {
        try (HttpLink link = link()) {
            return ask(link, method, parameters);
        }
    }

    /** Results of a batch, each of which must have succeeded. */
    static void checkBatch(byte[] answer) throws IOException {
        for (JsonNode one : JSON.readTree(answer)) {
            if (!one.path("error").isNull() && !one.path("error").isMissingNode()) {
                throw new IOException("a call of a batch failed: " + one);
            }
        }
    }

    /**
     * Waits until its chain has this height; it may not answer at all before.
     *
     * @throws IOException with the end of what it said, if it ends or takes too long
     */
    void awaitHeight(int height) throws IOException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (height() >= height) {
                return;
            }
            // A hundredth of what has passed is near enough, and looking costs both of them.
            LockSupport.parkNanos(Math.max(SHORTEST_BETWEEN_LOOKS, (System.nanoTime() - startedNanos) / 100));
        }
        throw new IOException(node.name() + (process.isAlive() ? " took too long" : " ended") + ": " + output());
    }

    /** -1 while it doesn't answer, or answers that it isn't ready. */
    private int height() {
        try {
            return ask("getblockcount").asInt(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    private String output() throws IOException {
        String all = Files.readString(log, StandardCharsets.UTF_8);
        return all.substring(Math.max(0, all.length() - MOST_OF_THE_LOG)).strip();
    }

    /** Since the start of the process. */
    double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** Processor time of the process until now, user and system. */
    double processorSeconds() throws IOException {
        return process.info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new IOException("this system doesn't tell a process's processor time"))
                        .toNanos()
                / 1e9;
    }

    /** The most memory the process had (VmHWM), in bytes. */
    long peakMemory() throws IOException {
        return memory("VmHWM");
    }

    /** The memory the process has now (VmRSS), in bytes. */
    long memory() throws IOException {
        return memory("VmRSS");
    }

    private long memory(String field) throws IOException {
        OptionalLong kib = ProcessMemory.field(Files.readString(Path.of("/proc", process.pid() + "", "status")), field);
        return kib.orElseThrow(() -> new IOException("this system doesn't tell a process's " + field)) * KIB;
    }

    /** Asks it to end, as Ctrl-C does, and waits for that. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
