package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.auth.RpcLogin;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpConfig.Limits;

@DisplayName("JSON-RPC by the short way answers as the route does, and a batch of payments as one after the other")
class RpcShortcutTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Whoever sends this is answered by the route. */
    private static final String[] LIKE_A_BROWSER = {"Accept-Language", "ko"};

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;
    private String authorization;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0).withRpcLogin(new RpcLogin("alice", "secret")));
        client = new Client(server);
        authorization = "Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private HttpResponse<String> direct(String body) {
        return client.post("/", body, "Authorization", authorization);
    }

    private HttpResponse<String> byRoute(String body) {
        return client.post("/", body, "Authorization", authorization, LIKE_A_BROWSER[0], LIKE_A_BROWSER[1]);
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"method\":\"getblockcount\"}",
                "{\"id\":1,\"method\":\"getbestblockhash\",\"params\":[]}",
                "{\"id\":1,\"method\":\"getblockcount\",\"params\":[1]}",
                "{\"id\":1,\"method\":\"getblockcount\",\"method\":\"help\"}",
                "{\"id\":1,\"method\":\"help\",\"params\":[\"getblockcount\"]}",
                "{\"id\":1e99999,\"method\":\"getblockcount\"}",
                "{\"id\":1,\"method\":\"getblockcount\"",
                "{\"id\":\"\\ud83c\\udf31 \\ud800 \",\"method\":\"getblockcount\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"getblockcount\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"nothing\"}",
                "{\"id\":1,\"method\":\"nothing\"}",
                "{\"id\":1,\"method\":\"getblockhash\",\"params\":[5]}",
                "[{\"id\":1,\"method\":\"getblockcount\"},{\"id\":2,\"method\":\"help\"}]",
                "[]",
                "[1]",
                "[{\"jsonrpc\":\"2.0\",\"method\":\"getblockcount\"}]",
                "not json",
                "1e99999",
                "\"text\"",
            })
    @DisplayName("status, headers and body are the same")
    void sameAnswers(String body) {
        HttpResponse<String> direct = direct(body);
        HttpResponse<String> byRoute = byRoute(body);
        assertThat(direct.statusCode()).isEqualTo(byRoute.statusCode());
        assertThat(direct.body()).isEqualTo(byRoute.body());
        assertThat(headers(direct)).isEqualTo(headers(byRoute));
    }

    @Test
    @DisplayName("a program that asks for an answer as it is gets the same")
    void asItIs() {
        String body = "{\"id\":1,\"method\":\"getblockcount\"}";
        HttpResponse<String> asItIs =
                client.post("/", body, "Authorization", authorization, "Accept-Encoding", "identity");
        HttpResponse<String> byRoute = byRoute(body);
        assertThat(asItIs.body()).isEqualTo(byRoute.body());
        assertThat(headers(asItIs)).isEqualTo(headers(byRoute));
    }

    @Test
    @DisplayName("a call of 1,001 bytes is answered as one of 1,000 is")
    void longCall() {
        String body = "{\"id\":1,\"method\":\"getblockcount\"}";
        assertThat(direct(body + " ".repeat(1_000 - body.length())).body())
                .isEqualTo(direct(body + " ".repeat(1_001 - body.length())).body())
                .isEqualTo(byRoute(body).body());
    }

    @Test
    @DisplayName("who has no right login, or asks from a foreign page or name, is refused as before")
    void refused() {
        String body = "{\"id\":1,\"method\":\"getblockcount\"}";
        assertThat(client.post("/", body).statusCode()).isEqualTo(401);
        assertThat(client.post("/", body, "Authorization", "Basic YTpi").statusCode())
                .isEqualTo(401);
        assertThat(client.post("/", body, "Authorization", authorization, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.post("/", body, "Authorization", authorization, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.post("/?x=1", body, "Authorization", authorization).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("both ways are counted")
    void counted() {
        direct("{\"id\":1,\"method\":\"getblockcount\"}");
        byRoute("{\"id\":1,\"method\":\"getblockcount\"}");
        direct("{\"id\":1,\"method\":\"nothing\"}");
        String metrics = client.get("/metrics").body();
        assertThat(metrics)
                .contains("wonsi_http_requests_total{code=\"200\",method=\"POST\",route=\"/\"} 2.0")
                .contains("wonsi_http_requests_total{code=\"404\",method=\"POST\",route=\"/\"} 1.0");
    }

    @Test
    @DisplayName("of forty large answers that nobody reads sixteen are worked out, and the rest once those have gone")
    void unread() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        String body = "[" + "{\"method\":\"help\"},".repeat(300) + "{\"method\":\"getblockcount\"}]";
        direct(body);
        node.beforeSnapshot(looks::incrementAndGet);
        assertThat(direct(body).body()).hasSizeGreaterThan(500_000);
        int looksOfOne = looks.getAndSet(0);
        assertThat(looksOfOne).isPositive();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(4_096);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                socket.getOutputStream()
                        .write(("POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization
                                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
            }
            Instant latest = Instant.now().plusSeconds(20);
            while (looks.get() < 16 * looksOfOne && Instant.now().isBefore(latest)) {
                Thread.sleep(10);
            }
            // Those who wait for a thread get one only when a reader has been given up, after four seconds.
            Thread.sleep(500);
            assertThat(looks.get()).isEqualTo(16 * looksOfOne);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(direct("{\"id\":1,\"method\":\"getblockhash\",\"params\":[0]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a call that waits for longer than a silent connection is kept gets its answer")
    void longerThanIdle() {
        Limits usual = Limits.standard();
        Limits limits = new Limits(
                usual.bodyBytes(),
                usual.headerBytes(),
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.requestsPerSecond(),
                usual.burst(),
                usual.requestsPerSecondAndConnection(),
                usual.connectionBurst(),
                usual.headers(),
                Duration.ofMillis(200),
                usual.minimumBodyRate(),
                usual.minimumReaderRate(),
                usual.readerPeriod(),
                usual.eventClients(),
                usual.eventQueue());
        HttpConfig config = HttpConfig.loopback(0)
                .withRpcLogin(new RpcLogin("alice", "secret"))
                .withLimits(limits);
        try (HttpServer hasty = HttpServer.start(node, config)) {
            String body = "{\"id\":1,\"method\":\"waitfornewblock\",\"params\":[1000]}";
            HttpResponse<String> answer = new Client(hasty).post("/", body, "Authorization", authorization);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"height\":0");
        }
    }

    private Transaction pay(OutPoint coin, Amount value) {
        return node.faucetWallet()
                .sign(coin, List.of(new TxOut(value, node.faucetWallet().scriptPubKey())));
    }

    private static String sending(int id, String hex) {
        return "{\"id\":" + id + ",\"method\":\"sendrawtransaction\",\"params\":[\"" + hex + "\"]}";
    }

    private static String sending(int id, Transaction tx) {
        return sending(id, tx.encode().toHex());
    }

    private List<JsonNode> batch(String... calls) {
        List<JsonNode> answers = new ArrayList<>();
        try {
            MAPPER.readTree(direct("[" + String.join(",", calls) + "]").body()).forEach(answers::add);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return answers;
    }

    @Test
    @DisplayName("each call of a batch has its own outcome, and sees what those before it did and no more")
    void batchOfPayments() {
        node.mine(101);
        Transaction first = pay(node.faucetWallet().firstCoin().outPoint(), new Amount(49_99990000L));
        Transaction second = pay(new OutPoint(first.txid(), 0), new Amount(49_99980000L));
        Transaction third = pay(new OutPoint(second.txid(), 0), new Amount(49_99970000L));
        Transaction dear = pay(new OutPoint(second.txid(), 0), new Amount(48_00000000L));
        Transaction other = pay(node.faucetWallet().firstCoin().outPoint(), new Amount(49_99995000L));
        List<JsonNode> answers = batch(
                sending(1, first),
                sending(2, "00"),
                sending(3, second),
                "{\"id\":4,\"method\":\"getrawmempool\"}",
                sending(5, dear),
                sending(6, third),
                sending(7, first),
                sending(8, other),
                "{\"id\":9,\"method\":\"sendrawtransaction\"}",
                "{\"id\":10,\"method\":\"getrawmempool\"}");
        assertThat(answers.stream().map(answer -> answer.path("id").asInt()).toList())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(answers.get(0).path("result").asText())
                .isEqualTo(first.txid().toDisplay());
        assertThat(answers.get(1).at("/error/code").asInt()).isEqualTo(-22);
        assertThat(answers.get(2).path("result").asText())
                .isEqualTo(second.txid().toDisplay());
        assertThat(answers.get(3).path("result")).hasSize(2);
        assertThat(answers.get(4).at("/error/message").asText()).startsWith("Fee exceeds maximum");
        assertThat(answers.get(5).path("result").asText())
                .isEqualTo(third.txid().toDisplay());
        assertThat(answers.get(6).path("result").asText())
                .isEqualTo(first.txid().toDisplay());
        assertThat(answers.get(7).at("/error/code").asInt()).isEqualTo(-26);
        assertThat(answers.get(8).at("/error/code").asInt()).isEqualTo(-1);
        assertThat(answers.get(9).path("result")).hasSize(3);
    }

    @Test
    @DisplayName("notifications of a batch send, too, and a signature that fails costs only its own call")
    void wrongSignature() {
        node.mine(103);
        var wallet = node.faucetWallet();
        Transaction good = pay(wallet.firstCoin().outPoint(), new Amount(49_99990000L));
        // The signature of another amount.
        Transaction forged = new Transaction(
                good.version(),
                good.inputs(),
                List.of(new TxOut(new Amount(49_99980000L), wallet.scriptPubKey())),
                good.lockTime());
        List<JsonNode> answers = batch(
                sending(1, forged),
                sending(2, good).replace("\"id\":2", "\"jsonrpc\":\"2.0\""),
                "{\"id\":3,\"method\":\"getrawmempool\"}");
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).at("/error/code").asInt()).isEqualTo(-26);
        assertThat(answers.get(1).path("result").get(0).asText())
                .isEqualTo(good.txid().toDisplay());
    }

    @Test
    @DisplayName("101 payments are taken, though one task of the mempool's thread takes 100")
    void moreThanOneTask() {
        node.mine(201);
        Transaction tx = pay(node.faucetWallet().firstCoin().outPoint(), new Amount(49_99990000L));
        String[] calls = new String[101];
        for (int i = 0; i < 100; i++) {
            calls[i] = sending(i, tx);
        }
        calls[100] = sending(100, pay(new OutPoint(tx.txid(), 0), new Amount(49_99980000L)));
        assertThat(batch(calls).stream().map(a -> a.path("error").isNull()).collect(Collectors.toSet()))
                .containsExactly(true);
    }
}
