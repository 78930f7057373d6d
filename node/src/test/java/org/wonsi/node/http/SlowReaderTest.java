package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpConfig.Limits;
import org.wonsi.node.service.event.LoggedEvent;

@DisplayName("Who doesn't read his answers")
@Timeout(60)
class SlowReaderTest {
    private static final Limits LIMITS = limits(Duration.ofMillis(500));

    @TempDir
    Path directory;

    private final ExecutorService chainThread = Executors.newSingleThreadExecutor();
    private final List<Socket> sockets = new ArrayList<>();
    private TestNode node;

    @SuppressWarnings("NullAway.Init") // each test begins with serve(...)
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private Client client;

    private static Limits limits(Duration readerPeriod) {
        return new Limits(
                100_000,
                8_192,
                200,
                64,
                100,
                400,
                100,
                400,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1_000,
                4_096,
                readerPeriod,
                10,
                50);
    }

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        node.answerOn(chainThread);
    }

    private void serve(Limits limits) {
        server = HttpServer.start(node, HttpConfig.loopback(0).withLimits(limits));
        client = new Client(server);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
        chainThread.shutdownNow();
        node.close();
    }

    /**
     * Asks for a path again and again on one connection, whose window is small, and reads nothing.
     *
     * @return ends when the server has closed the connection
     */
    private CompletableFuture<Void> askWithoutReading(String path) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(request);
                }
            } catch (IOException e) {
                closed.complete(null);
            }
        });
        writer.setDaemon(true);
        writer.start();
        return closed;
    }

    @Test
    @DisplayName("isn't waited for by the chain thread: what it worked out is answered on one of HTTP's")
    void answeringThread() {
        serve(LIMITS);
        String block = node.mine(1).get(0).encode().toHex();
        List<String> answering = new CopyOnWriteArrayList<>();
        node.beforeSnapshot(() -> answering.add(Thread.currentThread().getName()));
        for (int i = 0; i < 20; i++) {
            assertThat(client.post("/node/blocks", block).statusCode()).isEqualTo(200);
        }
        assertThat(answering).hasSizeGreaterThanOrEqualTo(20).allMatch(name -> name.startsWith("http-"));
    }

    @Test
    @DisplayName("loses his connection, and his threads, while others are answered")
    void closed() throws Exception {
        serve(LIMITS);
        List<CompletableFuture<Void>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(askWithoutReading("/node/rules"));
        }
        for (CompletableFuture<Void> closed : slow) {
            closed.get();
        }
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("is given up long before his time when others wait for the threads that wait for him")
    void othersWait() throws IOException {
        // His slowness alone would be borne for ten minutes, longer than this test may take.
        serve(limits(Duration.ofMinutes(10)));
        List<CompletableFuture<Void>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(askWithoutReading("/node/rules"));
        }
        while (slow.stream().noneMatch(CompletableFuture::isDone)) {
            assertThat(client.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("keeps his event stream as long as nothing waits for him")
    void eventStream() throws IOException {
        serve(LIMITS);
        try (RawConnection stream = new RawConnection(server)) {
            stream.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            stream.readUntil("retry: 1000\n\n");
            // Three times what he would have if something waited.
            assertThat(stream.isClosedWithin(1_500)).isFalse();
            node.events().publish("Seoul", new LoggedEvent.Status("running", "still heard"));
            stream.readUntil("still heard");
        }
    }
}
