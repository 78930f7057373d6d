package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpConfig.Limits;

@DisplayName("One client can't take what others need")
@Timeout(60)
class HttpLimitsTest {
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration HEADERS = Duration.ofSeconds(1);
    private static final Limits LIMITS = new Limits(
            100_000, 8_192, 200, 64, 100, 400, 100, 400, HEADERS, IDLE, 1_000, 4_096, Duration.ofSeconds(1), 10, 50);

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0).withLimits(LIMITS));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    @Test
    @DisplayName("a body of 100,000 bytes is read, one byte more is refused, announced or in chunks")
    void bodies() throws IOException {
        assertThat(client.post("/api/tx", "0".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(client.post("/api/tx", "0".repeat(100_001)).statusCode()).isEqualTo(413);
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("POST /api/tx HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "2000\r\n" + "0".repeat(8_192) + "\r\n";
            for (int i = 0; i < 13; i++) {
                raw.write(chunk);
            }
            raw.write("0\r\n\r\n");
            assertThat(raw.readUntil("\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    @DisplayName("a route has its own limit, known before the body is read, and the answer names it")
    void bodiesByRoute() throws IOException {
        assertThat(client.post("/vote/choice", "0".repeat(256)).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = client.post("/vote/choice", "0".repeat(257));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("POST /vote/choice takes at most 256 bytes");
        assertThat(client.post("/no/such/path", "0".repeat(65_536)).statusCode())
                .isEqualTo(404);
        assertThat(client.post("/no/such/path", "0".repeat(65_537)).statusCode())
                .isEqualTo(413);
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("POST /sql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65537\r\n\r\n");
            assertThat(raw.readAll()).startsWith("HTTP/1.1 413 ").contains("POST /sql takes at most 65536 bytes");
        }
    }

    @Test
    @DisplayName(
            "the sender of too large a body can send it to its end and reads why it was refused; who never ends is cut off")
    void sentToItsEnd() throws IOException {
        String half = "0".repeat(4_000_000);
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("POST /sql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n");
            raw.write(half);
            raw.write(half);
            assertThat(raw.readAll()).startsWith("HTTP/1.1 413 ").contains("POST /sql takes at most 65536 bytes");
        }
        try (RawConnection endless = new RawConnection(server)) {
            endless.write("POST /sql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n\r\n");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                for (int sent = 0; sent < 225; sent++) {
                    endless.write(half);
                }
            });
        }
    }

    @Test
    @DisplayName("a body in chunks of one byte is read as one, and the connection goes on")
    void tinyChunks() throws IOException {
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("POST /api/tx HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 200; i++) {
                raw.write("1\r\nx\r\n");
            }
            raw.write("0\r\n\r\n");
            assertThat(raw.readUntil("\r\n")).startsWith("HTTP/1.1 400 ");
            raw.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.readUntil("ok\n");
        }
    }

    @Test
    @DisplayName("a body that comes byte by byte is given up")
    void trickledBody() throws IOException {
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("POST /api/tx HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n");
            assertThat(bytesTaken(raw)).isBetween(1, 999);
        }
    }

    @Test
    @DisplayName("a silent connection and one that stops in the middle of a header are closed")
    void silent() throws IOException {
        try (RawConnection silent = new RawConnection(server);
                RawConnection half = new RawConnection(server)) {
            half.write("GET /health HTTP/1.1\r\nHost: loc");
            assertThat(silent.readAll()).isEmpty();
            assertThat(half.readAll()).doesNotContain("200");
        }
    }

    @Test
    @DisplayName("500 connections that say nothing, of 200 allowed, keep nobody waiting, and lose only their own")
    void silentFlood() throws IOException {
        List<RawConnection> silent = new ArrayList<>();
        try (RawConnection stream = new RawConnection(server)) {
            stream.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            stream.readUntil("retry: 1000\n\n");
            for (int i = 0; i < 500; i++) {
                silent.add(new RawConnection(server));
                if (i % 100 == 99) {
                    assertThat(client.get("/health").statusCode()).isEqualTo(200);
                }
            }
            // The first of them made room for the last.
            assertThat(silent.get(0).readAll()).isEmpty();
            node.events()
                    .publish("Seoul", new org.wonsi.node.service.event.LoggedEvent.Status("running", "still heard"));
            stream.readUntil("still heard");
        } finally {
            for (RawConnection raw : silent) {
                raw.close();
            }
        }
    }

    @Test
    @DisplayName("headers that come byte by byte are given up, on a new connection and after an answer")
    void trickledHeaders() throws IOException {
        for (String first : new String[] {"", "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"}) {
            try (RawConnection raw = new RawConnection(server)) {
                raw.write(first);
                if (!first.isEmpty()) {
                    raw.readUntil("ok\n");
                }
                raw.write("GET /health HTTP/1.1\r\nX: ");
                // Neither the idle time-out nor the end of the loop: bytes came all the time.
                assertThat(bytesTaken(raw)).isBetween(1, 999);
            }
        }
    }

    /** Writes a byte every tenth of a second, reading meanwhile, until the connection is closed. */
    private static int bytesTaken(RawConnection raw) {
        for (int i = 0; i < 1_000; i++) {
            try {
                raw.write("x");
                if (raw.isClosedWithin(100)) {
                    return i;
                }
            } catch (IOException e) {
                return i;
            }
        }
        return 1_000;
    }

    @Test
    @DisplayName(
            "250 bodies that never come to an end, of 200 connections, don't keep another request waiting, and are given up")
    void slowBodies() throws IOException {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                RawConnection raw = new RawConnection(server);
                raw.write("POST /node/blocks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n00");
                slow.add(raw);
            }
            long before = System.nanoTime();
            assertThat(client.get("/health").statusCode()).isEqualTo(200);
            // Long before the slow ones are given up, not after.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(IDLE.dividedBy(2));
            for (RawConnection raw : slow) {
                assertThat(raw.readAll()).doesNotContain(" 200 ");
            }
        } finally {
            for (RawConnection raw : slow) {
                raw.close();
            }
        }
    }
}
