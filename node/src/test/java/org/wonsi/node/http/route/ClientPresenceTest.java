package org.wonsi.node.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.Client;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.TestNode;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("Work for a client that has gone is noticed")
class ClientPresenceTest {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    @TempDir
    Path directory;

    @Test
    @DisplayName("a client that waits is there, also if it sends more; once it closes its connection it is gone")
    void gone() throws IOException {
        CompletableFuture<Boolean> whileWaiting = new CompletableFuture<>();
        CompletableFuture<Boolean> atLast = new CompletableFuture<>();
        Javalin server = Javalin.create(config -> config.routes.get("/", ctx -> {
            ClientPresence client = ClientPresence.of(ctx);
            boolean early = false;
            long start = System.nanoTime();
            while (System.nanoTime() - start < 50_000_000L) {
                early |= client.isGone();
            }
            whileWaiting.complete(early);
            while (!client.isGone() && System.nanoTime() - start < DEADLINE_NANOS) {
                Thread.onSpinWait();
            }
            atLast.complete(client.isGone());
        }));
        server.start("127.0.0.1", 0);
        try {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write(REQUEST);
                socket.getOutputStream().write(REQUEST);
                assertThat(whileWaiting.join()).isFalse();
            }
            assertThat(atLast.join()).isTrue();
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("an answer in SQL ends its connection, since it is read from while the answer is worked out")
    void connectionEnds() {
        try (TestNode node = new TestNode(directory);
                HttpServer server = HttpServer.start(node, HttpConfig.loopback(0))) {
            assertThat(new Client(server)
                            .post("/sql", "{\"query\":\"SELECT 1\"}")
                            .headers()
                            .firstValue("Connection"))
                    .contains("close");
        }
    }
}
