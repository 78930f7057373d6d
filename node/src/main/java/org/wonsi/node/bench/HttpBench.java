package org.wonsi.node.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;

/** The benchmark of HTTP: requests per second over loopback; client and server share the machine. */
final class HttpBench implements Benchmark {
    private static final int CLIENTS = 8;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long TIMED_NANOS = 3_000_000_000L;
    private static final int OK = 200;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String about() {
        return "HTTP requests per second, " + CLIENTS + " connections, client on the same machine";
    }

    @Override
    public void run(BenchReport report) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = new TemporaryDirectory();
                NodeGroup nodeGroup = new NodeGroup(InstantSource.system());
                Node node = Node.start(
                        NodeConfig.of(
                                "bench", ChainParams.regtest(), directory.path().resolve("node")),
                        nodeGroup);
                HttpServer server = HttpServer.start(node, HttpConfig.loopback(0))) {
            List<Block> blocks = BenchChain.payments(1, 1000);
            for (Block block : blocks) {
                node.submitBlock(block).join();
            }
            String last = blocks.get(blocks.size() - 1).hash().toDisplay();
            for (String path : List.of(
                    "/health",
                    "/api/blocks/tip/height",
                    "/node/status",
                    "/api/block/" + last,
                    "/api/block/" + last + "/txs",
                    "/api/block/" + last + "/raw")) {
                double rate = rate(URI.create(server.url() + path));
                report.line("GET " + path.replace(last, ":hash"), rate, "requests/s");
            }
        }
    }

    private static double rate(URI uri) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        load(client, request, WARM_UP_NANOS);
        long start = System.nanoTime();
        long done = load(client, request, TIMED_NANOS);
        return done * 1e9 / (System.nanoTime() - start);
    }

    private static long load(HttpClient client, HttpRequest request, long nanos) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        long end = System.nanoTime() + nanos;
        AtomicLong done = new AtomicLong();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            running.add(CompletableFuture.runAsync(() -> ask(client, request, end, done), threads));
        }
        running.forEach(CompletableFuture::join);
        threads.shutdown();
        return done.get();
    }

    private static void ask(HttpClient client, HttpRequest request, long end, AtomicLong done) {
        try {
            while (System.nanoTime() < end) {
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() != OK) {
                    throw new IllegalStateException(request.uri() + " answered " + response.statusCode());
                }
                done.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + " doesn't answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
