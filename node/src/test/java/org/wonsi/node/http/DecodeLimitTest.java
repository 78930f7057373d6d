package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;

/** How many large explanations run at once. */
class DecodeLimitTest {
    @TempDir
    Path directory;

    private final ExecutorService visitors = Executors.newFixedThreadPool(4);
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private TestNode node;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        visitors.shutdownNow();
        server.close();
        node.close();
    }

    private HttpResponse<String> explain(int bytes) {
        return client.post("/node/decode", "{\"hex\":\"" + "51".repeat(bytes) + "\"}");
    }

    /** The first four whose explanation has begun wait. */
    private void holdUpFour() {
        AtomicInteger held = new AtomicInteger();
        node.beforeSnapshot(() -> {
            if (held.getAndIncrement() < 4) {
                begun.release();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    @Test
    @DisplayName(
            "while four explanations of 10,000 bytes run for this machine a fifth is a 503 with Retry-After, one of 9,999 isn't")
    void fourAtOnce() throws Exception {
        int asUsual = explain(10_000).statusCode();
        holdUpFour();
        List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(CompletableFuture.supplyAsync(() -> explain(10_000), visitors));
        }
        assertThat(begun.tryAcquire(4, 20, TimeUnit.SECONDS))
                .as("four are being explained")
                .isTrue();
        HttpResponse<String> fifth = explain(10_000);
        assertThat(fifth.statusCode()).isEqualTo(503);
        assertThat(fifth.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(fifth.headers().firstValue("Content-Type")).hasValue("application/problem+json;charset=utf-8");
        assertThat(Json.MAPPER.readTree(fifth.body()).path("detail").asText())
                .isEqualTo(
                        "this node is explaining bytes, judging blocks or running scripts for 3 requests already; ask"
                                + " again in a moment");
        assertThat(explain(9_999).statusCode()).isNotEqualTo(503);
        goOn.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : running) {
            assertThat(answer.get().statusCode()).isEqualTo(asUsual).isNotEqualTo(503);
        }
        assertThat(explain(10_000).statusCode()).isEqualTo(asUsual);
    }
}
