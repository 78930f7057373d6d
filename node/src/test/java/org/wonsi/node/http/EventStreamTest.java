package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpConfig.Limits;
import org.wonsi.node.service.event.LoggedEvent.Header;

@DisplayName("The stream of events")
class EventStreamTest {
    private static final Limits LIMITS = new Limits(
            4_200_000,
            8_192,
            2_000,
            64,
            100,
            400,
            100,
            400,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            1_024,
            4_096,
            Duration.ofSeconds(20),
            2,
            50);

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0).withLimits(LIMITS));
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private RawConnection open(String headers) throws IOException {
        RawConnection raw = new RawConnection(server);
        raw.write("GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + headers + "\r\n");
        raw.readUntil("retry: 1000\n\n");
        return raw;
    }

    private void publish(int height) {
        node.events().publish("Seoul", new Header("hash" + height, "prev", height));
    }

    @Test
    @DisplayName("a new reader gets what happens from now on, with ids")
    void live() throws IOException {
        publish(1);
        try (RawConnection reader = open("")) {
            publish(2);
            assertThat(reader.readUntil("\n\n"))
                    .contains(
                            "id: 2\nevent: header\ndata: {\"node\":\"Seoul\",\"time\":1795500000000,\"hash\":\"hash2\"")
                    .doesNotContain("hash1");
        }
    }

    @Test
    @DisplayName("a reader that comes back gets what it missed, once and in order, and then the rest")
    void replay() throws IOException {
        for (int i = 1; i <= 5; i++) {
            publish(i);
        }
        try (RawConnection reader = open("Last-Event-ID: 3\r\n")) {
            publish(6);
            String text = reader.readUntil("hash6");
            assertThat(text)
                    .containsSubsequence("id: 4\n", "id: 5\n", "id: 6\n")
                    .doesNotContain("id: 3\n", "reset");
        }
    }

    @Test
    @DisplayName("a reader that missed more than is kept, or knew another run of the node, is told to load anew")
    void reset() throws IOException {
        for (int i = 1; i <= 150; i++) {
            publish(i);
        }
        try (RawConnection reader = open("Last-Event-ID: 3\r\n")) {
            assertThat(reader.readUntil("hash51")).contains("event: reset");
        }
        try (RawConnection reader = open("Last-Event-ID: 9999\r\n")) {
            publish(151);
            assertThat(reader.readUntil("hash151")).contains("event: reset").doesNotContain("hash150");
        }
    }

    @Test
    @DisplayName("the third of two allowed streams is refused until one is closed; a bad id is refused")
    void limits() throws IOException {
        Client client = new Client(server);
        assertThat(client.get("/events", "Last-Event-ID", "x").statusCode()).isEqualTo(400);
        try (RawConnection first = open("");
                RawConnection second = open("")) {
            HttpResponse<String> third = client.get("/events");
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.body()).contains("already has 2 event streams open");
            publish(1);
            first.readUntil("hash1");
            second.readUntil("hash1");
        }
    }

    @Test
    @DisplayName("of forty that come at once two get a stream, and when those end two others do")
    void burst() throws Exception {
        for (int round = 0; round < 3; round++) {
            CountDownLatch go = new CountDownLatch(1);
            List<RawConnection> connections = new ArrayList<>();
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                RawConnection raw = new RawConnection(server);
                connections.add(raw);
                CompletableFuture<String> answer = new CompletableFuture<>();
                answers.add(answer);
                new Thread(() -> answer.completeAsync(() -> ask(raw, go), Runnable::run)).start();
            }
            go.countDown();
            assertThat(answers)
                    .extracting(CompletableFuture::join)
                    .filteredOn(a -> a.contains(" 200 "))
                    .hasSize(2);
            assertThat(server.openEventStreams()).isEqualTo(2);
            for (RawConnection raw : connections) {
                raw.close();
            }
            for (int sent = 0; server.openEventStreams() > 0 && sent < 10_000; sent++) {
                publish(sent);
            }
        }
    }

    private static String ask(RawConnection raw, CountDownLatch go) {
        try {
            go.await();
            raw.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return raw.readUntil("\r\n");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("a reader that doesn't read is dropped and holds up nobody")
    void slowReader() throws IOException {
        String padding = "x".repeat(50_000);
        try (RawConnection slow = open("");
                RawConnection fast = open("")) {
            assertThat(slow.isOpen()).isTrue();
            int sent = 0;
            while (server.openEventStreams() == 2 && sent < 2_000) {
                sent++;
                node.events().publish("Seoul", new Header("hash" + sent, padding, sent));
                fast.readUntil("hash" + sent + "\"");
            }
            assertThat(server.openEventStreams()).isEqualTo(1);
            publish(sent + 1);
            fast.readUntil("hash" + (sent + 1));
        }
    }
}
